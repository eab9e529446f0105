import { describe, expect, it } from 'vitest';
import {
  builtInPacks,
  createCatalog,
  createValidator,
  findActionType,
  validateAgainst,
} from '../../../engine/catalog/index.ts';
import type { Json, JsonObject } from '../../../engine/model/index.ts';

const catalog = createCatalog(builtInPacks());
function check(type: string, params: Json) {
  const schema = findActionType(catalog, type)?.paramsSchema;
  if (!schema) throw new Error(type);
  return validateAgainst(schema, params);
}

describe('checking parameters', () => {
  it.each<[string, string, Json, string, string]>([
    [
      'an enum',
      'set_priority',
      { priority: 'hgih' },
      'priority',
      'expected one of low, normal, high, urgent; got "hgih"',
    ],
    [
      'an enum of text given a number',
      'set_priority',
      { priority: 3 },
      'priority',
      'expected one of low, normal, high, urgent; got 3',
    ],
    ['a missing parameter', 'set_priority', {}, 'priority', '"priority" is required'],
    [
      'an unknown parameter',
      'set_priority',
      { priority: 'low', prioritty: 1 },
      'prioritty',
      'unknown key "prioritty"; did you mean "priority"?',
    ],
    [
      'the member of a pinned assignment',
      'assign_to',
      { strategy: 'pinned' },
      'member',
      '"member" is required',
    ],
    [
      'neither template nor text',
      'send_email',
      { to: ['a@b.de'], subject: 'x' },
      '',
      'needs template, or subject and body',
    ],
    [
      'an address',
      'send_email',
      { to: ['a@b.de', 'x y'], template: 't' },
      'to[1]',
      'expected an e-mail address, got "x y"',
    ],
    ['no recipients', 'send_email', { to: [], template: 't' }, 'to', 'needs at least one item'],
    ['the wrong type', 'send_email', { to: 'a@b.de', template: 't' }, 'to', 'expected list, got "a@b.de"'],
    ['text or an object', 'tag_session', { tags: [5] }, 'tags[0]', 'expected string or object, got 5'],
    [
      'the alternative that was meant',
      'tag_session',
      { tags: [{ key: 'a' }] },
      'tags[0].value',
      '"value" is required',
    ],
    [
      'a number that may be null',
      'assign',
      { assignee_id: 'me' },
      'assignee_id',
      'expected whole number or null, got "me"',
    ],
    ['an address of the web', 'webhook', { url: 'hooks' }, 'url', 'expected a web address, got "hooks"'],
  ])('names place and remedy: %s', (_what, type, params, at, message) => {
    expect(check(type, params)).toContainEqual({ at, message });
  });

  it('says one thing about one mistake', () => {
    expect(check('set_priority', { priority: 3 })).toHaveLength(1);
    expect(check('tag_session', { tags: [5] })).toHaveLength(1);
    expect(check('send_email', { to: ['a@b.de'] })).toHaveLength(1);
  });

  it('finds every mistake, not the first only', () => {
    expect(
      check('send_email', { to: [1, 'a@b.de', 'x'], subject: '', body: 'b' }).map(({ at }) => at),
    ).toEqual(['to[0]', 'to[2]', 'subject']);
  });

  it('accepts a pinned member, other strategies without one, and null as nobody', () => {
    expect(check('assign_to', { strategy: 'pinned', member: 'm_sara_k' })).toEqual([]);
    expect(check('assign_to', { strategy: 'round_robin' })).toEqual([]);
    expect(check('assign', { assignee_id: null })).toEqual([]);
    expect(check('email-agent-query', { question: 'q', recipients: ['me', 'pm@firm.com'] })).toEqual([]);
    expect(check('webhook', { url: 'secret:slack-ops' })).toEqual([]);
  });
});

