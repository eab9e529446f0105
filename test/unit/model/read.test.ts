import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import {
  contentHash,
  describeIssue,
  filterKind,
  formatPlace,
  hashJson,
  type InputIssue,
  joinPlaces,
  json,
  limits,
  nearestNames,
  parseJson,
  parsePlace,
  type Result,
  readEvent,
  readRule,
  readRuleValue,
  readWith,
} from '../../../engine/model/index.ts';

const defaults = { firedAt: '2026-01-01T00:00:00.000Z' };
const bounds = { maxBytes: limits.eventBytes };
const minimal = { name: 'R', trigger: { kind: 'event', eventType: 't' } };
const ruleText = (more: Record<string, unknown>) => JSON.stringify({ ...minimal, ...more });

function issuesOf(read: Result<unknown, InputIssue[]>): InputIssue[] {
  return read.ok ? [] : read.error;
}
function timed<Value>(run: () => Value): { value: Value; ms: number } {
  const from = performance.now();
  const value = run();
  return { value, ms: performance.now() - from };
}

describe('reading hostile text', () => {
  const manyKeys = `{${Array.from({ length: 1_000_000 }, (_, index) => `"k${index}":1`).join(',')}}`;
  it.each([
    ['20,000 lists in each other', 'too-deep', '['.repeat(20_000) + ']'.repeat(20_000)],
    ['a million unclosed objects', 'too-deep', '{"a":'.repeat(600_000).slice(0, 900_000)],
    ['a rule of 2 MB', 'too-large', ruleText({ description: 'x'.repeat(2_000_000) })],
    ['a million keys', 'too-large', manyKeys],
    ['text of 100 MB', 'too-large', `"${'x'.repeat(100_000_000)}"`],
    ['nothing', 'not-json', ''],
    ['text without its end', 'not-json', '{"name": "x'],
    ['broken JSON', 'not-json', '{"name": "x",\n oops}'],
  ])('refuses %s with the reason %s in under a second', (_, code, text) => {
    const { value, ms } = timed(() => issuesOf(readRule(text)));
    expect(value[0]?.code).toBe(code);
    expect(ms).toBeLessThan(1_000);
  });

  it('lists at most a hundred issues of a rule with tens of thousands of unknown keys', () => {
    const keys = Object.fromEntries(Array.from({ length: 60_000 }, (_, index) => [`k${index}`, 1]));
    const { value, ms } = timed(() => issuesOf(readRule(ruleText(keys))));
    expect(value).toHaveLength(101);
    expect(value.at(-1)?.message).toContain('there is more');
    expect(ms).toBeLessThan(1_000);
  });

  it('counts the bytes of text, not its characters', () => {
    expect(parseJson('"ééé"', { maxBytes: 8 })).toEqual({ ok: true, value: 'ééé' });
    expect(parseJson('"ééé"', { maxBytes: 7 })).toMatchObject({
      error: { code: 'too-large', message: 'too large: 8 bytes, at most 7 are read', at: '' },
    });
  });

  it('reads an event at the size limit in a few seconds at most', () => {
    const items = '[],'.repeat(1_500_000);
    const text = `{"id":"e","type":"t","app":"a","payload":{"x":[${items}1]}}`;
    const { value, ms } = timed(() => readEvent(text, defaults));
    expect(value.ok).toBe(true);
    expect(ms).toBeLessThan(4_000);
  });

  it('names the place where text nests too deeply', () => {
    const text = `{"a":[0,${'['.repeat(100)}${']'.repeat(100)}]}`;
    const read = parseJson(text, bounds);
    expect(read).toMatchObject({ error: { code: 'too-deep', at: expect.stringMatching(/^a\[1\]\[0\]/) } });
  });

  it('counts brackets inside text as text, and does not stumble over escapes', () => {
    const value = { text: `${'['.repeat(500)}\\"${'{'.repeat(500)}` };
    expect(parseJson(JSON.stringify(value), bounds)).toEqual({ ok: true, value });
  });

  it('tells line and column of a mistake', () => {
    expect(parseJson('{\n  "a": 1,\n  b\n}', bounds)).toMatchObject({
      error: { message: expect.stringContaining('line 3, column 3') },
    });
  });

  it('names no place rather than a wrong one, where text is allowed to nest deeper than mistakes are looked for', () => {
    const text = `${'['.repeat(100_000)}x`;
    expect(parseJson(text, { ...bounds, maxDepth: 200_000 })).toMatchObject({
      error: { code: 'not-json', message: "not JSON: Unexpected token 'x'", at: '' },
    });
  });

  it('reads whatever JSON can write, byte order mark or not', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 10 }), (value) => {
        const text = JSON.stringify(value);
        const plain = { ok: true, value: JSON.parse(text) };
        expect(parseJson(text, bounds)).toEqual(plain);
        expect(parseJson(`\ufeff${text}`, bounds)).toEqual(plain);
      }),
    );
  });
});

