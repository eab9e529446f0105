import { describe, expect, it } from 'vitest';
import { builtInPacks, createCatalog, schemaAt, subjectOf } from '../../../engine/catalog/index.ts';
import { isJsonObject, type Json, type JsonObject } from '../../../engine/model/index.ts';

/**
 * The tables of the shared catalog. A field is written as there: `?` may be missing, `[]` is a list, `a|b` an enum;
 * `<` between values marks an ordered one.
 */
type Fields = readonly string[];
const session: Fields = [
  'session.id',
  'session.channel: whatsapp|web|email|voice',
  'session.language',
  'session.topic?',
  'session.text?',
  'session.tags[]',
  'session.customer.id',
  'session.customer.name',
  'session.customer.email?',
  'session.customer.vip',
  'session.aiContext?',
];
const severity = 'severity: low<medium<high<critical';
const levels = 'public<internal<confidential<restricted';
const priorities = 'low<normal<high<urgent';
const hold: Fields = ['legalHoldId', 'matter', 'documentIds[]'];
const invoice: Fields = ['invoiceId', 'vendor', 'amountCents', 'variancePercent'];
const anomaly: Fields = ['anomalyId', 'kind', severity, `sensitivity?: ${levels}`, 'documentId?'];
const permission: Fields = ['documentId', 'memberId', 'level'];
const ticket: Fields = [
  'ticket.id',
  'ticket.subject',
  'ticket.status: open|pending|closed',
  `ticket.priority: ${priorities}`,
  'ticket.tags[]',
  'ticket.assignee_id',
  'ticket.requester.id',
  'ticket.requester.name',
  'ticket.requester.vip',
  'ticket.meta.lang',
];
const sla: Fields = ['sla.name', 'sla.dueAt', 'sla.percent'];

const events: Record<string, Record<string, [subject: string, ...payload: string[]]>> = {
  cx: {
    'session.opened': ['session.id', ...session],
    'session.closed': [
      'session.id',
      ...session,
      'resolution: resolved|escalated|auto_closed',
      'durationSeconds',
    ],
    'agent.published': ['agent.id', 'agent.id', 'agent.name', 'agent.version', 'publishedBy'],
    'kb.updated': [
      'document.id',
      'document.id',
      'document.title',
      'document.collection',
      'change: added|edited|deleted',
    ],
    'member.joined': ['member.id', 'member.id', 'member.name', 'member.email', 'member.role', 'member.app?'],
    'budget.alert': [
      'budget.id',
      'budget.id',
      'budget.name',
      'budget.limitCents',
      'budget.spentCents',
      'level: warn<pause<hard_cap',
    ],
  },
  documents: {
    'document.created': ['documentId', 'documentId', 'title', 'mimeType', 'collectionId?', 'projectNumber?'],
    'document.version-committed': ['documentId', 'documentId', 'version'],
    'document.metadata-set': ['documentId', 'documentId', 'field', 'value'],
    'document.tombstoned': ['documentId', 'documentId'],
    'document.dlp-flagged': ['documentId', 'documentId', severity, `sensitivity: ${levels}`, 'findings[]'],
    'document.checked-out': ['documentId', 'documentId', 'memberId'],
    'document.checked-in': ['documentId', 'documentId', 'memberId'],
    'document.sensitivity-changed': [
      'documentId',
      'documentId',
      `sensitivityBefore: ${levels}`,
      `sensitivityAfter: ${levels}`,
    ],
    'collection.created': ['collectionId', 'collectionId', 'name'],
    'permission.granted': ['documentId', ...permission],
    'permission.revoked': ['documentId', ...permission],
    'legal-hold.applied': ['legalHoldId', ...hold],
    'legal-hold.released': ['legalHoldId', ...hold],
    'ap-invoice.approved': ['invoiceId', ...invoice],
    'ap-invoice.rejected': ['invoiceId', ...invoice],
    'anomaly.detected': ['anomalyId', ...anomaly],
    'anomaly.acknowledged': ['anomalyId', ...anomaly],
    'anomaly.dismissed': ['anomalyId', ...anomaly],
    'anomaly.auto-paused': ['anomalyId', ...anomaly],
    'audit.verification.completed': ['firstBadEventId', 'ok', 'checked', 'firstBadEventId?'],
  },
  helpdesk: {
    TicketCreated: ['ticket.id', ...ticket],
    TicketReopened: ['ticket.id', ...ticket],
    TicketAssigned: ['ticket.id', ...ticket, 'previous_assignee_id'],
    TicketTagged: ['ticket.id', ...ticket, 'tag', 'change: added|removed'],
    TicketPriorityChanged: ['ticket.id', ...ticket, `from: ${priorities}`, `to: ${priorities}`],
    TicketClosed: ['ticket.id', ...ticket, 'reason'],
    SlaWarned: ['ticket.id', ...ticket, ...sla],
    SlaBreached: ['ticket.id', ...ticket, ...sla],
  },
};

