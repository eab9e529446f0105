import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { type Schema, Validator } from '@cfworker/json-schema';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { checkRule } from '../../../engine/analysis/index.ts';
import {
  builtInPacks,
  createCatalog,
  createValidator,
  findSchemaTrouble,
  packFromJsonSchema,
  packFromJsonSchemaText,
  validateAgainst,
} from '../../../engine/catalog/index.ts';
import { dryRun } from '../../../engine/drivers/index.ts';
import { listEventPaths, parsePath } from '../../../engine/language/index.ts';
import {
  type Event,
  type JsonObject,
  jsonObject,
  pack as packSchema,
  readRuleValue,
} from '../../../engine/model/index.ts';

const firedAt = '2026-01-05T09:00:00.000Z';
function packOf(schema: JsonObject, options: { name?: string; eventType?: string } = {}) {
  const made = packFromJsonSchema(schema, { name: 'test', firedAt, ...options });
  if (!made.ok) throw new Error(JSON.stringify(made.error));
  return made.value;
}
const typesOf = (schema: JsonObject) => packOf(schema).pack.eventTypes.map(({ type }) => type);
const order = { type: 'object', properties: { id: { type: 'string' } }, required: ['id'] };

describe('a pack made of a JSON Schema', () => {
  it('has the one event that a plain schema describes, named by option, title or file', () => {
    expect(typesOf(order)).toEqual(['test']);
    expect(typesOf({ ...order, title: 'order.placed' })).toEqual(['order.placed']);
    const { pack } = packOf(order, { name: '2 Shop Events!', eventType: 'order.paid' });
    expect(pack).toMatchObject({
      name: 'shop-events',
      directory: { apps: [{ id: 'shop-events' }] },
      eventTypes: [{ type: 'order.paid', title: 'Order paid', samples: [{ event: { app: 'shop-events' } }] }],
    });
    expect(packSchema.parse(pack)).toEqual(pack);
  });

  it('is described as its schema is, and called "events" where its name has no letters', () => {
    const { pack } = packOf({ ...order, description: 'What the shop tells.' }, { name: '2026!' });
    expect(pack).toMatchObject({ name: 'events', description: 'What the shop tells.' });
    expect(packOf(order).pack.description).toBe('Events of test');
  });

  it('has an event for each alternative of a choice, through choices of choices', () => {
    const choice: JsonObject = {
      oneOf: [{ $ref: '#/$defs/order' }, { ...order, title: 'refund' }, { $ref: '#/$defs/all' }],
      $defs: { order, all: { anyOf: [{ $ref: '#/$defs/paid' }, { $ref: '#/$defs/order' }] }, paid: order },
    };
    expect(typesOf(choice)).toEqual(['order', 'refund', 'paid']);
  });

  it('has an event for each definition of a file that only defines, and says what it left out', () => {
    const { pack, notes } = packOf({ definitions: { order, colour: { enum: ['red'] } } });
    expect(pack.eventTypes.map(({ type }) => type)).toEqual(['order']);
    expect(notes).toEqual(['"colour" was left out: an event\'s payload is an object']);
  });

  it('leaves out definitions that are no objects, and alternatives that are not in the file', () => {
    const { pack, notes } = packOf({ definitions: { order, anything: true, never: false } });
    expect(pack.eventTypes.map(({ type }) => type)).toEqual(['order']);
    expect(notes).toEqual(
      ['anything', 'never'].map((type) => `"${type}" was left out: an event's payload is an object`),
    );
    expect(
      typesOf({ oneOf: [{ $ref: '#/$defs/gone' }, { $ref: '#/$defs/order' }], $defs: { order } }),
    ).toEqual(['order']);
  });

  it('brings along a definition without a name', () => {
    const { pack } = packOf({
      type: 'object',
      properties: { a: { $ref: '#/$defs/' } },
      $defs: { '': { type: 'string' } },
    });
    expect(pack.eventTypes[0]?.payloadSchema).toMatchObject({
      properties: { a: { $ref: '#/$defs/part' } },
      $defs: { part: { type: 'string' } },
    });
  });

  it('brings along all that a payload refers to, and nothing else', () => {
    const { pack } = packOf({
      oneOf: [{ $ref: '#/definitions/a' }, { $ref: '#/definitions/b' }],
      definitions: {
        a: { type: 'object', properties: { who: { $ref: '#/definitions/person' } } },
        b: order,
        person: {
          type: 'object',
          properties: { boss: { $ref: '#/definitions/person' }, mail: { $ref: '#mail' } },
        },
        mail: { $anchor: 'mail', type: 'string', format: 'email' },
      },
    });
    const [a, b] = pack.eventTypes;
    expect(Object.keys(a?.payloadSchema.$defs ?? {})).toEqual(['mail', 'person']);
    expect(b?.payloadSchema).toEqual(order);
    const check = createValidator(a?.payloadSchema ?? {});
    expect(check({ who: { boss: { boss: { mail: 'x@y.example' } } } })).toEqual([]);
    expect(check({ who: { boss: { mail: 'nobody' } } })).toMatchObject([{ at: 'who.boss.mail' }]);
  });

  it('reads the words of earlier drafts as they were meant', () => {
    const { pack } = packOf({
      $schema: 'http://json-schema.org/draft-04/schema#',
      id: 'http://example.com/old',
      type: 'object',
      properties: {
        n: { minimum: 1, exclusiveMinimum: true },
        m: { maximum: 9, exclusiveMaximum: false },
        pair: { items: [{ type: 'string' }, { type: 'number' }], additionalItems: false },
        id: { type: 'string' },
        other: { $ref: '#/definitions/text', maxLength: 1 },
      },
      dependencies: { n: ['m'], m: { required: ['pair'] } },
      definitions: { text: { type: 'string' } },
    });
    const check = createValidator(pack.eventTypes[0]?.payloadSchema ?? {});
    expect(check({ n: 2, m: 9, pair: ['a', 1], id: 'x', other: 'long' })).toEqual([]);
    expect(check({ n: 1, m: 10, pair: [1, 'a', 3], id: 4 }).map(({ at }) => at)).toEqual([
      'n',
      'm',
      'pair[0]',
      'pair[1]',
      'pair[2]',
      'id',
    ]);
    expect(check({ n: 2, pair: [] })).toHaveLength(1);
    expect(check({ m: 2 })).toMatchObject([{ at: 'pair' }]);
  });

  it('keeps what earlier drafts say beside a reference for people, and things that only look like a name', () => {
    const { pack } = packOf({
      $schema: 'http://json-schema.org/draft-07/schema#',
      type: 'object',
      id: { note: 'not a name' },
      properties: {
        a: { $ref: '#/definitions/text', title: 'A', description: 'The first', maxLength: 1 },
        pair: { items: [{ type: 'string' }] },
        next: { $recursiveRef: '#' },
        both: { $ref: '#/definitions/text', $dynamicRef: '#/definitions/text' },
      },
      definitions: { text: { type: 'string' } },
    });
    const schema = pack.eventTypes[0]?.payloadSchema ?? {};
    expect(schema.id).toEqual({ note: 'not a name' });
    expect(schema.properties).toMatchObject({
      a: { $ref: '#/$defs/text', title: 'A', description: 'The first' },
      pair: { prefixItems: [{ type: 'string' }] },
    });
    const check = createValidator(schema);
    expect(check({ a: 'long', pair: ['x', 1], next: { a: 'b' } })).toEqual([]);
    expect(check({ next: { next: { a: 5 } } })).toMatchObject([{ at: 'next.next.a' }]);
  });

  it('splits dependencies, whether they name keys or schemas', () => {
    const { pack } = packOf({
      type: 'object',
      properties: {
        keys: { dependencies: { a: ['b'] } },
        schemas: { dependencies: { a: { required: ['c'] } } },
      },
    });
    expect(pack.eventTypes[0]?.payloadSchema.properties).toEqual({
      keys: { dependentRequired: { a: ['b'] } },
      schemas: { dependentSchemas: { a: { required: ['c'] } } },
    });
  });

  it('takes anything where a reference leaves the file, and says so', () => {
    const { pack, notes } = packOf({
      type: 'object',
      properties: { far: { $ref: 'https://example.com/x.json' }, near: { $ref: '#/nowhere' } },
    });
    expect(notes).toEqual([
      '"https://example.com/x.json" is not in the file; anything is taken there',
      '"#/nowhere" is not in the file; anything is taken there',
    ]);
    expect(validateAgainst(pack.eventTypes[0]?.payloadSchema ?? {}, { far: 1, near: [] })).toEqual([]);
  });

  it('takes its samples from what is given, then from the schema, then from its shape', () => {
    const examples = { order: [{ id: 'given' }] };
    const schema = { definitions: { order: { ...order, examples: [{ id: 'own' }] }, refund: order } };
    const made = packFromJsonSchema(schema, { name: 'test', firedAt, examples });
    const samples = made.ok
      ? made.value.pack.eventTypes.map((type) => type.samples.map((s) => s.event.payload))
      : [];
    expect(samples).toEqual([[{ id: 'given' }, { id: 'own' }], [{ id: 'text' }]]);
  });

  it('is refused where a name is longer than names may be, with its place', () => {
    const made = packFromJsonSchema({ ...order, title: 'x'.repeat(201) }, { name: 'test', firedAt });
    expect(made.ok ? [] : made.error).toContainEqual({
      code: 'invalid',
      at: 'eventTypes[0].type',
      message: 'takes at most 200 characters, got 201',
    });
  });

  it.each<[string, string, string]>([
    ['no JSON', '{', 'not JSON'],
    ['a list', '[]', 'not a JSON Schema'],
    ['a pack', '{"eventTypes":[],"type":"x"}', 'not a JSON Schema'],
    ['no object', '{"type":"string"}', 'no object, so no event'],
    ['nothing but a circle', '{"oneOf":[{"$ref":"#"}]}', 'no object, so no event'],
    ['a circle', '{"type":"object","allOf":[{"$ref":"#"}]}', 'leads round in a circle'],
    ['a bomb', JSON.stringify(bomb()), 'unfolds to more than'],
  ])('is refused for %s', (_what, text, message) => {
    const made = packFromJsonSchemaText(text, { name: 'test', firedAt });
    expect(made).toMatchObject({ ok: false, error: [{ message: expect.stringContaining(message) }] });
  });
});

