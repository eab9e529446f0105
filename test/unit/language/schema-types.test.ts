import { describe, expect, it } from 'vitest';
import { describeType, describeTypes, jsonType, schemaTypes } from '../../../engine/language/index.ts';
import type { Json, JsonObject } from '../../../engine/model/index.ts';

describe('the types a schema allows', () => {
  it.each<[JsonObject, string[], string]>([
    [{ type: 'string' }, ['string'], 'text'],
    [{ type: 'integer' }, ['number'], 'number'],
    [{ type: 'number' }, ['number'], 'number'],
    [{ type: ['null', 'integer', 'string'] }, ['string', 'number', 'null'], 'text or number or null'],
    [{ type: 'array', items: {} }, ['array'], 'list'],
    [{ const: true }, ['boolean'], 'true or false'],
    [{ const: null, enum: [1] }, ['null'], 'null'],
    [{ enum: ['a', 5, 6, null, [], {}] }, ['string', 'number', 'null', 'array', 'object'], ''],
    [{ type: 'string', enum: [5] }, ['string'], 'text'],
    [{ anyOf: [{ type: 'number' }, { const: null }] }, ['number', 'null'], 'number or null'],
    [{ oneOf: [{ type: 'string' }, { enum: [1] }] }, ['string', 'number'], 'text or number'],
    [{ anyOf: [true, { type: 'number' }] }, ['number'], 'number'],
    [{ anyOf: 'odd', properties: { a: {} } }, ['object'], 'object'],
    [{ items: {} }, ['array'], 'list'],
    [{}, ['string', 'number', 'boolean', 'object', 'array', 'null'], 'any value'],
  ])('%j', (schema, types, words) => {
    expect([...schemaTypes(schema)]).toEqual(types);
    if (words !== '') expect(describeTypes(schemaTypes(schema))).toBe(words);
  });
});

describe('the type of a value', () => {
  it.each<[Json, string, string]>([
    ['a', 'string', 'text'],
    [0, 'number', 'number'],
    [false, 'boolean', 'true or false'],
    [null, 'null', 'null'],
    [[], 'array', 'list'],
    [{}, 'object', 'object'],
  ])('%j is %s, in words %s', (value, type, words) => {
    expect(jsonType(value)).toBe(type);
    expect(describeType(jsonType(value))).toBe(words);
  });
});
