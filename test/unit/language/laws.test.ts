import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { evaluateFilter, splitPath, traceFilter } from '../../../engine/language/index.ts';
import {
  type Event,
  type FilterNode,
  type FilterTrace,
  formatPlace,
  isJsonObject,
  type Json,
  type JsonObject,
  type Leaf,
  operators,
  parsePlace,
} from '../../../engine/model/index.ts';

/*
 * The meaning of filters once more, written from the design alone and as plainly as can be: it stops at the first
 * decisive node and notes each leaf that it looks at.
 */
function holds(filter: readonly FilterNode[], payload: JsonObject, visited: string[]): boolean {
  return filter.every(
    (node, index) => isOff(node) || nodeHolds(node, `filter[${index}]`, payload, undefined, visited),
  );
}

function isOff(node: FilterNode): boolean {
  if (node.disabled === true) return true;
  if ('not' in node) return isOff(node.not);
  return 'where' in node && isOff(node.where);
}

function nodeHolds(
  node: FilterNode,
  at: string,
  payload: JsonObject,
  item: Json | undefined,
  visited: string[],
): boolean {
  if ('any' in node) {
    return node.any.some(
      (each, i) => !isOff(each) && nodeHolds(each, `${at}.any[${i}]`, payload, item, visited),
    );
  }
  if ('all' in node) {
    return node.all.every(
      (each, i) => isOff(each) || nodeHolds(each, `${at}.all[${i}]`, payload, item, visited),
    );
  }
  if ('not' in node) return !nodeHolds(node.not, `${at}.not`, payload, item, visited);
  if ('anyItem' in node || 'everyItem' in node) {
    const list = valueAt('anyItem' in node ? node.anyItem : node.everyItem, payload, item);
    if (!Array.isArray(list)) return false;
    const itemHolds = (each: Json) => nodeHolds(node.where, `${at}.where`, payload, each, visited);
    return 'anyItem' in node ? list.some(itemHolds) : list.every(itemHolds);
  }
  visited.push(at);
  return leafHolds(node, valueAt(node.path, payload, item));
}

function valueAt(path: string, payload: JsonObject, item: Json | undefined): Json | undefined {
  const [root, ...keys] = path.split('.');
  let value: Json | undefined = root === 'item' ? item : payload;
  for (const key of keys) {
    if (Array.isArray(value)) value = value[Number(key)];
    else value = isJsonObject(value) ? value[key] : undefined;
  }
  return value;
}

function leafHolds({ op, value: expected }: Leaf, actual: Json | undefined): boolean {
  const equals = (other: Json) => isDeepStrictEqual(actual, other);
  const bothNumbers = typeof actual === 'number' && typeof expected === 'number';
  const bothTexts = typeof actual === 'string' && typeof expected === 'string';
  const compares = (order: (a: number | string, b: number | string) => boolean) =>
    (bothNumbers || bothTexts) && order(actual, expected);
  switch (op) {
    case 'exists':
      return (actual !== undefined) === expected;
    case 'eq':
      return actual !== undefined && equals(expected);
    case 'neq':
      return actual === undefined || !equals(expected);
    case 'in':
      return actual !== undefined && Array.isArray(expected) && expected.some(equals);
    case 'nin':
      return Array.isArray(expected) && (actual === undefined || !expected.some(equals));
    case 'gt':
      return compares((a, b) => a > b);
    case 'gte':
      return compares((a, b) => a >= b);
    case 'lt':
      return compares((a, b) => a < b);
    case 'lte':
      return compares((a, b) => a <= b);
    case 'contains':
      if (Array.isArray(actual)) return actual.some((each) => isDeepStrictEqual(each, expected));
      return bothTexts && actual.includes(expected);
    case 'starts_with':
      return bothTexts && actual.startsWith(expected);
    case 'ends_with':
      return bothTexts && actual.endsWith(expected);
    case 'matches':
      return bothTexts && new RegExp(expected).test(actual);
  }
}

const scalar = fc.constantFrom<Json>(null, true, false, 0, 1, 2, 'a', 'b', 'ab', '', '^a', 'b$');
const value: fc.Arbitrary<Json> = fc.oneof(
  { weight: 4, arbitrary: scalar },
  fc.array(scalar, { maxLength: 3 }),
  fc.record({ x: scalar }, { noNullPrototype: true }),
);
const payloads: fc.Arbitrary<JsonObject> = fc.record(
  {
    a: value,
    b: value,
    deep: fc.record({ c: value }, { noNullPrototype: true }),
    list: fc.array(fc.oneof(value, fc.record({ n: value }, { requiredKeys: [], noNullPrototype: true })), {
      maxLength: 4,
    }),
  },
  { requiredKeys: [] },
);
const rootPaths = [
  'payload.a',
  'payload.b',
  'payload.deep.c',
  'payload.list.0',
  'payload.list.1.n',
  'payload.a.x',
];
const leaves = (paths: readonly string[]) =>
  fc.record({ path: fc.constantFrom(...paths), op: fc.constantFrom(...operators), value });
