import type { z } from 'zod';
import { isCloudEvent, openCloudEvent, placedInEnvelope } from './cloud-event.ts';
import { contentHash, hashJson } from './content-hash.ts';
import { type Event, eventInput } from './event.ts';
import { explainIssues } from './explain-issues.ts';
import { isLeaf, walkFilter } from './filter-tree.ts';
import type { InputIssue } from './input-error.ts';
import { findTooDeep, isJsonObject, type Json } from './json.ts';
import { limits } from './limits.ts';
import { parseJson } from './parse-json.ts';
import { formatPlace, joinPlaces, type Place } from './place.ts';
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
  return failure(explainIssues(parsed.error.issues, value));
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
  const tooMuch = checkFilterNodes(value);
  if (tooMuch) return failure([tooMuch]);
  const read = readWith(ruleInput, numberSteps(value));
  if (!read.ok) return read;
  const completed = completeRule(read.value, defaults);
  const wrong = [...repeatedStepIds(completed), ...deepValues(completed)];
  return wrong.length > 0 ? failure(wrong) : success(completed);
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

/** Reads an event, plain or in a CloudEvents envelope, from text; what it leaves out has defaults. */
export function readEvent(text: string, defaults: EventDefaults): Result<Event, InputIssue[]> {
  const parsed = parseJson(text, { maxBytes: limits.eventBytes });
  return parsed.ok ? readEventValue(parsed.value, defaults) : failure([parsed.error]);
}

/** The same for a value that is already parsed; one in a CloudEvents envelope is taken out of it. */
export function readEventValue(value: unknown, defaults: EventDefaults): Result<Event, InputIssue[]> {
  const opened = isCloudEvent(value) ? openCloudEvent(value) : success(value);
  if (!opened.ok) return opened;
  const read = readWith(eventInput, opened.value);
  if (!read.ok) {
    return isCloudEvent(value) ? failure(read.error.map((issue) => placedInEnvelope(issue))) : read;
  }
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

function repeatedStepIds({ actions }: Rule): InputIssue[] {
  return actions.flatMap(({ id }, index) =>
    actions.findIndex((step) => step.id === id) < index
      ? [{ code: 'invalid' as const, message: `step id "${id}" is used twice`, at: `actions[${index}].id` }]
      : [],
  );
}

/** A rule's text may nest deeper than other JSON, for its groups; the values inside it may not. */
function deepValues({ filter, actions }: Rule): InputIssue[] {
  const values: { at: Place; value: Json }[] = actions.map(({ params }, index) => ({
    at: `actions[${index}].params`,
    value: params,
  }));
  for (const { node, at } of walkFilter(filter)) {
    if (isLeaf(node)) values.push({ at: `${at}.value`, value: node.value });
  }
  return values.flatMap(({ at, value }) => {
    const path = findTooDeep(value, limits.nestingDepth);
    if (!path) return [];
    const message = `nested too deeply: more than ${limits.nestingDepth} levels`;
    return [{ code: 'too-deep', message, at: joinPlaces(at, formatPlace(path)) }];
  });
}

const nodeKeys = ['path', 'op', 'any', 'all', 'not', 'anyItem', 'everyItem', 'where'];

/** Looks at filter nodes, their number and their depth without recursion, before any recursive schema runs. */
function checkFilterNodes(value: unknown): InputIssue | null {
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
    if (!nodeKeys.some((key) => Object.hasOwn(node, key))) {
      const message = 'expected a condition (path, op, value), any, all, not, anyItem or everyItem';
      return { code: 'invalid', message, at };
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