interface ActionRow {
  params: Fields;
  output?: Fields;
  effects: string[];
  raises?: string[];
}
const actions: Record<string, Record<string, ActionRow>> = {
  cx: {
    assign_to: {
      params: ['strategy: round_robin|load_balanced|pinned', 'member?'],
      output: ['memberId'],
      effects: ['session.assign'],
    },
    tag_session: { params: ['tags[]'], output: ['tags[]', 'added[]'], effects: ['session.tag'] },
    send_email: {
      params: ['to[]', 'template?', 'subject?', 'body?', 'variables?'],
      output: ['messageId', 'to[]'],
      effects: ['email.send'],
    },
    escalate_to_human: {
      params: ['team', 'reason?', 'pinTo?'],
      output: ['team', 'memberId?'],
      effects: ['human.escalate'],
      raises: ['session.closed'],
    },
  },
  documents: {
    'email-saved-search': {
      params: ['savedSearch', 'recipients[]', 'sendWhenEmpty?'],
      output: ['hits', 'newHits', 'messageId'],
      effects: ['search.run', 'email.send'],
    },
    'email-agent-query': {
      params: ['question', 'recipients[]'],
      output: ['answer', 'messageId'],
      effects: ['model.ask', 'email.send'],
    },
    webhook: { params: ['url', 'message?', 'body?'], output: ['status'], effects: ['http.post'] },
    'mcp-tool-call': { params: ['server?', 'tool', 'args'], output: ['result'], effects: ['mcp.call'] },
  },
  helpdesk: {
    assign: { params: ['assignee_id'], effects: ['ticket.assign'], raises: ['TicketAssigned'] },
    tag: { params: ['tag'], effects: ['ticket.tag'], raises: ['TicketTagged'] },
    untag: { params: ['tag'], effects: ['ticket.tag'], raises: ['TicketTagged'] },
    set_priority: {
      params: [`priority: ${priorities}`],
      effects: ['ticket.priority'],
      raises: ['TicketPriorityChanged'],
    },
    close: { params: ['reason'], effects: ['ticket.close'], raises: ['TicketClosed'] },
    reopen: { params: [], effects: ['ticket.reopen'], raises: ['TicketReopened'] },
    add_internal_note: { params: ['text'], effects: ['ticket.note'] },
  },
};

const toolRaises: Record<string, string[]> = {
  setDocumentSensitivity: ['document.sensitivity-changed'],
  createAnnotation: [],
  addDocumentToCollection: [],
  addDocumentToLegalHold: ['legal-hold.applied'],
  setDocumentRetentionClass: ['document.metadata-set'],
  grantPermission: ['permission.granted'],
  renameDocument: ['document.metadata-set'],
};

const packs = builtInPacks();
const catalog = createCatalog(packs);

describe.each(packs.map((pack) => [pack.name, pack] as const))('the %s pack', (name, pack) => {
  it('has the event types and action types of its table, and no others', () => {
    expect(pack.eventTypes.map(({ type }) => type)).toEqual(Object.keys(events[name] ?? {}));
    expect(pack.actionTypes.map(({ type }) => type)).toEqual(Object.keys(actions[name] ?? {}));
  });

  it.each(pack.eventTypes.map((entry) => [entry.type, entry] as const))(
    'describes %s as the table does',
    (type, entry) => {
      const [subject, ...fields] = events[name]?.[type] ?? [''];
      expect(entry.subjectPath).toBe(`payload.${subject}`);
      expectFields(entry.payloadSchema, fields);
    },
  );

  it.each(pack.actionTypes.map((entry) => [entry.type, entry] as const))(
    'describes %s as the table does',
    (type, entry) => {
      const row = actions[name]?.[type];
      expect(row).toBeDefined();
      if (!row) return;
      expect(entry.effects).toEqual(row.effects);
      expect(entry.raises).toEqual(row.raises ?? []);
      expectFields(entry.paramsSchema, row.params);
      expect(Object.keys(asObject(entry.paramsSchema.properties))).toHaveLength(row.params.length);
      if (row.output) expectFields(entry.outputSchema, row.output);
    },
  );

  it('tells people about every field and parameter', () => {
    const schemas = [
      ...pack.eventTypes.map((entry) => entry.payloadSchema),
      ...pack.actionTypes.map((entry) => entry.paramsSchema),
      ...pack.tools.map((entry) => entry.inputSchema),
    ];
    for (const { at, schema } of schemas.flatMap((schema) => [...properties(schema, '')])) {
      expect(schema, at).toMatchObject({
        title: expect.stringMatching(/./),
        description: expect.stringMatching(/./),
      });
    }
  });
});

