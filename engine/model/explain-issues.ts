import type { z } from 'zod';
import type { InputIssue } from './input-error.ts';
import { formatPlace } from './place.ts';

/** More than a person reads; input may have hundreds of thousands of unknown keys. */
const mostIssues = 100;

/** What a schema found wrong with `root`: one line a person can act on for each, the first hundred. */
export function explainIssues(found: readonly ZodIssue[], root: unknown): InputIssue[] {
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

type ZodIssue = z.core.$ZodIssue;

/** One line a person can act on, for each issue; a union is explained by the branch that fits best. */
function explainIssue(issue: ZodIssue, outer: PropertyKey[], root: unknown): InputIssue[] {
  const path = [...outer, ...issue.path];
  if (issue.code === 'invalid_union' && issue.errors.length > 0) {
    const best = issue.errors.reduce((best, next) => (misfit(next) < misfit(best) ? next : best));
    return best.flatMap((inner) => explainIssue(inner, path, root));
  }
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.slice(0, mostIssues + 1).map((key) => invalid([...path, key], `unknown key "${key}"`));
  }
  const value = valueAt(root, path);
  return [invalid(path, explainMismatch(issue, value))];
}

function explainMismatch(issue: ZodIssue, value: unknown): string {
  switch (issue.code) {
    case 'invalid_type': {
      // Of a number the type alone does not say what is wrong when a whole one is needed.
      const isFraction = issue.expected === 'int' && typeof value === 'number';
      return `expected ${typeWord(issue.expected)}, got ${isFraction ? value : kindOf(value)}`;
    }
    case 'invalid_value':
      return `expected ${quoted(issue.values)}; got ${describeValue(value)}`;
    case 'invalid_union':
      return 'options' in issue && Array.isArray(issue.options)
        ? `expected ${quoted(issue.options)}; got ${describeValue(value)}`
        : issue.message;
    case 'too_small':
      return issue.origin === 'number' || issue.origin === 'int'
        ? `must be at least ${issue.minimum}, got ${describeValue(value)}`
        : issue.message;
    case 'too_big':
      return issue.origin === 'number' || issue.origin === 'int'
        ? `must be at most ${issue.maximum}, got ${describeValue(value)}`
        : explainTooMany(issue.maximum, value, issue.message);
    case 'invalid_format':
      return issue.format === 'datetime'
        ? `expected a time like 2026-03-02T09:00:00Z, got ${describeValue(value)}`
        : issue.message;
    default:
      return issue.message;
  }
}

function explainTooMany(most: number | bigint, value: unknown, message: string): string {
  if (Array.isArray(value)) return `takes at most ${most} items, got ${value.length}`;
  return typeof value === 'string' ? `takes at most ${most} characters, got ${value.length}` : message;
}

function quoted(values: readonly unknown[]): string {
  return values.map((value) => JSON.stringify(value)).join(', ');
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

/** The kind of a value, in the words in which wrong ones are reported: `list`, `string`, `nothing`. */
export function kindOf(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (value === null) return 'null';
  return Array.isArray(value) ? 'list' : typeof value;
}

function describeValue(value: unknown): string {
  if (typeof value === 'object' || value === undefined) return kindOf(value);
  if (typeof value !== 'string') return String(value);
  return value.length > 40 ? `"${value.slice(0, 37)}…"` : JSON.stringify(value);
}
