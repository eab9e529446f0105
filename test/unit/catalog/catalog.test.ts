import { describe, expect, it } from 'vitest';
import {
  appTitle,
  builtInPacks,
  createCatalog,
  findActionType,
  findEventType,
  findTool,
  mayRunRules,
  mayTouchApp,
  membersOfApp,
  packOfApp,
  pickOptions,
  sampleValue,
  subjectOf,
  validateAgainst,
} from '../../../engine/catalog/index.ts';
import { type Event, type JsonObject, type Member, pickLists } from '../../../engine/model/index.ts';

const packs = builtInPacks();
const catalog = createCatalog(packs);

describe('a catalog', () => {
  it('finds event types, action types and tools of all its packs by name', () => {
    expect(findEventType(catalog, 'legal-hold.applied')?.title).toBe('Legal hold applied');
    expect(findActionType(catalog, 'add_internal_note')?.effects).toEqual(['ticket.note']);
    expect(findTool(catalog, 'createAnnotation')?.server).toBe('northfield-documents');
    expect(findTool(catalog, 'createAnnotation', 'another-server')).toBeUndefined();
    expect(findEventType(catalog, 'constructor')).toBeUndefined();
  });

  it('knows apps and the pack each belongs to', () => {
    expect(packOfApp(catalog, 'loans')?.name).toBe('cx');
    expect(appTitle(catalog, 'loans')).toBe('Loans');
    expect(appTitle(catalog, 'gone')).toBe('gone');
  });

  it('leaves a name used twice to the pack that came first', () => {
    const [cx] = packs;
    if (!cx) throw new Error('no pack');
    const second = {
      ...cx,
      name: 'other',
      eventTypes: cx.eventTypes.map((entry) => ({ ...entry, title: 'Other' })),
    };
    expect(findEventType(createCatalog([cx, second]), 'session.opened')?.title).toBe('Session opened');
  });
});

describe('the subject of an event', () => {
  const event: Event = {
    id: 'e',
    type: 'TicketCreated',
    app: 'helpdesk',
    firedAt: '2026-01-05T09:00:00Z',
    actor: { kind: 'user', id: 'u' },
    streamId: 'stream-1',
    streamVersion: 1,
    tenantId: 't',
    payload: { ticket: { id: 4711 } },
  };

  it('is the value at the subject path, as text', () => {
    expect(subjectOf(catalog, event)).toBe('4711');
  });

  it('is the stream where the payload lacks it or the type is unknown', () => {
    expect(subjectOf(catalog, { ...event, payload: { ticket: {} } })).toBe('stream-1');
    expect(subjectOf(catalog, { ...event, payload: {} })).toBe('stream-1');
    expect(subjectOf(catalog, { ...event, payload: { ticket: { id: null } } })).toBe('stream-1');
    expect(subjectOf(catalog, { ...event, type: 'NoSuchType' })).toBe('stream-1');
  });
});

describe('members', () => {
  const member = (role: Member['role'], apps: string[], active = true): Member => ({
    id: 'm',
    name: 'M',
    email: 'm@example.com',
    role,
    apps,
    active,
  });

  it('may touch their own apps; owners and admins all; nobody once they have left', () => {
    expect(mayTouchApp(member('operator', ['cards']), 'cards')).toBe(true);
    expect(mayTouchApp(member('manager', ['cards']), 'loans')).toBe(false);
    expect(mayTouchApp(member('admin', []), 'loans')).toBe(true);
    expect(mayTouchApp(member('owner', [], false), 'loans')).toBe(false);
  });

  it('may run rules as owner, admin, or manager of the app', () => {
    expect(mayRunRules(member('manager', ['cards']), 'cards')).toBe(true);
    expect(mayRunRules(member('manager', ['cards']), 'loans')).toBe(false);
    expect(mayRunRules(member('operator', ['cards']), 'cards')).toBe(false);
    expect(mayRunRules(member('owner', []), 'cards')).toBe(true);
  });

  it('take work of the apps they belong to, unless they left or only read', () => {
    expect(membersOfApp(catalog, 'cards').map(({ id }) => id)).toEqual([
      'm_sara_k',
      'm_jonas_w',
      'm_priya_n',
    ]);
    expect(membersOfApp(catalog, 'gone')).toEqual([]);
  });
});

describe('picking from the directory', () => {
  it('offers something for every list in one of the packs', () => {
    for (const list of pickLists) {
      expect(packs.flatMap((pack) => pickOptions(pack, list)).length, list).toBeGreaterThan(0);
    }
  });

  it('does not offer people who left', () => {
    const [cx] = packs;
    const people = cx ? pickOptions(cx, 'member') : [];
    expect(people).toContainEqual({ value: 'm_sara_k', label: 'Sara K.', detail: 'manager · cards' });
    expect(people.map(({ value }) => value)).not.toContain('m_karl_v');
  });
});

describe('a sample value', () => {
  it('fits every schema of the packs it is shaped by', () => {
    for (const pack of packs) {
      const schemas = [
        ...pack.eventTypes.map((entry) => entry.payloadSchema),
        ...pack.actionTypes.flatMap((entry) => [entry.paramsSchema, entry.outputSchema]),
        ...pack.tools.flatMap((entry) => [entry.inputSchema, entry.outputSchema]),
      ];
      for (const schema of schemas) {
        expect(validateAgainst(schema, sampleValue(schema)), JSON.stringify(schema)).toEqual([]);
        expect(sampleValue(schema)).toEqual(sampleValue(schema));
      }
    }
  });

  it.each<[JsonObject, unknown]>([
    [{ type: 'string', examples: ['x'], default: 'y' }, 'x'],
    [{ const: 7 }, 7],
    [{ enum: ['low', 'high'] }, 'low'],
    [{ type: 'integer', minimum: 5 }, 5],
    [{ type: 'integer', exclusiveMinimum: 5 }, 6],
    [{ type: 'number', maximum: -2 }, -2],
    [{ type: 'number', maximum: 9 }, 1],
    [{ type: ['null', 'boolean'] }, true],
    [{ type: 'string', format: 'date-time' }, '2026-01-05T09:00:00.000Z'],
    [{ type: 'string', minLength: 6 }, 'text..'],
    [{ type: 'array', items: { type: 'number' }, minItems: 2 }, [1, 1]],
    [{ allOf: [{ properties: { a: { const: 1 } } }, { properties: { b: { const: 2 } } }] }, { a: 1, b: 2 }],
    [{ oneOf: [{ type: 'string', const: 'first' }, { type: 'number' }] }, 'first'],
    [{}, null],
  ])('of %j is %j', (schema, value) => {
    expect(sampleValue(schema)).toEqual(value);
  });

  it('ends for a schema that contains itself', () => {
    const tree: JsonObject = {
      $ref: '#/$defs/node',
      $defs: { node: { type: 'object', properties: { next: { $ref: '#/$defs/node' } } } },
    };
    expect(JSON.stringify(sampleValue(tree)).length).toBeLessThan(200);
  });
});
