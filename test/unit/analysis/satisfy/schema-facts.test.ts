import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { schemaFacts } from '../../../../engine/analysis/satisfy/schema-facts.ts';
import { validateAgainst } from '../../../../engine/catalog/index.ts';
import { jsonType, resolveIn } from '../../../../engine/language/index.ts';
import type { JsonObject } from '../../../../engine/model/index.ts';

const plain: JsonObject[] = [
  {},
  { type: 'string' },
  { type: ['integer', 'null'], minimum: 0 },
  { enum: ['a', 1, null] },
  { const: 'a' },
  { $ref: '#/$defs/named' },
];
const schema = fc
  .letrec<{ schema: JsonObject }>((tie) => ({
    schema: fc.oneof(
      { maxDepth: 4 },
      fc.constantFrom(...plain),
      fc.record({
        type: fc.constant('object'),
        properties: fc.record({ a: tie('schema'), b: tie('schema') }),
        required: fc.subarray(['a', 'b']),
      }),
      fc.record({
        properties: fc.record({ a: tie('schema') }),
        required: fc.subarray(['a'], { minLength: 1 }),
      }),
      fc.record({
        type: fc.constant('object'),
        properties: fc.record({ a: tie('schema') }),
        additionalProperties: fc.oneof(fc.constant(false), tie('schema')),
      }),
      fc.record({ $ref: fc.constant('#/$defs/closed'), properties: fc.record({ a: tie('schema') }) }),
      fc.record({ type: fc.constant('array'), items: tie('schema'), minItems: fc.constantFrom(0, 1) }),
      fc.record({ anyOf: fc.tuple(tie('schema'), tie('schema')) }),
      fc.record({ oneOf: fc.tuple(tie('schema'), fc.constant({ type: 'null' })) }),
      fc.record({ allOf: fc.tuple(tie('schema'), tie('schema')) }),
    ),
  }))
  .schema.map((drawn) => ({
    ...drawn,
    $defs: {
      named: { type: 'object', properties: { a: { type: 'string' } }, required: ['a'] },
      closed: { type: 'object', properties: { b: { type: 'string' } }, additionalProperties: false },
    },
  }));
const json = fc.letrec<{ value: fc.JsonValue }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    fc.constantFrom<fc.JsonValue>('a', 'b', 0, 1, 1.5, null, true),
    fc.array(tie('value'), { maxLength: 2 }),
    fc.dictionary(fc.constantFrom('a', 'b'), tie('value'), { maxKeys: 2 }),
  ),
})).value;

describe('what a schema forces', () => {
  it('holds for every value that fits it', () => {
    let fitting = 0;
    const places = [[], ['a'], ['b'], ['0'], ['a', 'a'], ['a', '0'], ['0', 'b'], ['b', 'a', 'b']];
    fc.assert(
      fc.property(schema, fc.array(json, { minLength: 6, maxLength: 6 }), (drawn, values) => {
        for (const value of values) {
          const copy = JSON.parse(JSON.stringify(value));
          if (validateAgainst(drawn, copy).length > 0) continue;
          fitting++;
          for (const place of places) {
            const facts = schemaFacts(drawn, place);
            const { present, value: found } = resolveIn(copy, place);
            if (!present) expect([place, facts.mayBeMissing]).toEqual([place, true]);
            else {
              expect([place, facts.types.has(jsonType(found)), facts.fits(found)]).toEqual([
                place,
                true,
                true,
              ]);
              if (facts.values) expect(facts.values).toContainEqual(found);
              if (typeof found === 'number') expect(found >= facts.min && found <= facts.max).toBe(true);
            }
          }
        }
      }),
      { numRuns: 600 },
    );
    expect(fitting).toBeGreaterThan(300);
  });
});

describe('a schema by hand', () => {
  const types = (root: JsonObject, place: string[]) => [...schemaFacts(root, place).types];
  const all = ['string', 'number', 'boolean', 'null', 'object', 'array'];

  it('that leads round in a circle forces what it says before it does', () => {
    expect(types({ type: 'string', allOf: [{ $ref: '#' }] }, [])).toEqual(['string']);
    expect(types({ type: ['string', 'null'], anyOf: [{ $ref: '#' }] }, [])).toEqual(['string', 'null']);
    const circle = { type: 'object', anyOf: [{ $ref: '#/$defs/a' }], properties: { k: { type: 'null' } } };
    expect(types({ $ref: '#/$defs/a', $defs: { a: circle } }, ['k'])).toEqual(['null']);
  });

  it('describes the first items of a list each, and the rest together', () => {
    const root = { type: 'array', prefixItems: [{ type: 'string' }], items: { type: 'number' } };
    expect([types(root, ['0']), types(root, ['1']), types(root, ['x'])]).toEqual([
      ['string'],
      ['number'],
      [],
    ]);
  });

  it('leaves open what a pattern of names may describe', () => {
    const root = {
      type: 'object',
      patternProperties: { '^x': { type: 'string' } },
      additionalProperties: false,
    };
    expect(types(root, ['y'])).toEqual(all);
    expect(types({ ...root, patternProperties: true }, ['y'])).toEqual([]);
  });

  it('gives as samples its examples, and one that fits all its parts', () => {
    const parts: JsonObject = { type: 'string', allOf: [{ minLength: 3 }, { const: 'abc' }] };
    expect(schemaFacts(parts, []).samples()).toEqual(['abc']);
    expect(schemaFacts({ examples: ['e', 'f'] }, []).samples()).toEqual(['e', 'f', 'e']);
    expect(schemaFacts({ const: 7 }, []).samples()).toEqual([7]);
    const known = { $ref: '#/$defs/a', $defs: { a: { const: 1 } } };
    expect(schemaFacts(known, []).samples()).toEqual([1]);
  });
});
