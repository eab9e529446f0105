import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parsePath, resolvePath } from '../../../engine/language/index.ts';
import { createRuleSet, type RuleSet } from '../../../engine/matching/index.ts';
import type { Event, Json } from '../../../engine/model/index.ts';
import { createSampleRecording } from '../../../engine/replay/index.ts';
import { isBlank, readLine } from '../../../engine/replay/recording/read-line.ts';
import { createLineScanner } from '../../../engine/replay/scan/line-scanner.ts';
import { catalog } from '../drivers/setting.ts';
import { sampleRules } from './replay-setting.ts';

const defaults = { firedAt: '2026-03-02T06:00:00.000Z' };
const samples = [...createSampleRecording(catalog, { seed: 3, events: 300 })];

const columns = [
  'actorKind',
  'actorId',
  'streamId',
  'streamVersion',
  'tenantId',
  'firedAt',
  'app',
  'eventType',
];
const fields = [
  'payload.ticket.priority',
  'payload.ticket.id',
  'payload.ticket.requester.vip',
  'payload.ticket.tags',
  'payload.session.topic',
  'payload.session.id',
  'payload.documentId',
  'payload.severity',
  'payload.nowhere.deep',
  'payload["é"]',
];
const paths = [...columns, ...fields].flatMap((text) => {
  const path = parsePath(text);
  return path.ok ? [path.value] : [];
});

/** Rules whose index asks for every path above, and notes what it is told. */
function askingRules(): { rules: RuleSet; told: (Json | undefined)[][] } {
  const told: (Json | undefined)[][] = [];
  const probe = {
    paths,
    mayMatch(values: readonly (Json | undefined)[]) {
      told.push([...values]);
      return true;
    },
  };
  return { told, rules: { ...createRuleSet(catalog), countConsidered: () => 3, probe: () => probe } };
}

/** What a probe is to be told of an event: simple values, and undefined for all else. */
function valuesOf(event: Event): (Json | undefined)[] {
  return paths.map((path) => {
    const { present, value } = resolvePath(path, event);
    return present && (typeof value !== 'object' || value === null) ? value : undefined;
  });
}

/** Looks at one line both ways; what the bytes tell must be what reading it whole tells. */
function compare(line: Buffer): 'odd' | 'read' {
  const { rules, told } = askingRules();
  const scanner = createLineScanner(rules, defaults);
  const scan = scanner.scan(line, 0);
  if (scan === 'odd') return 'odd';
  const read = readLine(line.subarray(0, scanner.end()), defaults);
  if (!read.ok) throw new Error(`taken for an event, but ${read.error}: ${line.toString()}`);
  expect(told).toEqual([valuesOf(read.value)]);
  expect(scanner.time()).toBe(Date.parse(read.value.firedAt));
  expect(scanner.considered()).toBe(3);
  if (scan === 'whole') expect(JSON.parse(line.toString('utf8', 0, scanner.end()))).toEqual(read.value);
  return 'read';
}

