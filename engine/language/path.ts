import { rowColumns } from '../catalog/index.ts';
import { type Event, failure, type Json, nearestNames, type Result, success } from '../model/index.ts';

export type PathRoot = 'payload' | 'item' | (typeof rowColumns)[number];

/** A parsed path: where it starts, and the keys and list positions that follow. */
export interface Path {
  text: string;
  root: PathRoot;
  /** Keys as written; in a list, a key of digits is a position. */
  segments: readonly string[];
}

export interface PathError {
  code: 'path-syntax' | 'path-forbidden' | 'path-root';
  message: string;
  /** The nearest correct spelling, where there is one. */
  replacement?: string;
}

/** The value a path leads to; a missing value and null are two things. */
export interface Resolved {
  present: boolean;
  value: Json;
}

/** Names that reach behind an object's own data in JavaScript; no path may contain one. */
export const forbiddenKeys: readonly string[] = ['__proto__', 'constructor', 'prototype'];

/**
 * Parses `payload.<dotted path>`, a row column (`actorKind`), or `item` / `item.<path>` inside `where`. List items
 * are written `.0` or `[0]`; keys that are not plain words are quoted in brackets: `payload["e-mail work"]`.
 * Errors: `path-syntax`, `path-forbidden` (a key of `forbiddenKeys`), `path-root` (starts with an unknown name).
 */
export function parsePath(text: string): Result<Path, PathError> {
  const keys = splitPath(text);
  if (!keys.ok) return keys;
  const [root = '', ...segments] = keys.value;
  if (root === 'item') return success({ text, root, segments });
  if (root === 'payload') {
    if (segments.length > 0) return success({ text, root, segments });
    return failure({ code: 'path-syntax', message: 'name a field of the payload: payload.<field>' });
  }
  const column = rowColumns.find((name) => name === root);
  if (!column) return failure(unknownRoot(text, root));
  if (segments.length === 0) return success({ text, root: column, segments });
  const message = `${column} is a single value; nothing is inside it`;
  return failure({ code: 'path-syntax', message, replacement: column });
}

/** Splits dotted text with `[0]` and `["key"]` into its keys; refuses forbidden keys. */
export function splitPath(text: string): Result<string[], PathError> {
  const token = /(^|\.)([^.[\]"]+)|\[(\d+)\]|\[("(?:[^"\\]|\\.)*")\]/y;
  const keys: string[] = [];
  let end = 0;
  for (let match = token.exec(text); match; match = token.exec(text)) {
    // The first is a plain name: neither a position, nor quoted, nor after a dot.
    if (match.index === 0 && match[0] !== match[2]) break;
    const key = match[4] === undefined ? (match[2] ?? match[3]) : unquote(match[4]);
    if (key === undefined) break;
    keys.push(key);
    end = token.lastIndex;
  }
  const forbidden = keys.find((key) => forbiddenKeys.includes(key));
  if (forbidden !== undefined) {
    return failure({ code: 'path-forbidden', message: `a path may not contain "${forbidden}"` });
  }
  if (keys.length > 0 && end === text.length) return success(keys);
  const message =
    text === ''
      ? 'a path is needed'
      : `not a path: stuck at "${text.slice(end, end + 20)}" (position ${end})`;
  return failure({ code: 'path-syntax', message });
}

/** Follows a path through an event, by own properties only; `item` is the list item `where` looks at. */
export function resolvePath(path: Path, event: Event, item?: Json): Resolved {
  if (path.root === 'payload') return resolveIn(event.payload, path.segments);
  if (path.root !== 'item') return { present: true, value: columnValue(path.root, event) };
  return item === undefined ? missing() : resolveIn(item, path.segments);
}

/** Follows keys from a value, by own data properties only: nothing inherited, no getter, no `length`. */
export function resolveIn(start: Json, segments: readonly string[]): Resolved {
  let value = start;
  for (const key of segments) {
    if (typeof value !== 'object' || value === null) return missing();
    if (Array.isArray(value) && key === 'length') return missing();
    // A getter has no value of its own, and is not run.
    const own: Json | undefined = Object.getOwnPropertyDescriptor(value, key)?.value;
    if (own === undefined) return missing();
    value = own;
  }
  return { present: true, value };
}

function columnValue(column: (typeof rowColumns)[number], event: Event): Json {
  switch (column) {
    case 'eventType':
      return event.type;
    case 'actorKind':
      return event.actor.kind;
    case 'actorId':
      return event.actor.id;
    case 'streamId':
      return event.streamId;
    case 'streamVersion':
      return event.streamVersion;
    case 'tenantId':
      return event.tenantId;
    case 'app':
      return event.app;
    case 'firedAt':
      return event.firedAt;
  }
}

function missing(): Resolved {
  return { present: false, value: null };
}

/** The text that JSON text in quotes writes; undefined where it does not write one. */
function unquote(quoted: string): string | undefined {
  try {
    return String(JSON.parse(quoted));
  } catch {
    return undefined;
  }
}

function unknownRoot(text: string, root: string): PathError {
  const [nearest] = nearestNames(root, ['payload', ...rowColumns], 1);
  const replacement = nearest ? nearest + text.slice(root.length) : `payload.${text}`;
  const message = `a path starts with payload or a column (${rowColumns.join(', ')}), not "${root}"`;
  return { code: 'path-root', message, replacement };
}
