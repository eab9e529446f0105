import { describe, expect, it } from 'vitest';
import { checkRule } from '../../../engine/analysis/index.ts';
import { builtInPacks, createCatalog } from '../../../engine/catalog/index.ts';
import { type JsonObject, type Pack, readRuleValue } from '../../../engine/model/index.ts';

const catalog = createCatalog(builtInPacks());

/** What is wrong with one step of a rule on opened sessions, unless told otherwise. */
function found(
  type: string,
  params: Record<string, unknown>,
  { eventType = 'session.opened', app = 'cards', known = catalog } = {},
) {
  const rule = readRuleValue({
    name: 'r',
    scope: { apps: [app] },
    trigger: { kind: 'event', eventType },
    actions: [{ type, params }],
  });
  if (!rule.ok) throw new Error(JSON.stringify(rule.error));
  return checkRule(rule.value, known);
}

const problemsOf = (...given: Parameters<typeof found>) =>
  found(...given).map(({ severity, code, at }) => [severity, code, at]);
const messagesOf = (...given: Parameters<typeof found>) =>
  found(...given).map(({ at, message }) => `${at}: ${message}`);

/** The catalog with the pack of the sessions changed. */
const withPack = (change: (pack: Pack) => Pack) =>
  createCatalog(
    builtInPacks().map((pack) =>
      pack.eventTypes.some(({ type }) => type === 'session.opened') ? change(pack) : pack,
    ),
  );

describe('an action of another pack than the events', () => {
  const message = '${event.payload.session.id}';

  it('is a warning where it would run all the same, and its parameters are checked', () => {
    const foreign = ['warning', 'action-of-other-pack', 'actions[0].type'];
    expect(problemsOf('webhook', { url: 'https://hooks.example/x', message })).toEqual([foreign]);
    expect(problemsOf('webhook', { url: 5, message })).toEqual([
      ['error', 'invalid-params', 'actions[0].params.url'],
      foreign,
    ]);
  });

  it('is an error where the events have nothing that it could change', () => {
    expect(problemsOf('set_priority', { priority: 'high' })).toEqual([
      ['error', 'action-of-other-pack', 'actions[0].type'],
    ]);
  });
});

describe('an action that two packs have', () => {
  it('belongs to both: neither calls it foreign', () => {
    const webhook = catalog.actionTypes.get('webhook')?.value;
    if (!webhook) throw new Error('there is no webhook');
    const both = withPack((pack) => ({ ...pack, actionTypes: [...pack.actionTypes, webhook] }));
    const known = createCatalog(both.packs.toReversed());
    expect(problemsOf('webhook', { url: 'https://hooks.example/x' }, { known })).toEqual([]);
  });
});