describe('a line looked at by its bytes', () => {
  it('is an event as reading it whole says, and never odd where nothing about it is', () => {
    for (const event of samples) expect(compare(Buffer.from(JSON.stringify(event)))).toBe('read');
  });

  it('may have spaces, its fields in any order, and leave out what has a default', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...samples),
        fc.shuffledSubarray([
          'id',
          'firedAt',
          'actor',
          'streamId',
          'streamVersion',
          'tenantId',
          'typeVersion',
        ]),
        fc.boolean(),
        fc.boolean(),
        (event, kept, isLast, isSpaced) => {
          const whole: Record<string, unknown> = { ...event, typeVersion: 2 };
          const keys = isLast ? [...kept, 'app', 'type', 'payload'] : ['payload', ...kept, 'app', 'type'];
          const partial = Object.fromEntries(keys.map((key) => [key, whole[key]]));
          const text = JSON.stringify(partial, null, isSpaced ? '\t' : undefined).replaceAll('\n', ' \r');
          expect(compare(Buffer.from(text))).toBe('read');
        },
      ),
    );
  });

  it('is never taken for an event that reading it whole refuses, whatever was done to its bytes', () => {
    const edit = fc.oneof(
      fc.record({
        at: fc.nat(600),
        put: fc.constantFrom(...'{}[]",:\\ \n\r\t0123456789.eE+-tfnu/', '\0', 'é', '\u{1f600}'),
      }),
      fc.record({
        at: fc.nat(600),
        put: fc.constantFrom('"id":1,', '"app":"x",', '{"a":[1]}', '1e999', '-0', '01', '\\u12', '\\ud800'),
      }),
      fc.record({ at: fc.nat(600), cut: fc.integer({ min: 1, max: 4 }) }),
    );
    let odd = 0;
    let read = 0;
    fc.assert(
      fc.property(fc.constantFrom(...samples), fc.array(edit, { maxLength: 3 }), (event, edits) => {
        let text = JSON.stringify(event);
        for (const each of edits) {
          const at = each.at % (text.length + 1);
          text =
            'cut' in each
              ? text.slice(0, at) + text.slice(at + each.cut)
              : text.slice(0, at) + each.put + text.slice(at);
        }
        if (compare(Buffer.from(text)) === 'odd') odd++;
        else read++;
      }),
      { numRuns: 6000 },
    );
    expect(odd).toBeGreaterThan(500);
    expect(read).toBeGreaterThan(500);
  });

  it('says the values of any payload, or that it must be read whole', () => {
    const name = fc.constantFrom(
      'ticket',
      'priority',
      'id',
      'requester',
      'vip',
      'session',
      'topic',
      'documentId',
      'é',
      'x',
      '__proto__',
    );
    const scalar = fc.oneof(
      fc.string({ maxLength: 5 }),
      fc.integer(),
      fc.double(),
      fc.boolean(),
      fc.constant(null),
    );
    let value: fc.Arbitrary<Json> = fc.oneof(scalar, fc.array(scalar, { maxLength: 2 }));
    for (let level = 0; level < 3; level++)
      value = fc.oneof(value, fc.dictionary(name, value, { maxKeys: 4 }));
    const payload = fc.dictionary(name, value, { maxKeys: 5, noNullPrototype: true });
    fc.assert(
      fc.property(payload, fc.constantFrom(...samples), (found, event) => {
        compare(Buffer.from(JSON.stringify({ ...event, payload: found })));
      }),
      { numRuns: 1500 },
    );
  });

  const event = samples[0];
  const textWith = (change: Record<string, unknown>) => JSON.stringify({ ...event, ...change });
  const text = textWith({});
  it.each([
    ['a key that is there twice', text.replace('"app":', '"app":"x","app":')],
    [
      'a sought key that is there twice',
      textWith({ payload: { documentId: 1 } }).replace('{"documentId":1}', '{"documentId":1,"documentId":2}'),
    ],
    ['a key with an escape', text.replace('"payload"', '"p\\u0061yload"')],
    [
      'a sought key with an escape',
      textWith({ payload: { documentId: 1 } }).replace('"documentId"', '"\\u0064ocumentId"'),
    ],
    ['a sought text with an escape', textWith({ payload: { documentId: 'a"b' } })],
    ['a number that may be infinite', textWith({ payload: { n: 1 } }).replace('"n":1', '"n":1e5')],
    ['very many digits', textWith({ payload: { n: 1 } }).replace('"n":1', `"n":${'1'.repeat(301)}`)],
    ['a 29th of February', textWith({ firedAt: '2028-02-29T00:00:00Z' })],
    ['a time with an offset', textWith({ firedAt: '2026-03-02T06:00:00+01:00' })],
    ['an envelope', JSON.stringify({ specversion: '1.0', ...event })],
    ['causes', textWith({ causedBy: { runId: 'r', depth: 2 } })],
    ['an unknown field', textWith({ colour: 'red' })],
    ['an unknown kind of actor', textWith({ actor: { kind: 'robot', id: 'x' } })],
    ['a part of an actor', textWith({ actor: { kind: 'user' } })],
    ['an actor that is a text', textWith({ actor: 'user' })],
    ['an empty type', textWith({ type: '' })],
    ['an id that is too long', textWith({ id: 'x'.repeat(501) })],
    ['a payload that is a list', textWith({ payload: [] })],
    ['a version that is no whole number', textWith({ streamVersion: 1.5 })],
    ['a negative version', textWith({ streamVersion: -1 })],
    ['a type version of 0', textWith({ typeVersion: 0 })],
    ['no payload', textWith({ payload: undefined })],
    ['no object', '[1]'],
    ['an empty object', '{}'],
    ['something behind it', `${text} x`],
    ['65 levels', textWith({ payload: { x: deep(63) } })],
    ['an event of the clock', textWith({ type: 'schedule' })],
  ])('is read whole for %s', (_what, line) => {
    expect(compare(Buffer.from(line))).toBe('odd');
  });

  it('may be as deep as an event may be', () => {
    const line = Buffer.from(textWith({ payload: { x: deep(62) } }));
    expect(compare(line)).toBe('read');
    expect(readLine(Buffer.from(textWith({ payload: { x: deep(63) } })), defaults).ok).toBe(false);
  });

  it('ends where its line does', () => {
    const { rules } = askingRules();
    const scanner = createLineScanner(rules, defaults);
    const bytes = Buffer.from(`${text}  \r\n${text}`);
    expect(scanner.scan(bytes, 0)).toBe('whole');
    expect(scanner.end()).toBe(text.length + 3);
    expect(scanner.scan(bytes, text.length + 4)).toBe('whole');
    expect(scanner.end()).toBe(bytes.length);
  });

  it('is idle where no rule can match its event, and never where one does', () => {
    const rules = createRuleSet(catalog, sampleRules());
    const scanner = createLineScanner(rules, defaults);
    const scans = samples.map((each) => {
      const scan = scanner.scan(Buffer.from(JSON.stringify(each)), 0);
      if (rules.match(each).length > 0) expect(scan).toBe('whole');
      expect(scanner.considered()).toBe(rules.countConsidered(each));
      return scan;
    });
    expect(scans.filter((scan) => scan === 'idle').length).toBeGreaterThan(100);
  });
});

function deep(levels: number): Json {
  let value: Json = 1;
  for (let level = 0; level < levels; level++) value = [value];
  return value;
}

it('a blank line is one of spaces, tabs and carriage returns, after a mark perhaps', () => {
  const blank = ['', ' ', '\t \r', '\ufeff', '\ufeff \r'].map((line) => isBlank(Buffer.from(line)));
  expect(blank).toEqual([true, true, true, true, true]);
  expect(['x', ' \0', ' \ufeff'].map((line) => isBlank(Buffer.from(line)))).toEqual([false, false, false]);
});