describe('reading a rule', () => {
  it('fills in what a file may leave out, the same each time', () => {
    const text = ruleText({ actions: [{ type: 'a' }, { id: 's1', type: 'b' }] });
    const read = readRule(text);
    expect(read).toEqual(readRule(text));
    expect(read).toMatchObject({
      value: {
        id: expect.stringMatching(/^r_[0-9a-f]{12}$/),
        enabled: false,
        scope: { apps: [] },
        createdBy: 'local',
        version: 1,
        actions: [{ id: 's2' }, { id: 's1' }],
      },
    });
  });

  it('names every place that is wrong, in words', () => {
    const text = ruleText({
      scope: { apps: 'cards' },
      filter: [{ path: 'payload.x', op: 'in', value: [1], extra: 1 }],
      actions: [{ type: '' }],
    });
    expect(issuesOf(readRule(text))).toEqual([
      { code: 'invalid', at: 'scope.apps', message: 'expected list, got string' },
      { code: 'invalid', at: 'filter[0].extra', message: 'unknown key "extra"' },
      { code: 'invalid', at: 'actions[0].type', message: 'an action type is needed' },
    ]);
  });

  it('says what was expected in words of ours, and which kind of value came instead', () => {
    const said = (more: Record<string, unknown>) =>
      issuesOf(readRuleValue({ ...minimal, ...more })).map(({ at, message }) => `${at}: ${message}`);
    const every = (minutes: unknown) => ({
      trigger: { kind: 'schedule', schedule: { kind: 'every', minutes } },
    });
    expect(said({ name: 5 })).toEqual(['name: expected string, got number']);
    expect(said({ order: 1.5 })).toEqual(['order: expected whole number, got 1.5']);
    expect(said({ trigger: { kind: 'cron' } })).toEqual([
      'trigger.kind: expected "event", "schedule"; got "cron"',
    ]);
    expect(said({ trigger: {} })).toEqual(['trigger.kind: expected "event", "schedule"; got nothing']);
    expect(said({ name: null })).toEqual(['name: expected string, got null']);
    expect(said({ onActionError: 'x'.repeat(41) })).toEqual([
      `onActionError: expected "continue", "stop"; got "${'x'.repeat(37)}…"`,
    ]);
    expect(said({ id: 'seven' })).toEqual(['id: a rule id is r_ and letters, digits, _ or -']);
    expect(said(every(1))).toEqual(['trigger.schedule.minutes: must be at least 5, got 1']);
    expect(said(every(600_000))).toEqual(['trigger.schedule.minutes: must be at most 525600, got 600000']);
    expect(said({ actions: Array.from({ length: 201 }, () => ({ type: 'a' })) })).toEqual([
      'actions: takes at most 200 items, got 201',
    ]);
    expect(said({ name: 'x'.repeat(201) })).toEqual(['name: takes at most 200 characters, got 201']);
    expect(issuesOf(readEvent('{"type":"t","app":"a","payload":{},"firedAt":"noon"}', defaults))).toEqual([
      { code: 'invalid', at: 'firedAt', message: 'expected a time like 2026-03-02T09:00:00Z, got "noon"' },
    ]);
  });

  it('leaves the words to the schema for what JSON does not have, and for a choice that fits more than once', () => {
    const said = (schema: z.ZodType, value: unknown) => issuesOf(readWith(schema, value));
    expect(said(z.set(z.string()).max(1), new Set(['a', 'b']))).toEqual([
      { code: 'invalid', at: '', message: 'Too big: expected set to have <=1 items' },
    ]);
    expect(said(z.xor([z.string(), z.string().min(1)]), 'x')).toEqual([
      { code: 'invalid', at: '', message: 'Invalid input: more than one option matched' },
    ]);
    expect(said(json, Number.NaN)).toMatchObject([
      { at: '', message: expect.stringMatching(/^not JSON: only/) },
    ]);
  });

  it('names the place of conditions and steps that are no objects', () => {
    expect(issuesOf(readRuleValue({ ...minimal, filter: [5] }))).toMatchObject([{ at: 'filter[0]' }]);
    expect(issuesOf(readRuleValue({ ...minimal, actions: [{ type: 'a' }, 5] }))).toEqual([
      { code: 'invalid', at: 'actions[1]', message: 'expected object, got number' },
    ]);
  });

  it('says of a filter node what is wrong with it as the kind of node that it is closest to', () => {
    const said = (node: unknown) =>
      issuesOf(readRuleValue({ ...minimal, filter: [node] })).map(({ at, message }) => `${at}: ${message}`);
    expect(said({ path: 'payload.x', op: 'is', value: 1 })).toEqual([
      expect.stringMatching(/^filter\[0\]\.op: expected "eq", .*got "is"$/),
    ]);
    expect(said({ everyItem: 5, where: { path: 'item', op: 'eq', value: 1 } })).toEqual([
      'filter[0].everyItem: expected string, got number',
    ]);
  });

  it('says what a filter node may be, where it is none', () => {
    const said = (node: unknown) => issuesOf(readRuleValue({ ...minimal, filter: [{ all: [node] }] }));
    const message = 'expected a condition (path, op, value), any, all, not, anyItem or everyItem';
    expect(said({})).toEqual([{ code: 'invalid', at: 'filter[0].all[0]', message }]);
    expect(said({ item: 1 })).toEqual([{ code: 'invalid', at: 'filter[0].all[0]', message }]);
  });

  it('refuses values in a rule that nest deeper than 64 levels, with the place where they do', () => {
    const nested = (levels: number) => JSON.parse('['.repeat(levels) + ']'.repeat(levels));
    const leaf = (levels: number) => ({ filter: [{ path: 'payload.x', op: 'eq', value: nested(levels) }] });
    const step = (levels: number) => ({ actions: [{ type: 'a', params: { deep: nested(levels - 1) } }] });
    for (const part of [leaf, step]) {
      expect(issuesOf(readRuleValue({ ...minimal, ...part(64) }))).toEqual([]);
      expect(issuesOf(readRuleValue({ ...minimal, ...part(65) }))).toMatchObject([
        { message: 'nested too deeply: more than 64 levels' },
      ]);
    }
  });

  it('reads the aliases ne and not_in', () => {
    const leaf = (op: string) => ({ path: 'payload.x', op, value: 1 });
    expect(readRuleValue({ ...minimal, filter: [leaf('ne'), leaf('not_in')] })).toMatchObject({
      value: { filter: [{ op: 'neq' }, { op: 'nin' }] },
    });
  });

  it('refuses more than 64 filter levels, 1,000 nodes, 200 steps, and a step id used twice', () => {
    const leaf = { path: 'payload.x', op: 'eq', value: 1 };
    let nested: unknown = leaf;
    for (let level = 0; level < 64; level++) nested = { not: nested };
    const codes = (more: Record<string, unknown>) =>
      issuesOf(readRuleValue({ ...minimal, ...more })).map(({ code, at }) => [code, at]);
    expect(codes({ filter: [nested] })).toMatchObject([
      ['too-deep', expect.stringMatching(/^filter\[0\]\.not/)],
    ]);
    expect(codes({ filter: Array.from({ length: 1_001 }, () => leaf) })).toEqual([['too-large', 'filter']]);
    expect(codes({ actions: Array.from({ length: 201 }, () => ({ type: 'a' })) })).toEqual([
      ['invalid', 'actions'],
    ]);
    expect(
      codes({
        actions: [
          { id: 'a', type: 'a' },
          { id: 'a', type: 'b' },
        ],
      }),
    ).toEqual([['invalid', 'actions[1].id']]);
  });

  it('needs a value for a condition, and takes null as one', () => {
    const filter = (leaf: Record<string, unknown>) =>
      issuesOf(readRuleValue({ ...minimal, filter: [{ path: 'payload.x', op: 'eq', ...leaf }] }));
    expect(filter({ value: null })).toEqual([]);
    expect(filter({})).toMatchObject([{ at: 'filter[0].value' }]);
  });
});

