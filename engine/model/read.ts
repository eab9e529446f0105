import type { z } from 'zod';
import { contentHash, hashJson } from './content-hash.ts';
import { type Event, eventInput } from './event.ts';
import type { InputIssue } from './input-error.ts';
import { isJsonObject, type Json } from './json.ts';
import { limits } from './limits.ts';
import { parseJson } from './parse-json.ts';
import { formatPlace } from './place.ts';
import { failure, type Result, success } from './result.ts';
import { type Rule, type RuleInput, rule, ruleInput } from './rule.ts';

// Content-security policy without unsafe-eval: zod must not compile its parsers.
const jitless = { jitless: true };

/** Checks `value` against a schema; every issue names its place. */
export function readWith<Schema extends z.ZodType>(
  schema: Schema,
  value: unknown,
): Result<z.output<Schema>, InputIssue[]> {
  const parsed = schema.safeParse(value, jitless);
  if (parsed.success) return success(parsed.data);
  return failure(firstIssues(parsed.error.issues, value));
}

/** More than a person reads; input may have hundreds of thousands of unknown keys. */
const mostIssues = 100;

function firstIssues(found: readonly ZodIssue[], root: unknown): InputIssue[] {
  const issues: InputIssue[] = [];
  for (const issue of found) {
    issues.push(...explainIssue(issue, [], root));
    if (issues.length > mostIssues) break;
  }
  if (issues.length <= mostIssues) return issues;
  return [
    ...issues.slice(0, mostIssues),
    invalid([], `there is more: only the first ${mostIssues} are listed`),
  ];
}

/** What a rule that came without identity gets. */
export interface RuleDefaults {
  createdBy?: string;
}

/**
 * Reads a rule from text: size, nesting, shape, and limits on its parts, in that order. A file may leave out `id`
 * (derived from the content), `createdBy`, `version` and step ids (`s1`, `s2`, …).
 */
export function readRule(text: string, defaults: RuleDefaults = {}): Result<Rule, InputIssue[]> {
  const parsed = parseJson(text, { maxBytes: limits.ruleBytes, maxDepth: limits.ruleNestingDepth });
  return parsed.ok ? readRuleValue(parsed.value, defaults) : failure([parsed.error]);
}

/** The same for a value that is already parsed JSON within the nesting limit. */
export function readRuleValue(value: unknown, defaults: RuleDefaults = {}): Result<Rule, InputIssue[]> {
  const tooMuch = checkFilterSize(value);
  if (tooMuch) return failure([tooMuch]);
  const read = readWith(ruleInput, numberSteps(value));
  return read.ok ? uniqueSteps(completeRule(read.value, defaults)) : read;
}

/** Fills in identity: an id from the content hash, so that the same file always is the same rule. */
export function completeRule(input: RuleInput, defaults: RuleDefaults = {}): Rule {
  return rule.parse(
    {
      ...input,
      id: input.id ?? `r_${contentHash(input).slice(0, 12)}`,
      createdBy: input.createdBy ?? defaults.createdBy ?? 'local',
      version: input.version ?? 1,
    },
    jitless,
  );
}

export interface EventDefaults {
  /** ISO time for events that carry none. */
  firedAt: string;
}

/** Reads an event from text; what it leaves out is derived from its content and the defaults. */
export function readEvent(text: string, defaults: EventDefaults): Result<Event, InputIssue[]> {
  const parsed = parseJson(text, { maxBytes: limits.eventBytes });
  return parsed.ok ? readEventValue(parsed.value, defaults) : failure([parsed.error]);
}

export function readEventValue(value: unknown, defaults: EventDefaults): Result<Event, InputIssue[]> {
  const read = readWith(eventInput, value);
  if (!read.ok) return read;
  const input = read.value;
  return success({
    id: input.id ?? `e_${hashJson(input).slice(0, 12)}`,
    type: input.type,
    app: input.app,
    firedAt: input.firedAt ?? defaults.firedAt,
    actor: input.actor ?? { kind: 'system', id: 'system' },
    streamId: input.streamId ?? '',
    streamVersion: input.streamVersion ?? 0,
    tenantId: input.tenantId ?? '',
    payload: input.payload,
    ...(input.typeVersion === undefined ? {} : { typeVersion: input.typeVersion }),
    ...(input.causedBy === undefined ? {} : { causedBy: input.causedBy }),
  });
}