describe('trouble in a schema', () => {
  it('is none where a part is true or false, or a reference leads nowhere', () => {
    expect(findSchemaTrouble({ allOf: [true, false, { $ref: '#/$defs/none' }] })).toBeNull();
  });
});

/** Sixty definitions that double each other: 2^60 parts when unfolded. */
function bomb(): JsonObject {
  const doubled = (index: number) => ({
    allOf: [{ $ref: `#/$defs/a${index}` }, { $ref: `#/$defs/a${index}` }],
  });
  const definitions = Array.from({ length: 60 }, (_, index) => [`a${index}`, doubled(index + 1)]);
  return { $ref: '#/$defs/a0', $defs: { ...Object.fromEntries(definitions), a60: { type: 'object' } } };
}

describe('a schema that refers to itself', () => {
  const keys = Array.from({ length: 40 }, (_, index) => [`p${index}`, { $ref: '#' }]);
  const recursive: JsonObject = { type: 'object', title: 'tree', properties: Object.fromEntries(keys) };

  it('is listed only as deep as anyone reads, and sampled in bounds', () => {
    const { pack } = packOf(recursive);
    const paths = listEventPaths(createCatalog([pack]), { kind: 'event', eventType: 'tree' });
    expect(paths.length).toBeGreaterThan(40);
    expect(paths.length).toBeLessThan(5000);
    expect(JSON.stringify(pack.eventTypes[0]?.samples).length).toBeLessThan(200_000);
  });

  it('still checks values as deep as they are', () => {
    const check = createValidator(
      packOf({ ...recursive, additionalProperties: false }).pack.eventTypes[0]?.payloadSchema ?? {},
    );
    expect(check({ p0: { p1: { p2: {} } } })).toEqual([]);
    expect(check({ p0: { p1: { nope: {} } } })).toMatchObject([{ at: 'p0.p1.nope' }]);
  });
});

