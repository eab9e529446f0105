import { Validator } from '@cfworker/json-schema';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { builtInPacks, sampleValue, validateAgainst } from '../../../engine/catalog/index.ts';
import type { Json, JsonObject } from '../../../engine/model/index.ts';

const fits = (schema: JsonObject, value: Json) => validateAgainst(schema, value).length === 0;

describe('a schema held against a value', () => {
  it.each<[JsonObject, Json[], Json[]]>([
    [{ type: 'integer' }, [1, 1e3, -2], [1.5, '1', null]],
    [{ type: ['string', 'null'] }, ['', null], [0, [], {}, true]],
    [{ type: 'object' }, [{}], [[], null]],
    [{ type: 'array' }, [[]], [{}]],
    [{ type: 'boolean' }, [true, false], ['true', 0]],
    [{ const: { a: [1] } }, [{ a: [1] }], [{ a: [2] }, [1], 1]],
    [{ enum: [1, 'a', null, { x: 1, y: 2 }] }, [1, 'a', null, { y: 2, x: 1 }], [2, 'b', { x: 1 }]],
    [{ minimum: 1, maximum: 3 }, [1, 3, 'x'], [0.5, 3.5]],
    [{ exclusiveMinimum: 1, exclusiveMaximum: 3 }, [2], [1, 3]],
    [{ multipleOf: 0.1 }, [0.3, 1.1, 'x'], [0.35]],
    [{ minLength: 2, maxLength: 3 }, ['ab', 'äöü', '🙂🙂'], ['a', '🙂', 'abcd']],
    [{ pattern: '^a\\u00e9\\/b$' }, ['aé/b', 5], ['ab']],
    [{ items: { pattern: '^a' } }, [['ab', 'ac']], [['ab', 'b']]],
    [{ format: 'email' }, ['a@b.example', 5], ['a']],
    // What formats describe is short; longer text is not held against them.
    [{ format: 'email' }, ['a'.repeat(2001)], ['a'.repeat(2000)]],
    [{ format: 'made-up' }, ['anything'], []],
    [{ format: 'url' }, ['https://a.example/x'], ['nope']],
    [{ minItems: 1, maxItems: 2 }, [[1], [1, 2]], [[], [1, 2, 3]]],
    [
      { uniqueItems: true },
      [[1, '1', { a: 1 }]],
      [
        [
          { a: 1, b: 2 },
          { b: 2, a: 1 },
        ],
      ],
    ],
    [{ prefixItems: [{ type: 'string' }], items: { type: 'number' } }, [['a', 1], []], [[1], ['a', 'b']]],
    [{ items: [{ type: 'string' }], additionalItems: false }, [['a']], [['a', 1]]],
    [{ contains: { const: 1 } }, [[0, 1]], [[], [0]]],
    [{ contains: { const: 1 }, minContains: 2, maxContains: 3 }, [[1, 1]], [[1], [1, 1, 1, 1]]],
    [{ contains: { const: 1 }, minContains: 0 }, [[], [2]], []],
    [{ minProperties: 1, maxProperties: 2 }, [{ a: 1 }], [{}, { a: 1, b: 2, c: 3 }]],
    [{ required: ['a'] }, [{ a: null }, []], [{}]],
    [
      { patternProperties: { '^x': { type: 'number' } }, additionalProperties: false },
      [{ x1: 1 }],
      [{ x1: 'a' }, { y: 1 }],
    ],
    [{ propertyNames: { maxLength: 2 } }, [{ ab: 1 }], [{ abc: 1 }]],
    [{ dependentRequired: { a: ['b'] } }, [{ a: 1, b: 1 }, {}], [{ a: 1 }]],
    [{ dependentSchemas: { a: { required: ['b'] } } }, [{ b: 1 }], [{ a: 1 }]],
    [{ dependencies: { a: ['b'], c: { required: ['d'] } } }, [{ a: 1, b: 1 }], [{ a: 1 }, { c: 1 }]],
    [{ not: { type: 'string' } }, [1], ['a']],
    [{ anyOf: [{ type: 'string' }, { minimum: 2 }] }, ['a', 2], [1]],
    [{ oneOf: [{ minimum: 1 }, { minimum: 2 }] }, [1.5], [0, 3]],
    [{ allOf: [{ minimum: 1 }, { maximum: 2 }] }, [1, 2], [0, 3]],
    [JSON.parse('{"if":{"type":"string"},"then":{"minLength":2},"else":{"minimum":5}}'), ['ab', 5], ['a', 4]],
    [{ if: { type: 'string' } }, ['a', 1], []],
    [{ properties: { a: true, b: false } }, [{ a: 1 }], [{ b: 1 }]],
    [{ allOf: [{ properties: { a: true } }], unevaluatedProperties: false }, [{ a: 1 }], [{ a: 1, b: 1 }]],
    [{ anyOf: [{ prefixItems: [true] }, false], unevaluatedItems: { type: 'null' } }, [[1, null]], [[1, 2]]],
    [{ $ref: '#even', $defs: { e: { $anchor: 'even', multipleOf: 2 } } }, [4], [3]],
    [
      {
        $id: 'https://a.example/s',
        $ref: 'part',
        $defs: { p: { $id: 'part', $ref: '#/$defs/n', $defs: { n: { type: 'null' } } } },
      },
      [null],
      [1],
    ],
    [
      { properties: { next: { $recursiveRef: '#' } }, required: ['v'] },
      [{ v: 1, next: { v: 2 } }],
      [{ v: 1, next: {} }],
    ],
    [{ properties: { next: { $dynamicRef: '#' } }, required: ['v'] }, [{ v: 1 }], [{ v: 1, next: {} }]],
  ])('%j takes what fits and nothing else', (schema, good, bad) => {
    for (const value of good) expect([value, validateAgainst(schema, value)]).toEqual([value, []]);
    for (const value of bad) expect([value, fits(schema, value)]).toEqual([value, false]);
  });

  it('agrees with the schema library about damaged samples of everything that ships', () => {
    const schemas = builtInPacks().flatMap((pack) => [
      ...pack.eventTypes.map(({ payloadSchema }) => payloadSchema),
      ...pack.actionTypes.flatMap(({ paramsSchema, outputSchema }) => [paramsSchema, outputSchema]),
      ...pack.tools.map(({ inputSchema }) => inputSchema),
    ]);
    const values = fc.oneof(fc.constantFrom<Json>(null, '', 0, 1.5, 'x', [], {}, true, ['a'], { a: 1 }));
    fc.assert(
      fc.property(fc.constantFrom(...schemas), values, fc.nat(), (schema, other, where) => {
        const damaged = damage(sampleValue(schema), where, other);
        const library = new Validator(JSON.parse(JSON.stringify(schema)), '2020-12').validate(damaged);
        expect(fits(schema, damaged)).toBe(library.valid);
      }),
      { numRuns: 3000 },
    );
  });
});