describe('parameters', () => {
  it('of an action that says nothing about them may be anything', () => {
    const open = (type: string) => (each: Pack['actionTypes'][number]) =>
      each.type === type ? { ...each, paramsSchema: {} } : each;
    const known = withPack((pack) => ({ ...pack, actionTypes: pack.actionTypes.map(open('send_email')) }));
    expect(problemsOf('send_email', { to: 5, more: '${event.app}' }, { known })).toEqual([]);
  });

  it('of another type than text cannot be put together from text', () => {
    const helpdesk = { eventType: 'TicketCreated', app: 'helpdesk' };
    expect(messagesOf('assign', { assignee_id: '1${event.app}' }, helpdesk)).toEqual([
      'actions[0].params.assignee_id: expected number or null; this text is text',
    ]);
  });

  const withSchema = (paramsSchema: JsonObject) => {
    const changed = (each: Pack['actionTypes'][number]) =>
      each.type === 'send_email' ? { ...each, paramsSchema } : each;
    return withPack((pack) => ({ ...pack, actionTypes: pack.actionTypes.map(changed) }));
  };
  const unknown = (paramsSchema: JsonObject, params: Record<string, unknown>) =>
    messagesOf('send_email', params, { known: withSchema(paramsSchema) });

  it('that an action does not have are told, whatever would be put in', () => {
    const message = '${event.payload.session.id}';
    expect(messagesOf('webhook', { url: 'https://hooks.example/x', messsage: 'plain' })).toContain(
      'actions[0].params.messsage: unknown key "messsage"; did you mean "message"?',
    );
    expect(messagesOf('webhook', { url: 'https://hooks.example/x', messsage: message })).toContain(
      'actions[0].params.messsage: unknown key "messsage"; did you mean "message"?',
    );
    const closed = { type: 'object', properties: { a: {} }, additionalProperties: false };
    expect(unknown({ ...closed, properties: { in: closed } }, { in: { b: message } })).toEqual([
      'actions[0].params.in.b: unknown key "b"; did you mean "a"?',
    ]);
  });

  it.each<[string, JsonObject]>([
    ['a pattern of names', { patternProperties: { '^x_': {} }, additionalProperties: false }],
    ['a schema for all other names', { additionalProperties: { type: 'string' } }],
    ['no word about other names', { properties: { a: {} } }],
    [
      'a choice of objects',
      {
        anyOf: [
          { type: 'object', properties: { a: {} }, additionalProperties: false },
          { type: 'object', properties: { x_1: {} }, additionalProperties: false },
        ],
      },
    ],
    // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
    ['a name that only a condition speaks of', { if: {}, then: { properties: { x_1: { type: 'string' } } } }],
    [
      'a name that is forbidden in one case only',
      {
        if: { properties: { x_1: { const: '' } } },
        // biome-ignore lint/suspicious/noThenProperty: the keyword of JSON Schema
        then: { properties: { x_1: false } },
      },
    ],
  ])('are not told where the schema may mean them: %s', (_, schema) => {
    expect(unknown(schema, { x_1: 'id ${event.payload.session.id}' })).toEqual([]);
  });

  it('that name a team are not asked about in a workspace that lists none', () => {
    const known = withPack((pack) => ({ ...pack, directory: { ...pack.directory, teams: [] } }));
    expect(problemsOf('escalate_to_human', { team: 'nobody' })).toEqual([
      ['error', 'unknown-team', 'actions[0].params.team'],
    ]);
    expect(problemsOf('escalate_to_human', { team: 'nobody' }, { known })).toEqual([]);
  });
});

describe('recipients', () => {
  it('are a list in the rule, never one that data gives', () => {
    expect(messagesOf('send_email', { to: '${event.payload.session.tags}', template: 'welcome' })).toEqual([
      'actions[0].params.to: recipients are a list written in the rule; data may fill one in, never add one',
    ]);
  });

  it('that are missing are told as a parameter that is missing', () => {
    expect(messagesOf('send_email', { template: 'welcome' })).toEqual([
      'actions[0].params.to: "to" is required',
    ]);
  });
});

describe('the call of a tool', () => {
  const documents = { eventType: 'document.created', app: 'documents' };
  const call = (params: Record<string, unknown>) => messagesOf('mcp-tool-call', params, documents);

  it('is not looked at where the tool is filled in', () => {
    expect(call({ tool: '${event.payload.documentId}', args: { any: 'thing' } })).toEqual([]);
  });

  it('finds the tool on the server that is named', () => {
    const args = { documentId: 'doc_311', title: 'Plan' };
    expect(call({ server: 'northfield-documents', tool: 'renameDocument', args })).toEqual([]);
    expect(call({ server: 'northfield-documents', tool: 'renameDocuments', args })).toEqual([
      'actions[0].params.tool: there is no tool "renameDocuments"; did you mean "renameDocument", "searchDocuments"?',
    ]);
  });

  it('has arguments by name, or it is the step that is told so', () => {
    expect(call({ tool: 'renameDocument', args: 'doc_311' })).toEqual([
      'actions[0].params.args: expected object, got "doc_311"',
    ]);
  });
});