describe('a validator', () => {
  const schema: JsonObject = {
    type: 'object',
    properties: {
      'odd key/~%': { type: 'number' },
      n: { $ref: '#/$defs/small' },
      one: { oneOf: [{ minimum: 1 }, { minimum: 2 }] },
    },
    $defs: { small: { type: 'integer', maximum: 3 } },
  };

  it('quotes unusual keys in places', () => {
    expect(validateAgainst(schema, { 'odd key/~%': 'x' })).toEqual([
      { at: '["odd key/~%"]', message: 'expected number, got "x"' },
    ]);
  });

  it('names keys that hold half a surrogate pair, beside all that has a meaning in addresses', () => {
    for (const key of ['\ud800', 'a/b~c%41\udc00']) {
      expect(validateAgainst({ additionalProperties: { type: 'number' } }, { [key]: 'x' })).toEqual([
        { at: `[${JSON.stringify(key)}]`, message: 'expected number, got "x"' },
      ]);
    }
  });

  it('explains limits behind a reference', () => {
    expect(validateAgainst(schema, { n: 4 })).toEqual([{ at: 'n', message: 'must be at most 3, got 4' }]);
    expect(validateAgainst(schema, { n: 1.5 })[0]?.message).toBe('expected whole number, got 1.5');
  });

  it('says when more than one alternative fits', () => {
    expect(validateAgainst(schema, { one: 5 })).toEqual([
      { at: 'one', message: 'fits more than one alternative; exactly one is needed' },
    ]);
  });

  it('leaves the schema as it was, frozen or not, and can be used again', () => {
    const frozen = Object.freeze({
      type: 'object',
      properties: Object.freeze({ a: Object.freeze({ type: 'string' }) }),
    });
    const validate = createValidator(frozen);
    expect(validate({ a: 1 })).toHaveLength(1);
    expect(validate({ a: 'x' })).toEqual([]);
  });

  it.each<[string, JsonObject]>([
    ['leads nowhere', { $ref: '#/$defs/none' }],
    ['leads out of the file', { $ref: 'https://example.com/x' }],
    ['leads round in a circle', { $ref: '#/$defs/a', $defs: { a: { $ref: '#/$defs/a' } } }],
  ])('reports a schema whose reference %s', (_what, broken) => {
    expect(validateAgainst(broken, 1)).toEqual([
      { at: '', message: expect.stringContaining('the schema cannot be used') },
    ]);
  });

  it.each<[JsonObject, Json, string]>([
    [{ minItems: 2 }, [1], 'needs at least 2 items'],
    [
      { anyOf: [{ type: 'string' }, { type: ['boolean', 'null'] }] },
      5,
      'expected string or true or false or null, got 5',
    ],
    [{ anyOf: [] }, 5, 'it does not match any subschemas'],
    [{ const: 'x' }, 5, 'expected x, got 5'],
    [{ format: 'uuid' }, 'x', 'expected the format uuid, got "x"'],
    [JSON.parse('{"properties":{"a":{}},"if":true,"then":false}'), {}, 'nothing is allowed here'],
    [
      { type: 'array', items: { $ref: '#few', $defs: {} }, $defs: { few: { $anchor: 'few', enum: ['a'] } } },
      ['b'],
      'it does not match any of ["a"]',
    ],
    [
      { $ref: '#text', $defs: { text: { $anchor: 'text', type: 'string' } } },
      5,
      'it is not of type "string"',
    ],
  ])('says of %j and %j: %s', (limit, value, message) => {
    expect(validateAgainst(limit, value).map((issue) => issue.message)).toEqual([message]);
  });

  it('tells of a value nested deeper than it can compare', () => {
    let nested: Json = [];
    for (let level = 0; level < 100_000; level++) nested = [nested];
    expect(validateAgainst({ const: [] }, nested)).toEqual([
      { at: '', message: 'the schema cannot be used: it is nested too deeply' },
    ]);
  });

  it('passes on errors that are neither the schema nor its depth', () => {
    const broken = {
      get a(): Json {
        throw new TypeError('cannot be read');
      },
    };
    expect(() => validateAgainst({ properties: { a: {} } }, broken)).toThrow(new TypeError('cannot be read'));
  });

  it('is not fooled by keys that objects inherit', () => {
    const strict: JsonObject = { type: 'object', properties: {}, additionalProperties: false };
    expect(validateAgainst(strict, JSON.parse('{"__proto__": 1}'))).toHaveLength(1);
    expect(validateAgainst({ type: 'object', required: ['constructor'] }, {})).toEqual([
      { at: 'constructor', message: '"constructor" is required' },
    ]);
  });
});