describe('reading an event', () => {
  it('derives what it leaves out, and refuses numbers that JSON cannot hold', () => {
    const read = readEvent('{"type":"t","app":"a","payload":{"x":1}}', defaults);
    expect(read).toMatchObject({ value: { id: expect.stringMatching(/^e_/), firedAt: defaults.firedAt } });
    expect(issuesOf(readEvent('{"type":"t","app":"a","payload":{"x":[1e999]}}', defaults))).toMatchObject([
      { at: 'payload.x[0]', message: expect.stringContaining('finite') },
    ]);
    expect(issuesOf(readEvent('{"type":"t","app":"a","payload":[]}', defaults))).toMatchObject([
      { at: 'payload', message: 'expected object, got list' },
    ]);
  });

  it('names line and column where its text is not JSON', () => {
    expect(issuesOf(readEvent('{"type":\n  x}', defaults))).toEqual([
      { code: 'not-json', at: '', message: "not JSON at line 2, column 3: Unexpected token 'x'" },
    ]);
  });
});

describe('an issue in one line', () => {
  const line = (at: string, subject?: string) =>
    describeIssue({ code: 'invalid', message: 'is wrong', at }, subject);

  it('starts with the place, inside what was read where that has a name', () => {
    expect(line('filter[1].value')).toBe('filter[1].value: is wrong');
    expect(line('filter[1].value', 'rule')).toBe('rule.filter[1].value: is wrong');
    expect(line('[2].id', 'events')).toBe('events[2].id: is wrong');
    expect(line('', 'rule')).toBe('rule: is wrong');
  });

  it('is the message alone where the whole of something without a name is meant', () => {
    expect(line('')).toBe('is wrong');
  });
});