describe('a large public set of webhook schemas', () => {
  const load = (name: string) =>
    JSON.parse(readFileSync(createRequire(import.meta.url).resolve(name), 'utf8'));
  const schema = jsonObject.parse(load('@octokit/webhooks-schemas'));
  const families = z
    .array(z.object({ name: z.string(), examples: z.array(jsonObject) }))
    .parse(load('@octokit/webhooks-examples/api.github.com/index.json'));
  const { pack, notes } = packOf(schema, { name: 'webhooks' });
  const catalog = createCatalog([...builtInPacks(), pack]);
  const validators = new Map(pack.eventTypes.map((type) => [type.type, createValidator(type.payloadSchema)]));

  /** The event types an example can be of: those of its family with its action. */
  const candidates = (family: string, action: unknown) => {
    const types = pack.eventTypes.map(({ type }) => type).filter((type) => type.split('$')[0] === family);
    const exact = types.filter((type) => type === `${family}$${action}`);
    return exact.length > 0 ? exact : types;
  };
  const examples = families.flatMap(({ name, examples }) =>
    examples.map((payload) => ({ payload, types: candidates(name, payload.action) })),
  );
  const fits = (type: string, payload: JsonObject) => validators.get(type)?.(payload).length === 0;

  it('loads as hundreds of event types, without anything left out', () => {
    expect(notes).toEqual([]);
    expect(pack.eventTypes.length).toBe(224);
    expect(packSchema.safeParse(pack).success).toBe(true);
    expect(pack.eventTypes.every(({ samples }) => samples.length > 0)).toBe(true);
  });

  it('lists paths for every event, all of which are paths', () => {
    let count = 0;
    for (const { type } of pack.eventTypes) {
      const paths = listEventPaths(catalog, { kind: 'event', eventType: type }).map(({ path }) => path);
      expect(paths.some((path) => path.startsWith('payload.sender') || path.startsWith('payload.'))).toBe(
        true,
      );
      expect(paths.filter((path) => !parsePath(path).ok)).toEqual([]);
      count += paths.length;
    }
    expect(count).toBeGreaterThan(50_000);
  });

  it('has an event type for each example, which fits it unless the schema library says no as well', () => {
    expect(examples.length).toBeGreaterThan(300);
    expect(examples.filter(({ types }) => types.length === 0)).toEqual([]);
    const misfits = examples.filter(({ payload, types }) => !types.some((type) => fits(type, payload)));
    expect(misfits.length).toBeLessThan(examples.length / 4);
    for (const { payload, types } of misfits.slice(0, 20)) {
      for (const type of types.slice(0, 1)) {
        const whole: Schema = { definitions: schema.definitions, $ref: `#/definitions/${type}` };
        expect(new Validator(whole, '7').validate(payload).valid, type).toBe(false);
      }
    }
  });

  it('is checked and dry-run as any other: every example evaluates, and says where it does not fit', () => {
    for (const { payload, types } of examples) {
      const [type = ''] = types;
      const read = readRuleValue({
        id: 'r_hook',
        name: 'Hook',
        enabled: true,
        scope: { apps: ['webhooks'] },
        trigger: { kind: 'event', eventType: type },
        filter: [{ path: 'payload.sender.login', op: 'exists', value: true }],
        actions: [
          {
            type: 'webhook',
            params: { url: 'https://hooks.example.com/x', message: 'by ${event.payload.sender.login}' },
          },
        ],
        createdBy: 'local',
      });
      const rule = read.ok ? read.value : expect.unreachable('a rule');
      const event: Event = {
        id: 'e_1',
        type,
        app: 'webhooks',
        firedAt,
        actor: { kind: 'system', id: 'x' },
        streamId: 's',
        streamVersion: 0,
        tenantId: '',
        payload,
      };
      const record = dryRun({ rule, event, catalog });
      expect(record.notes.some((note) => note.includes('does not fit'))).toBe(!fits(type, payload));
      expect(record.outcome).toBe('sender' in payload ? 'would-execute' : 'would-skip');
      expect(record.steps[0]?.status).toBe('sender' in payload ? 'would-run' : 'not-reached');
    }
  });

  it('finds a misspelt path, and what was meant', () => {
    const read = readRuleValue({
      name: 'x',
      scope: { apps: ['webhooks'] },
      trigger: { kind: 'event', eventType: 'pull_request$opened' },
      filter: [{ path: 'payload.pull_request.user.logn', op: 'eq', value: 'a' }],
      actions: [],
    });
    const problems = read.ok ? checkRule(read.value, catalog) : [];
    expect(problems).toContainEqual(
      expect.objectContaining({ code: 'unknown-path', replacement: 'payload.pull_request.user.login' }),
    );
  });
});