/** The value with one of its parts replaced. */
function damage(value: Json, where: number, other: Json): Json {
  const keys = typeof value === 'object' && value !== null ? Object.keys(value) : [];
  const key = keys[where % (keys.length + 1)];
  if (key === undefined || typeof value !== 'object' || value === null) return other;
  if (Array.isArray(value))
    return value.map((item, i) => (String(i) === key ? damage(item, where >> 3, other) : item));
  return { ...value, [key]: damage(value[key] ?? null, where >> 3, other) };
}

describe('a schema from a stranger', () => {
  const within = (milliseconds: number, run: () => void) => {
    const start = performance.now();
    run();
    expect(performance.now() - start).toBeLessThan(milliseconds);
  };

  it('has its patterns matched in linear time', () => {
    const text = `${'a'.repeat(30_000)}!`;
    within(2000, () => {
      expect(fits({ pattern: '^(a+)+$' }, text)).toBe(false);
      expect(fits({ patternProperties: { '^(a|a)*$': false } }, { [text]: 1 })).toBe(true);
      expect(fits({ format: 'url' }, `http://${'a'.repeat(1000)} !`)).toBe(false);
    });
  });

  it('is not held to a pattern that has no linear time', () => {
    expect(fits({ pattern: '^(?=a)b' }, 'anything')).toBe(true);
    expect(fits({ pattern: 'x'.repeat(2000) }, 'anything')).toBe(true);
  });

  it('is given up when it takes too many steps, and says so', () => {
    const twice = (to: string) => ({ allOf: [{ $ref: to }, { $ref: to }] });
    const entries = Array.from({ length: 40 }, (_, index) => [`a${index}`, twice(`#/$defs/a${index + 1}`)]);
    const bomb: JsonObject = { $ref: '#/$defs/a0', $defs: { ...Object.fromEntries(entries), a40: {} } };
    within(10_000, () => {
      expect(validateAgainst(bomb, 1)).toEqual([
        { at: '', message: 'the schema cannot be used: it takes too many steps' },
      ]);
    });
  });

  it('finds doubles in a long list at once', () => {
    const list = Array.from({ length: 200_000 }, (_, index) => index);
    within(5000, () => {
      expect(fits({ uniqueItems: true }, list)).toBe(true);
      expect(fits({ uniqueItems: true }, [...list, 7])).toBe(false);
    });
  });

  it('may have a malformed reference without doing harm', () => {
    expect(validateAgainst({ $ref: '#/%zz' }, 1)[0]?.message).toContain('leads nowhere');
    expect(validateAgainst({ $ref: '#/$defs/100%', $defs: { '100%': { type: 'null' } } }, null)).toEqual([]);
  });
});