describe('a filter node', () => {
  const leaf = { path: 'payload.x', op: 'eq' as const, value: 1 };

  it('is of one of six kinds', () => {
    expect(
      [
        leaf,
        { any: [leaf] },
        { all: [leaf] },
        { not: leaf },
        { anyItem: 'payload.list', where: leaf },
        { everyItem: 'payload.list', where: leaf },
      ].map(filterKind),
    ).toEqual(['leaf', 'any', 'all', 'not', 'anyItem', 'everyItem']);
  });
});

describe('a place', () => {
  it('reads back as the segments it was written from', () => {
    const segment = fc.oneof(
      fc.string(),
      fc.nat(),
      fc.constantFrom('a', 'a-b', '$x', '__proto__', 'a.b', '"'),
    );
    fc.assert(
      fc.property(fc.array(segment), (segments) => {
        expect(parsePlace(formatPlace(segments))).toEqual(segments);
      }),
    );
  });

  it('joins to one place', () => {
    expect(joinPlaces('actions[1]', 'params.to')).toBe('actions[1].params.to');
    expect(joinPlaces('actions', '[1]')).toBe('actions[1]');
    expect(joinPlaces('', 'a')).toBe('a');
    expect(joinPlaces('a', '')).toBe('a');
  });
});

describe('the content hash', () => {
  const base = {
    ...minimal,
    filter: [{ any: [{ path: 'payload.x', op: 'eq', value: 1 }] }],
    actions: [{ type: 'a' }],
  };
  const hash = (more: Record<string, unknown>) => {
    const read = readRuleValue({ ...base, ...more });
    if (!read.ok) throw new Error(JSON.stringify(read.error));
    return contentHash(read.value);
  };
  const leaf = { path: 'payload.x', op: 'eq', value: 1 };

  it('does not see identity, bookkeeping, ids and notes', () => {
    const same = [
      { id: 'r_other' },
      { enabled: true },
      { version: 9 },
      { createdBy: 'x' },
      { filter: [{ any: [{ ...leaf, id: 'n', note: 'why' }], note: 'x' }] },
      { actions: [{ type: 'a', note: 'x' }] },
    ];
    for (const more of same) expect(hash(more)).toBe(hash({}));
  });

  it('sees everything that a rule means', () => {
    const different = [
      { name: 'S' },
      { description: 'd' },
      { labels: ['l'] },
      { order: 1 },
      { scope: { apps: ['a'] } },
      { trigger: { kind: 'event', eventType: 'u' } },
      { filter: [{ any: [{ ...leaf, disabled: true }] }] },
      { actions: [{ type: 'a', params: { x: 1 } }] },
      { limits: { cooldownSeconds: 1 } },
      { onActionError: 'stop' },
    ].map(hash);
    expect(new Set([hash({}), ...different]).size).toBe(different.length + 1);
  });

  it('takes what JSON cannot write as null, alone or inside a list', () => {
    expect(hashJson(undefined)).toBe(hashJson(null));
    expect(hashJson([undefined])).toBe(hashJson([null]));
    expect(hashJson(null)).not.toBe(hashJson([]));
  });

  it('does not depend on the order of keys', () => {
    const one = { actions: [{ type: 'a', params: { x: 1, y: { p: 1, q: 2 } } }] };
    const other = { actions: [{ params: { y: { q: 2, p: 1 }, x: 1 }, type: 'a' }] };
    expect(hash(one)).toBe(hash(other));
  });
});

describe('near names', () => {
  it('come nearest first, the same in every locale, and not at all when nothing is near', () => {
    expect(nearestNames('tag_sesion', ['untag', 'tag_session', 'tag'])).toContain('tag_session');
    expect(nearestNames('Tag', ['tag', 'TAG', 'untag'])).toEqual(['TAG', 'tag', 'untag']);
    expect(nearestNames('zzzzzz', ['tag', 'close'])).toEqual([]);
  });
});
