import { describe, expect, it } from 'vitest';
import {
  builtInPacks,
  createCatalog,
  eventSchema,
  findEventType,
  schemaAt,
} from '../../../engine/catalog/index.ts';
import type { JsonObject } from '../../../engine/model/index.ts';

const customer: JsonObject = {
  type: 'object',
  properties: {
    name: { type: 'string' },
    email: { type: ['string', 'null'] },
    boss: { $ref: '#/$defs/customer' },
  },
  required: ['name', 'boss'],
};
const schema: JsonObject = {
  type: 'object',
  properties: {
    customer: { $ref: '#/$defs/customer', title: 'Customer' },
    lines: { type: 'array', items: { $ref: '#/$defs/customer' }, minItems: 1 },
    pair: { type: 'array', prefixItems: [{ type: 'number' }, { type: 'string' }], items: false },
    severity: { type: 'string', enum: ['low', 'high'], 'x-ordered': true },
    open: { type: 'object' },
    map: { type: 'object', additionalProperties: { type: 'number' } },
    either: {
      anyOf: [
        {
          type: 'object',
          properties: { a: { type: 'string' }, b: { type: 'string' } },
          required: ['a', 'b'],
        },
        { type: 'object', properties: { a: { type: 'number' } }, required: ['a'] },
      ],
    },
    both: { allOf: [{ properties: { a: { type: 'string' } } }, { required: ['a'] }] },
    needs: { properties: { a: { type: 'string' } }, anyOf: [{ required: ['a'] }, { required: ['b'] }] },
    maybe: { oneOf: [{ $ref: '#/$defs/customer' }, { type: 'null' }] },
    circle: { $ref: '#/$defs/circle' },
    text: { type: 'string' },
  },
  required: ['customer', 'lines', 'either', 'both', 'needs', 'maybe', 'severity'],
  $defs: { customer, circle: { $ref: '#/$defs/circle' } },
};
const at = (...segments: (string | number)[]) => schemaAt(schema, segments);