/** Steps without an id are named by their position; a taken name moves on to the next free one. */
function numberSteps(value: unknown): unknown {
  if (!isJsonObject(value) || !Array.isArray(value.actions)) return value;
  const taken = new Set(value.actions.map((step) => (isJsonObject(step) ? step.id : undefined)));
  const actions = value.actions.map((step: Json, index) => {
    if (!isJsonObject(step) || step.id !== undefined) return step;
    let number = index + 1;
    while (taken.has(`s${number}`)) number++;
    taken.add(`s${number}`);
    return { id: `s${number}`, ...step };
  });
  return { ...value, actions };
}

function uniqueSteps(read: Rule): Result<Rule, InputIssue[]> {
  const seen = new Set<string>();
  for (const [index, step] of read.actions.entries()) {
    if (seen.has(step.id)) {
      return failure([
        { code: 'invalid', message: `step id "${step.id}" is used twice`, at: `actions[${index}].id` },
      ]);
    }
    seen.add(step.id);
  }
  return success(read);
}

/** Counts filter nodes and their depth without recursion, before any recursive schema runs. */
function checkFilterSize(value: unknown): InputIssue | null {
  if (!isJsonObject(value) || !Array.isArray(value.filter)) return null;
  const stack = value.filter.map((node, index) => ({ node, at: `filter[${index}]`, depth: 1 }));
  let count = 0;
  for (let entry = stack.pop(); entry; entry = stack.pop()) {
    const { node, at, depth } = entry;
    if (!isJsonObject(node)) continue;
    count++;
    if (depth > limits.filterDepth) {
      return {
        code: 'too-deep',
        message: `nested too deeply: more than ${limits.filterDepth} filter levels`,
        at,
      };
    }
    for (const key of ['any', 'all', 'not', 'where']) {
      const child = node[key];
      if (Array.isArray(child)) {
        child.forEach((item, index) => {
          stack.push({ node: item, at: `${at}.${key}[${index}]`, depth: depth + 1 });
        });
      } else if (child !== undefined) stack.push({ node: child, at: `${at}.${key}`, depth: depth + 1 });
    }
  }
  if (count <= limits.filterNodes) return null;
  return {
    code: 'too-large',
    message: `too many filter nodes: ${count}, at most ${limits.filterNodes}`,
    at: 'filter',
  };
}

type ZodIssue = z.core.$ZodIssue;

/** One line a person can act on, for each issue; a union is explained by the branch that fits best. */
function explainIssue(issue: ZodIssue, outer: PropertyKey[], root: unknown): InputIssue[] {
  const path = [...outer, ...issue.path];
  if (issue.code === 'invalid_union' && issue.errors.length > 0) {
    const best = issue.errors.toSorted((a, b) => misfit(a) - misfit(b))[0] ?? [];
    return best.flatMap((inner) => explainIssue(inner, path, root));
  }
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.slice(0, mostIssues + 1).map((key) => invalid([...path, key], `unknown key "${key}"`));
  }
  if (issue.code === 'invalid_type') {
    return [invalid(path, `expected ${typeWord(issue.expected)}, got ${describeValue(valueAt(root, path))}`)];
  }
  if (issue.code === 'invalid_value') {
    const got = describeValue(valueAt(root, path));
    return [
      invalid(path, `expected ${issue.values.map((value) => JSON.stringify(value)).join(', ')}; got ${got}`),
    ];
  }
  return [invalid(path, issue.message)];
}

/** How badly a union's branch fits: keys it does not know or misses weigh most, then deeper trouble least. */
function misfit(issues: readonly ZodIssue[]): number {
  let score = 0;
  for (const issue of issues) {
    if (issue.code === 'unrecognized_keys') score += 10 * issue.keys.length;
    else if (issue.path.length <= 1 && issue.code === 'invalid_type') score += 10;
    else score += 1;
  }
  return score;
}

function invalid(path: PropertyKey[], message: string): InputIssue {
  return { code: 'invalid', message, at: formatPlace(path) };
}

function valueAt(root: unknown, path: readonly PropertyKey[]): unknown {
  let value = root;
  for (const key of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
    value = Reflect.get(value, key);
  }
  return value;
}

function typeWord(expected: string): string {
  return (
    { array: 'list', record: 'object', int: 'whole number', nonoptional: 'a value' }[expected] ?? expected
  );
}

function describeValue(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'list';
  if (typeof value === 'object') return 'object';
  if (typeof value !== 'string') return String(value);
  return value.length > 40 ? `"${value.slice(0, 37)}…"` : JSON.stringify(value);
}
