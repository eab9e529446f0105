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