describe('the document tools', () => {
  const tools = packs.flatMap((pack) => pack.tools);

  it('are the seven of the reference and more', () => {
    expect(tools.map(({ name }) => name)).toEqual(expect.arrayContaining(Object.keys(toolRaises)));
    expect(tools.length).toBeGreaterThanOrEqual(15);
  });

  it.each(Object.entries(toolRaises))('says which events %s raises', (name, raises) => {
    expect(tools.find((tool) => tool.name === name)?.raises).toEqual(raises);
  });

  it('raise only events that the catalog knows', () => {
    for (const type of tools.flatMap((tool) => tool.raises))
      expect(catalog.eventTypes.has(type), type).toBe(true);
  });
});

describe('the demo workspaces', () => {
  it('has the apps, teams and people of Acme Bank', () => {
    const [cx] = packs;
    expect(cx?.workspace.tenant).toBe('acme-bank');
    expect(cx?.directory.apps.map(({ id }) => id)).toEqual(['cards', 'loans', 'insurance']);
    expect(cx?.directory.teams.map(({ id }) => id)).toEqual(['fraud', 'billing', 'care']);
    expect(cx?.directory.templates.map(({ id }) => id)).toContain('fraud-alert-v2');
    expect(cx?.directory.mailboxes).toContain('fraud-ops@acme-bank.com');
    expect(cx?.directory.members.find((member) => member.name === 'Sara K.')).toMatchObject({
      role: 'manager',
      apps: ['cards'],
    });
    expect(new Set(cx?.directory.members.map(({ role }) => role))).toEqual(
      new Set(['owner', 'admin', 'manager', 'operator', 'reader']),
    );
  });

  it('has the agent that billing tickets go to', () => {
    expect(packs[2]?.directory.agents.map(({ id }) => id)).toContain(123456);
  });

  it('point only to members, teams and agents that exist', () => {
    for (const { directory, workspace } of packs) {
      const ids = directory.members.map(({ id }) => id);
      expect(new Set(ids).size).toBe(ids.length);
      for (const id of directory.teams.flatMap(({ members }) => members)) expect(ids).toContain(id);
      const creator = directory.members.find(({ id }) => id === workspace.defaultCreator);
      expect(creator?.active).toBe(true);
      expect(['owner', 'admin']).toContain(creator?.role);
    }
  });
});

it('gives each sample event a subject from its payload, but for an audit log that is whole', () => {
  for (const { name, event } of packs.flatMap((pack) => pack.eventTypes).flatMap((type) => type.samples)) {
    if (event.payload.ok === true) expect(subjectOf(catalog, event), name).toBe('audit-log');
    else expect(JSON.stringify(event.payload), name).toContain(subjectOf(catalog, event));
  }
});

/** Asserts that the schema has these fields, required exactly where they say so, and requires no others. */
function expectFields(schema: JsonObject, fields: Fields) {
  const required = new Set<string>();
  for (const notation of fields) {
    const [place = '', values] = notation.split(': ');
    const path = place.replace(/\[\]|\?/g, '');
    const found = schemaAt(schema, path.split('.'));
    expect(found, notation).not.toBeNull();
    if (!found) continue;
    expect(found.isOptional, notation).toBe(place.endsWith('?'));
    if (!place.endsWith('?')) required.add(path);
    if (place.endsWith('[]')) expect(found.schema.type, notation).toBe('array');
    if (values) expect(found.schema.enum, notation).toEqual(values.split(/[|<]/));
    if (values?.includes('<')) expect(found.enumOrder, notation).toEqual(values.split('<'));
  }
  for (const { at, isRequired, schema: inner } of properties(schema, '')) {
    if (isRequired && inner.properties === undefined) expect([...required], at).toContain(at);
  }
}

/** Every property with its dotted place; what lies inside something optional counts as optional. */
function* properties(
  schema: JsonObject,
  outer: string,
  isReachable = true,
): Generator<{ at: string; schema: JsonObject; isRequired: boolean }> {
  for (const [key, value] of Object.entries(asObject(schema.properties))) {
    const at = outer === '' ? key : `${outer}.${key}`;
    const isRequired = isReachable && Array.isArray(schema.required) && schema.required.includes(key);
    yield { at, schema: asObject(value), isRequired };
    yield* properties(asObject(value), at, isRequired);
  }
}

function asObject(value: Json | undefined): JsonObject {
  return isJsonObject(value) ? value : {};
}