const off = fc.record({ disabled: fc.constant(true) }, { requiredKeys: [] });
const { node } = fc.letrec<{ node: FilterNode; inner: FilterNode }>((tie) => {
  const groups = (name: 'node' | 'inner') => [
    fc.tuple(fc.array(tie(name), { maxLength: 3 }), off).map(([any, more]) => ({ any, ...more })),
    fc.tuple(fc.array(tie(name), { maxLength: 3 }), off).map(([all, more]) => ({ all, ...more })),
    tie(name).map((not) => ({ not })),
  ];
  return {
    inner: fc.oneof(
      { depthSize: 'small' },
      leaves([...rootPaths, 'item', 'item.n', 'item.x']),
      ...groups('inner'),
    ),
    node: fc.oneof(
      { depthSize: 'small' },
      fc.tuple(leaves(rootPaths), off).map(([leaf, more]) => ({ ...leaf, ...more })),
      ...groups('node'),
      tie('inner').map((where) => ({ anyItem: 'payload.list', where })),
      tie('inner').map((where) => ({ everyItem: 'payload.list', where })),
      tie('inner').map((where) => ({ anyItem: 'payload.a', where })),
    ),
  };
});
const filters: fc.Arbitrary<FilterNode[]> = fc.array(node, { maxLength: 4 });

const eventWith = (payload: JsonObject): Event => ({
  id: 'e1',
  type: 't',
  app: 'a',
  firedAt: '2026-01-05T09:00:00.000Z',
  actor: { kind: 'user', id: 'u' },
  streamId: '',
  streamVersion: 0,
  tenantId: '',
  payload,
});

function reachedLeaves(traces: readonly FilterTrace[]): string[] {
  return traces.flatMap((trace) => {
    if ('op' in trace) return trace.reached ? [trace.at] : [];
    if ('any' in trace) return reachedLeaves(trace.any);
    if ('all' in trace) return reachedLeaves(trace.all);
    if ('not' in trace) return reachedLeaves([trace.not]);
    return reachedLeaves(trace.items ?? []);
  });
}

describe('every filter on every event', () => {
  it('has the verdict, and looks at the leaves, of a plain evaluation that stops where it is decided', () => {
    fc.assert(
      fc.property(filters, payloads, (filter, payload) => {
        const visited: string[] = [];
        const expected = holds(filter, payload, visited);
        const { pass, nodes } = evaluateFilter(filter, eventWith(payload));
        expect(pass).toBe(expected);
        expect(reachedLeaves(nodes)).toEqual(visited);
      }),
      { numRuns: 5000 },
    );
  });

  it('has the same verdict where it is not reached, with no node reached', () => {
    fc.assert(
      fc.property(filters, payloads, (filter, payload) => {
        const event = eventWith(payload);
        const unreached = traceFilter(filter, event, {}, false);
        let next = unreached.next();
        while (!next.done) next = unreached.next();
        expect(next.value.pass).toBe(evaluateFilter(filter, event).pass);
        expect(reachedLeaves(next.value.nodes)).toEqual([]);
      }),
      { numRuns: 1000 },
    );
  });
});

describe('every path', () => {
  const key = fc.oneof(
    fc.string({ minLength: 1 }),
    fc.constantFrom('a', 'a b', 'a.b', '0', '"', '\\', ']', 'ä', ''),
  );
  const isAllowed = (text: string) => !['__proto__', 'constructor', 'prototype'].includes(text);

  it('is parsed into the keys it was written from', () => {
    fc.assert(
      fc.property(fc.array(key.filter(isAllowed), { minLength: 1, maxLength: 5 }), (keys) => {
        const written = formatPlace(['payload', ...keys]);
        expect(splitPath(written)).toEqual({ ok: true, value: ['payload', ...keys] });
      }),
      { numRuns: 3000 },
    );
  });

  it('reads back as the place it is, indexes and all', () => {
    const segment = fc.oneof(key, fc.nat({ max: 99 }));
    fc.assert(
      fc.property(fc.array(segment, { maxLength: 6 }), (segments) => {
        const written = formatPlace(segments);
        const parsed = parsePlace(written);
        expect(parsed === null ? null : formatPlace(parsed)).toBe(written);
      }),
      { numRuns: 3000 },
    );
  });
});