describe('a place in a schema', () => {
  it('is the schema itself for no segments', () => {
    expect(schemaAt(schema, [])).toMatchObject({ schema, isOptional: false, isNullable: false });
  });

  it('is found through properties and local references, with keywords beside the reference kept', () => {
    expect(at('customer')?.schema).toMatchObject({ type: 'object', title: 'Customer' });
    expect(at('customer', 'name')).toMatchObject({ schema: { type: 'string' }, isOptional: false });
    expect(at('customer', 'boss', 'boss', 'name')).toMatchObject({ isOptional: false });
  });

  it('is optional when any segment on the way is not required', () => {
    expect(at('customer', 'email')).toMatchObject({ isOptional: true, isNullable: true });
    expect(at('map')?.isOptional).toBe(true);
  });

  it('is optional when something on the way may be null', () => {
    expect(at('maybe')).toMatchObject({ isNullable: true, isOptional: false });
    expect(at('maybe', 'name')).toMatchObject({
      schema: { type: 'string' },
      isOptional: true,
      isNullable: false,
    });
  });

  it('is an item of a list by index, as number or as digits, certain only up to the shortest length', () => {
    expect(at('lines', 0, 'name')).toMatchObject({ schema: { type: 'string' }, isOptional: false });
    expect(at('lines', '1', 'name')).toMatchObject({ schema: { type: 'string' }, isOptional: true });
    expect(at('pair', 1)?.schema).toEqual({ type: 'string' });
    expect(at('pair', 2)).toBeNull();
    expect(at('lines', 'first')).toBeNull();
  });

  it('joins what the branches of a choice say', () => {
    expect(at('either', 'a')).toEqual({
      schema: { anyOf: [{ type: 'string' }, { type: 'number' }] },
      isOptional: false,
      isNullable: false,
    });
    expect(at('either', 'b')).toMatchObject({ schema: { type: 'string' }, isOptional: true });
  });

  it('is required when any part of allOf requires it, or all branches of a choice do', () => {
    expect(at('both', 'a')).toMatchObject({ schema: { type: 'string' }, isOptional: false });
    expect(at('needs', 'a')).toMatchObject({ schema: { type: 'string' }, isOptional: true });
  });

  it('knows the order of an ordered enum', () => {
    expect(at('severity')?.enumOrder).toEqual(['low', 'high']);
    expect(at('text')?.enumOrder).toBeUndefined();
  });

  it('may be anything inside an object that declares nothing', () => {
    expect(at('open', 'anything', 'below')).toEqual({ schema: {}, isOptional: true, isNullable: false });
    expect(at('map', 'x')?.schema).toEqual({ type: 'number' });
  });

  it('does not exist where the schema names other keys, or the value holds nothing', () => {
    expect(at('custmer')).toBeNull();
    expect(at('customer', 'nam')).toBeNull();
    expect(at('text', 'length')).toBeNull();
    expect(at('constructor')).toBeNull();
    expect(at('__proto__', 'x')).toBeNull();
  });

  it('says nothing at a reference that leads round in a circle', () => {
    expect(at('circle')?.schema).toEqual({});
  });

  it('may be anything where the schema is true, where no part of allOf says what is inside, or a reference leaves the file', () => {
    expect(schemaAt({ properties: { any: true } }, ['any'])?.schema).toEqual({});
    expect(schemaAt({ allOf: [{ title: 'A thing' }] }, ['x'])?.schema).toEqual({});
    expect(
      schemaAt({ properties: { far: { $ref: 'https://example.com/x' } } }, ['far', 'x'])?.schema,
    ).toEqual({});
    expect(schemaAt({ properties: { lost: { $ref: '#/$defs/none' } } }, ['lost', 'x'])?.schema).toEqual({});
  });

  it('is found by a reference through a list, and by one escaped as addresses are', () => {
    const escaped: JsonObject = {
      properties: { a: { $ref: '#/allOf/0' }, b: { $ref: '#/$defs/two%20words' } },
      allOf: [{ type: 'number' }],
      $defs: { 'two words': { type: 'string' } },
    };
    expect(schemaAt(escaped, ['b'])?.schema).toMatchObject({ type: 'string' });
    expect(schemaAt(escaped, ['a'])?.schema).toMatchObject({ type: 'number' });
  });

  it('knows the order of an ordered enum in one branch of a choice', () => {
    const ordered = { enum: ['low', 'high'], 'x-ordered': true };
    expect(schemaAt({ anyOf: [{ type: 'null' }, ordered] }, [])).toMatchObject({
      enumOrder: ['low', 'high'],
      isNullable: true,
    });
  });

  it('ends at a choice that leads back to itself, knowing what it says beside that', () => {
    const endless: JsonObject = { anyOf: [{ $ref: '#' }] };
    expect(schemaAt(endless, [])).toEqual({ schema: endless, isOptional: false, isNullable: false });
    expect(schemaAt(endless, ['x'])).toBeNull();
    const found = schemaAt({ ...endless, properties: { a: { type: 'string' } } }, ['a']);
    expect(found).toMatchObject({ isOptional: true, isNullable: false });
  });

  it('keeps the definitions that references inside it need', () => {
    const found = at('customer');
    expect(found && schemaAt(found.schema, ['boss', 'name'])?.schema).toEqual({ type: 'string' });
  });
});

describe('the schema of an event', () => {
  const catalog = createCatalog(builtInPacks());
  const opened = findEventType(catalog, 'session.opened');
  if (!opened) throw new Error('session.opened is missing');

  it('has the row columns beside the payload', () => {
    const whole = eventSchema(opened);
    expect(Object.keys(whole.properties ?? {})).toEqual([
      'eventType',
      'actorKind',
      'actorId',
      'streamId',
      'streamVersion',
      'tenantId',
      'app',
      'firedAt',
      'payload',
    ]);
    expect(schemaAt(whole, ['payload', 'session', 'channel'])).toMatchObject({ isOptional: false });
    expect(schemaAt(whole, ['actorKind'])?.schema.enum).toEqual(['user', 'agent', 'system']);
    expect(schemaAt(whole, ['actor'])).toBeNull();
  });

  it('keeps references of the payload schema working', () => {
    const payloadSchema: JsonObject = {
      type: 'object',
      properties: { a: { $ref: '#/$defs/text' }, b: { $ref: '#/properties/a' }, child: { $ref: '#' } },
      $defs: { text: { type: 'string' } },
    };
    const whole = eventSchema({ ...opened, payloadSchema });
    for (const path of [['a'], ['b'], ['child', 'child', 'b']]) {
      expect(schemaAt(whole, ['payload', ...path])?.schema, path.join('.')).toMatchObject({ type: 'string' });
    }
  });
});
