import { describe, expect, it } from 'vitest';
import { builtInPacks, createCatalog } from '../../../engine/catalog/index.ts';
import { exportDialect, importDialect } from '../../../engine/dialects/index.ts';
import {
  contentHash,
  type InputIssue,
  type Pack,
  type Rule,
  readRuleValue,
} from '../../../engine/model/index.ts';

const packs = builtInPacks();
const catalog = createCatalog(packs);
const options = { catalog, createdBy: 'm_ada_l' };
type Name = Parameters<typeof importDialect>[1];

function read(from: Name, source: unknown, more: { app?: string } = {}) {
  const imported = importDialect(JSON.stringify(source), from, { ...options, ...more });
  if (!imported.ok) throw new Error(JSON.stringify(imported.error));
  const [rule] = imported.value.rules;
  if (!rule) throw new Error('no rule');
  return { rule, rules: imported.value.rules, notes: imported.value.notes };
}
function issuesOf(from: Name, source: unknown, more: { app?: string } = {}): InputIssue[] {
  const imported = importDialect(JSON.stringify(source), from, { ...options, ...more });
  return imported.ok ? [] : imported.error;
}
function write(rule: Rule, to: Name): unknown {
  const exported = exportDialect(rule, to, catalog);
  if (!exported.ok) throw new Error(JSON.stringify(exported.error));
  return JSON.parse(exported.value);
}
function refusals(rule: Rule, to: Name): string[] {
  const exported = exportDialect(rule, to, catalog);
  return exported.ok ? [] : exported.error.map(({ at }) => at);
}
function native(value: object): Rule {
  const rule = readRuleValue({ name: 'x', ...value }, { createdBy: 'm_ada_l' });
  if (!rule.ok) throw new Error(JSON.stringify(rule.error));
  return rule.value;
}

describe('the helpdesk dialect', () => {
  const billing = {
    name: 'Billing auto-escalate',
    trigger: 'TicketCreated',
    conditions: [
      { field: 'priority', op: 'eq', value: 'high' },
      { field: 'tags', op: 'contains', value: 'billing' },
    ],
    actions: [
      { name: 'assign', params: { assignee_id: 123456 } },
      { name: 'add_internal_note', params: { text: 'Auto-routed to billing team' } },
    ],
    cooldown_s: 0,
  };

  it('reads the billing escalation of the reference', () => {
    const { rule, notes } = read('helpdesk', billing);
    expect(rule).toMatchObject({
      name: 'Billing auto-escalate',
      enabled: false,
      scope: { apps: ['helpdesk'] },
      trigger: { kind: 'event', eventType: 'TicketCreated' },
      filter: [
        { path: 'payload.ticket.priority', op: 'eq', value: 'high' },
        { path: 'payload.ticket.tags', op: 'contains', value: 'billing' },
      ],
      actions: [
        { id: 's1', type: 'assign', params: { assignee_id: 123456 } },
        { id: 's2', type: 'add_internal_note', params: { text: 'Auto-routed to billing team' } },
      ],
      limits: { cooldownSeconds: 0, maxFiresPerDay: null },
      createdBy: 'm_ada_l',
    });
    expect(notes).toEqual(['Scoped to helpdesk, the only app of Helpline.']);
  });

  it('writes it back as it was, saying that it is off', () => {
    expect(write(read('helpdesk', billing).rule, 'helpdesk')).toEqual({ ...billing, enabled: false });
  });

  it('reads the cooldown of thirty minutes, the daily cap and enabled', () => {
    const source = { name: 'x', trigger: 'SlaWarned', cooldown_s: 1800, max_fires_per_day: 5, enabled: true };
    const { rule } = read('helpdesk', source);
    expect(rule).toMatchObject({ enabled: true, limits: { cooldownSeconds: 1800, maxFiresPerDay: 5 } });
    expect(write(rule, 'helpdesk')).toEqual({ ...source, conditions: [], actions: [] });
  });

  it('reads every operator and dotted fields', () => {
    const conditions = [
      { field: 'priority', op: 'eq', value: 'high' },
      { field: 'status', op: 'ne', value: 'closed' },
      { field: 'meta.lang', op: 'in', value: ['de', 'en'] },
      { field: 'requester.id', op: 'not_in', value: [1, 2] },
      { field: 'tags', op: 'contains', value: 'vip' },
      { field: 'id', op: 'gt', value: 100 },
      { field: 'id', op: 'lt', value: 200 },
    ];
    const { rule } = read('helpdesk', { name: 'x', trigger: 'TicketTagged', conditions });
    expect(rule.filter).toEqual([
      { path: 'payload.ticket.priority', op: 'eq', value: 'high' },
      { path: 'payload.ticket.status', op: 'neq', value: 'closed' },
      { path: 'payload.ticket.meta.lang', op: 'in', value: ['de', 'en'] },
      { path: 'payload.ticket.requester.id', op: 'nin', value: [1, 2] },
      { path: 'payload.ticket.tags', op: 'contains', value: 'vip' },
      { path: 'payload.ticket.id', op: 'gt', value: 100 },
      { path: 'payload.ticket.id', op: 'lt', value: 200 },
    ]);
    expect(write(rule, 'helpdesk')).toMatchObject({ conditions });
  });

  it('reads every action of the reference', () => {
    const actions = [
      { name: 'assign', params: { assignee_id: null } },
      { name: 'tag', params: { tag: 'billing' } },
      { name: 'untag', params: { tag: 'billing' } },
      { name: 'set_priority', params: { priority: 'high' } },
      { name: 'close', params: { reason: 'auto_resolved' } },
      { name: 'reopen', params: {} },
      { name: 'add_internal_note', params: { text: 'Billing VIP — auto-escalated' } },
    ];
    const { rule } = read('helpdesk', { name: 'x', trigger: 'TicketClosed', actions });
    expect(rule.actions.map(({ type, params }) => ({ name: type, params }))).toEqual(actions);
    expect(write(rule, 'helpdesk')).toMatchObject({ actions });
  });

  it('reads an action without params as one with none', () => {
    expect(read('helpdesk', { ...billing, actions: [{ name: 'reopen' }] }).rule.actions[0]?.params).toEqual(
      {},
    );
  });

  it.each<[string, object, string, RegExp]>([
    [
      'an operator',
      { conditions: [{ field: 'id', op: 'gte', value: 1 }] },
      'conditions[0].op',
      /expected "eq", .*got "gte"/,
    ],
    [
      'a list that is none',
      { conditions: [{ field: 'id', op: 'in', value: 1 }] },
      'conditions[0].value',
      /expected list, got number/,
    ],
    [
      'a forbidden field',
      { conditions: [{ field: '__proto__.x', op: 'eq', value: 1 }] },
      'conditions[0].field',
      /__proto__/,
    ],
    [
      'a trigger',
      { trigger: 'TicketCreate' },
      'trigger',
      /unknown event "TicketCreate"; did you mean TicketCreated\?/,
    ],
    ['a trigger of another workspace', { trigger: 'session.opened' }, 'trigger', /unknown event/],
    [
      'an action',
      { actions: [{ name: 'tag', params: {} }, { name: 'set_prio' }] },
      'actions[1].name',
      /unknown action "set_prio"; did you mean set_priority\?/,
    ],
    ['a key', { cooldown: 5 }, 'cooldown', /unknown key "cooldown"/],
    ['a negative cooldown', { cooldown_s: -1 }, 'cooldown_s', /0/],
    ['a cap of nothing', { max_fires_per_day: 0 }, 'max_fires_per_day', /1/],
    ['an empty name', { name: '' }, 'name', /a name is needed/],
  ])('names the place of %s that does not fit', (_what, change, at, message) => {
    expect(issuesOf('helpdesk', { ...billing, ...change })).toEqual([
      { code: 'invalid', at, message: expect.stringMatching(message) },
    ]);
  });

  it('names the places of what it cannot express', () => {
    const rule = native({
      description: 'why',
      labels: ['sla'],
      order: 5,
      scope: { apps: ['helpdesk', 'other'] },
      trigger: { kind: 'event', eventType: 'SlaWarned' },
      filter: [
        { path: 'payload.sla.percent', op: 'gt', value: 80 },
        { any: [] },
        { path: 'payload.ticket.id', op: 'gte', value: 1 },
        { path: 'payload.ticket.subject', op: 'matches', value: 'x', note: 'n' },
        { path: 'payload.ticket.priority', op: 'gt', value: 'low', disabled: true },
      ],
      actions: [{ id: 'first', type: 'reopen', retry: {}, onError: 'stop', disabled: true, note: 'n' }],
      limits: { maxPerMinute: 3 },
      onActionError: 'stop',
    });
    expect(refusals(rule, 'helpdesk').sort()).toEqual(
      [
        'description',
        'labels',
        'order',
        'scope.apps',
        'filter[0].path',
        'filter[1]',
        'filter[2].op',
        'filter[3].op',
        'filter[3].note',
        'filter[4].disabled',
        'filter[4].value',
        'actions[0].id',
        'actions[0].retry',
        'actions[0].onError',
        'actions[0].disabled',
        'actions[0].note',
        'limits.maxPerMinute',
        'onActionError',
      ].sort(),
    );
  });

  it('cannot express schedules, nor events of another workspace', () => {
    const schedule = { kind: 'schedule', schedule: { kind: 'every', minutes: 60 } };
    expect(refusals(native({ scope: { apps: ['helpdesk'] }, trigger: schedule }), 'helpdesk')).toEqual([
      'trigger',
    ]);
    const foreign = native({
      scope: { apps: ['helpdesk'] },
      trigger: { kind: 'event', eventType: 'kb.updated' },
    });
    expect(refusals(foreign, 'helpdesk')).toEqual(['trigger.eventType']);
  });

  it('cannot express a path that it would not read back', () => {
    const rule = native({
      scope: { apps: ['helpdesk'] },
      trigger: { kind: 'event', eventType: 'SlaWarned' },
      filter: [{ path: 'payload.ticket.__proto__.x', op: 'eq', value: 1 }],
    });
    expect(exportDialect(rule, 'helpdesk', catalog)).toMatchObject({
      error: [{ at: 'filter[0].path', message: expect.stringContaining('__proto__') }],
    });
  });
});

describe('the documents dialect', () => {
  const slack = 'https://hooks.slack.com/services/T0/B0/x';
  const action = { type: 'webhook', url: slack, message: 'new hold filed.' };
  const anomaly = (filter: unknown[]) => ({
    name: 'x',
    trigger: { kind: 'event', eventType: 'anomaly.detected', filter },
    action,
  });

  it.each<[string, unknown[]]>([
    ['severity above medium', [{ path: 'payload.severity', op: 'in', value: ['high', 'critical'] }]],
    [
      'high severity or restricted sensitivity',
      [
        {
          any: [
            { path: 'payload.severity', op: 'eq', value: 'high' },
            { path: 'payload.sensitivity', op: 'eq', value: 'restricted' },
          ],
        },
      ],
    ],
    ['not by the system', [{ not: { path: 'actorKind', op: 'eq', value: 'system' } }]],
    [
      'high severity but not by the system',
      [
        { path: 'payload.severity', op: 'eq', value: 'high' },
        { not: { path: 'actorKind', op: 'eq', value: 'system' } },
      ],
    ],
    [
      'every operator of the reference',
      ['eq', 'neq', 'gt', 'gte', 'lt', 'lte', 'contains'].map((op) => ({
        path: 'payload.kind',
        op,
        value: 'x',
      })),
    ],
  ])('reads and writes a filter: %s', (_what, filter) => {
    const source = anomaly(filter);
    const { rule, notes } = read('documents', source);
    expect(rule.filter).toEqual(filter);
    expect(notes).toEqual(['Scoped to documents, the only app of Northfield.']);
    expect(write(rule, 'documents')).toEqual(source);
  });

  it.each<[string, object, object, object]>([
    [
      'Monday digest of a saved search',
      { kind: 'schedule', schedule: { kind: 'daily-utc', hour: 8, minute: 0, weekday: 1 } },
      { type: 'email-saved-search', savedSearch: 'unfilled-retention', recipients: ['me'] },
      { kind: 'schedule', schedule: { kind: 'daily-utc', hour: 8, minute: 0, weekday: 1 } },
    ],
    [
      'daily question about invoices',
      { kind: 'schedule', schedule: { kind: 'daily-utc', hour: 9, minute: 0 } },
      { type: 'email-agent-query', question: 'Which AP invoices have price variance?', recipients: ['me'] },
      { kind: 'schedule', schedule: { kind: 'daily-utc', hour: 9, minute: 0 } },
    ],
    [
      'overdue RFIs every four hours',
      { kind: 'schedule', schedule: { kind: 'every', minutes: 240 } },
      { type: 'email-agent-query', question: 'Which RFIs are overdue?', recipients: ['me', 'pm@firm.com'] },
      { kind: 'schedule', schedule: { kind: 'every', minutes: 240 } },
    ],
    [
      'summary of a legal hold',
      { kind: 'event', eventType: 'legal-hold.applied' },
      {
        type: 'email-agent-query',
        question: 'Summarise the matter scope',
        recipients: ['me', 'counsel@firm.com'],
      },
      { kind: 'event', eventType: 'legal-hold.applied' },
    ],
    [
      'advice on a DLP flag',
      { kind: 'event', eventType: 'document.dlp-flagged' },
      { type: 'email-agent-query', question: 'What obligations apply?', recipients: ['me'] },
      { kind: 'event', eventType: 'document.dlp-flagged' },
    ],
    [
      'Slack message about a hold',
      { kind: 'event', eventType: 'legal-hold.applied' },
      action,
      { kind: 'event', eventType: 'legal-hold.applied' },
    ],
    [
      'confidential after a DLP flag',
      { kind: 'event', eventType: 'document.dlp-flagged' },
      {
        type: 'mcp-tool-call',
        tool: 'setDocumentSensitivity',
        args: { documentId: '${event.payload.documentId}', sensitivityLabel: 'confidential' },
      },
      { kind: 'event', eventType: 'document.dlp-flagged' },
    ],
    [
      'project number on a filed document',
      { kind: 'event', eventType: 'document.created' },
      {
        type: 'mcp-tool-call',
        tool: 'createAnnotation',
        args: { documentId: '${event.payload.documentId}', body: 'Project 24-1234' },
      },
      { kind: 'event', eventType: 'document.created' },
    ],
  ])('reads and writes an example: %s', (name, trigger, act, expected) => {
    const source = { name, trigger, action: act };
    const { rule } = read('documents', source);
    const { type, ...params } = { type: '', ...act };
    expect(rule).toMatchObject({ trigger: expected, actions: [{ id: 's1', type, params }] });
    expect(write(rule, 'documents')).toEqual(source);
  });

  it.each<[string, object, object]>([
    ['a short name', { schedule: 'every-240-minutes' }, { kind: 'every', minutes: 240 }],
    ['minutes beside the kind', { minutes: 60 }, { kind: 'every', minutes: 60 }],
    [
      'a time beside the kind',
      { hour: 8, minute: 0, weekday: 1 },
      { kind: 'daily-utc', hour: 8, minute: 0, weekday: 1 },
    ],
    [
      'fields without a kind',
      { schedule: { hour: 9, minute: 5 } },
      { kind: 'daily-utc', hour: 9, minute: 5 },
    ],
  ])('also reads a schedule as %s', (_what, fields, schedule) => {
    const { rule } = read('documents', { name: 'x', trigger: { kind: 'schedule', ...fields }, action });
    expect(rule.trigger).toEqual({ kind: 'schedule', schedule });
  });

  it('also reads parameters in an object of their own', () => {
    const { type, ...params } = action;
    expect(read('documents', { ...anomaly([]), action: { type, params } }).rule.actions[0]?.params).toEqual(
      params,
    );
  });

  it.each<[string, object, string, RegExp]>([
    [
      'an operator',
      anomaly([{ path: 'payload.kind', op: 'matches', value: 'x' }]),
      'trigger.filter[0].op',
      /got "matches"/,
    ],
    [
      'a path',
      anomaly([{ not: { path: 'payload.constructor.x', op: 'eq', value: 1 } }]),
      'trigger.filter[0].not.path',
      /constructor/,
    ],
    [
      'a column it lacks',
      anomaly([{ path: 'app', op: 'eq', value: 'x' }]),
      'trigger.filter[0].path',
      /a path is payload/,
    ],
    [
      'a list',
      anomaly([{ any: [{ path: 'payload.kind', op: 'nin', value: 'x' }] }]),
      'trigger.filter[0].any[0].value',
      /list/,
    ],
    [
      'an event type',
      { ...anomaly([]), trigger: { kind: 'event', eventType: 'anomaly.detect' } },
      'trigger.eventType',
      /did you mean anomaly.detected/,
    ],
    [
      'a schedule',
      { ...anomaly([]), trigger: { kind: 'schedule', schedule: { kind: 'every', minutes: 1 } } },
      'trigger.schedule.minutes',
      /5/,
    ],
    [
      'a name of a schedule',
      { ...anomaly([]), trigger: { kind: 'schedule', schedule: 'weekly' } },
      'trigger.schedule',
      /expected object, got string/,
    ],
    [
      'a key beside a schedule',
      { ...anomaly([]), trigger: { kind: 'schedule', schedule: 'every-60-minutes', at: 1 } },
      'trigger.at',
      /unknown key "at"/,
    ],
    ['an action', { ...anomaly([]), action: { type: 'web-hook' } }, 'action.type', /did you mean webhook/],
    [
      'a missing action',
      { name: 'x', trigger: { kind: 'event', eventType: 'anomaly.detected' } },
      'action',
      /expected object/,
    ],
  ])('names the place of %s that does not fit', (_what, source, at, message) => {
    expect(issuesOf('documents', source)).toEqual([
      { code: 'invalid', at, message: expect.stringMatching(message) },
    ]);
  });

  it('names the places of what it cannot express', () => {
    const leaf = { path: 'payload.kind', op: 'eq', value: 'x' };
    const rule = native({
      scope: { apps: [] },
      trigger: { kind: 'event', eventType: 'anomaly.detected' },
      filter: [
        { all: [leaf] },
        { any: [leaf, { not: leaf }] },
        { not: { any: [leaf] } },
        { anyItem: 'payload.x', where: { path: 'item', op: 'eq', value: 1 } },
        { ...leaf, op: 'exists', value: true },
        { ...leaf, path: 'firedAt' },
        { ...leaf, path: 'payload.constructor.x' },
        { any: [leaf], disabled: true, note: 'n' },
      ],
      actions: [
        { type: 'webhook', params: { type: 'x' } },
        { type: 'webhook', params: {} },
      ],
      limits: { cooldownSeconds: 1, maxFiresPerDay: 1, maxPerMinute: 1 },
    });
    expect(refusals(rule, 'documents').sort()).toEqual(
      [
        'scope.apps',
        'filter[0]',
        'filter[1].any[1]',
        'filter[2].not',
        'filter[3]',
        'filter[4].op',
        'filter[5].path',
        'filter[6].path',
        'filter[7].disabled',
        'filter[7].note',
        'actions[0].params.type',
        'actions[1]',
        'limits.cooldownSeconds',
        'limits.maxFiresPerDay',
        'limits.maxPerMinute',
      ].sort(),
    );
  });

  it('cannot express a rule without an action', () => {
    const rule = native({
      scope: { apps: ['documents'] },
      trigger: { kind: 'event', eventType: 'anomaly.detected' },
    });
    expect(refusals(rule, 'documents')).toEqual(['actions']);
  });

  it('cannot express a lone parameter called "params", which it would read as all of them', () => {
    const rule = native({
      scope: { apps: ['documents'] },
      trigger: { kind: 'event', eventType: 'anomaly.detected' },
      actions: [{ type: 'webhook', params: { params: { url: slack } } }],
    });
    expect(refusals(rule, 'documents')).toEqual(['actions[0].params.params']);
  });
});

describe('the cx dialect', () => {
  const fraud = {
    name: 'Auto-tag & escalate fraud-flagged Cards sessions',
    trigger: 'session.opened',
    apps: ['cards'],
    actions: [
      { type: 'tag_session', params: { tags: ['fraud-suspect'] } },
      { type: 'send_email', params: { to: ['fraud-ops@acme-bank.com'], template: 'fraud-alert-v2' } },
      { type: 'escalate_to_human', params: { team: 'fraud', pinTo: 'm_sara_k' } },
    ],
  };

  it('reads and writes the fraud rule of the reference', () => {
    const { rule, notes } = read('cx', fraud);
    expect(rule).toMatchObject({
      name: fraud.name,
      scope: { apps: ['cards'] },
      trigger: { kind: 'event', eventType: 'session.opened' },
      filter: [],
      actions: fraud.actions.map((step, index) => ({ id: `s${index + 1}`, ...step })),
    });
    expect(notes).toEqual([]);
    expect(write(rule, 'cx')).toEqual(fraud);
  });

  it('keeps an empty scope empty, and says what that means', () => {
    const { rule, notes } = read('cx', { ...fraud, apps: [] });
    expect(rule.scope.apps).toEqual([]);
    expect(notes).toEqual(['A rule that names no app never fires.']);
  });

  it('asks for the app where the text names none and there are several', () => {
    const { apps: _apps, ...nameless } = fraud;
    expect(issuesOf('cx', nameless)).toEqual([
      { code: 'invalid', at: 'apps', message: expect.stringContaining('cards, loans, insurance') },
    ]);
    expect(read('cx', nameless, { app: 'loans' }).rule.scope.apps).toEqual(['loans']);
    expect(issuesOf('cx', nameless, { app: 'loan' })).toMatchObject([
      { message: expect.stringContaining('loans') },
    ]);
  });

  it.each<[string, object, string, RegExp]>([
    ['an app', { apps: ['cards', 'card'] }, 'apps[1]', /unknown app "card"; did you mean cards\?/],
    ['a trigger', { trigger: 'session.open' }, 'trigger', /did you mean session.opened/],
    ['an action', { actions: [{ type: 'send_mail' }] }, 'actions[0].type', /did you mean send_email\?/],
    [
      'params',
      { actions: [{ type: 'send_email', params: [] }] },
      'actions[0].params',
      /expected object, got list/,
    ],
    ['conditions, which it does not have', { filter: [] }, 'filter', /unknown key "filter"/],
  ])('names the place of %s that does not fit', (_what, change, at, message) => {
    expect(issuesOf('cx', { ...fraud, ...change })).toEqual([
      { code: 'invalid', at, message: expect.stringMatching(message) },
    ]);
  });

  it('cannot express the conditions of our own fraud rule', () => {
    const [rule] = packs[0]?.sampleRules ?? [];
    expect(rule && refusals(rule, 'cx')).toEqual(['filter', 'description', 'labels', 'order']);
  });
});

describe('importing', () => {
  const ticket = (name: string) => ({ name, trigger: 'TicketCreated' });

  it('reads a list of rules and says each thing once', () => {
    const { rules, notes } = read('helpdesk', [ticket('a'), ticket('b')]);
    expect(rules.map(({ name }) => name)).toEqual(['a', 'b']);
    expect(new Set(rules.map(({ id }) => id)).size).toBe(2);
    expect(notes).toHaveLength(1);
  });

  it('takes nothing of a list in which something does not fit, and names every place', () => {
    const issues = issuesOf('helpdesk', [
      ticket('a'),
      { ...ticket('b'), trigger: 'x' },
      { trigger: 'TicketCreated' },
    ]);
    expect(issues.map(({ at }) => at)).toEqual(['[1].trigger', '[2].name']);
  });

  it.each<[string, string, InputIssue['code']]>([
    ['broken JSON', '{"name": ', 'not-json'],
    ['nesting without end', '['.repeat(20_000), 'too-deep'],
    ['text beyond the limit', JSON.stringify('x'.repeat(5_000_001)), 'too-large'],
    ['something that is no rule', '42', 'invalid'],
  ])('refuses %s', (_what, text, code) => {
    const imported = importDialect(text, 'helpdesk', options);
    expect(imported.ok ? null : imported.error[0]?.code).toBe(code);
  });

  const deep = JSON.parse('['.repeat(65) + ']'.repeat(65));
  it.each<[Name, object, string]>([
    [
      'helpdesk',
      { ...ticket('a'), conditions: [{ field: 'id', op: 'eq', value: deep }] },
      'conditions[0].value',
    ],
    [
      'documents',
      {
        name: 'a',
        trigger: { kind: 'event', eventType: 'anomaly.detected' },
        action: { type: 'webhook', url: deep },
      },
      'action.url',
    ],
    [
      'cx',
      {
        name: 'a',
        trigger: 'session.opened',
        apps: ['cards'],
        actions: [{ type: 'tag_session', params: { tags: deep } }],
      },
      'actions[0].params.tags',
    ],
  ])('names the place in %s text of what no rule may hold', (from, source, place) => {
    const [issue, ...others] = issuesOf(from, source);
    expect(others).toEqual([]);
    expect(issue).toMatchObject({
      code: 'too-deep',
      message: 'nested too deeply: more than 64 levels',
      at: expect.stringMatching(/(?:\[0\])+$/),
    });
    expect(issue?.at.startsWith(place)).toBe(true);
  });

  it('accepts the actions of a plugin, a pack without apps', () => {
    const [cx] = packs;
    if (!cx) throw new Error('no pack');
    const plugin: Pack = {
      ...cx,
      name: 'pager',
      directory: { ...cx.directory, apps: [] },
      actionTypes: cx.actionTypes.slice(0, 1).map((entry) => ({ ...entry, type: 'page_someone' })),
    };
    const source = { ...ticket('a'), actions: [{ name: 'page_someone', params: {} }] };
    expect(issuesOf('helpdesk', source)).toHaveLength(1);
    const imported = importDialect(JSON.stringify(source), 'helpdesk', {
      ...options,
      catalog: createCatalog([...packs, plugin]),
    });
    expect(imported.ok).toBe(true);
  });
});

describe('a dialect in a catalog without its own pack', () => {
  const [cx, documents] = packs;
  if (!cx || !documents) throw new Error('no pack');
  const renamed = { ...documents, name: 'archive' };
  const hold = {
    name: 'x',
    trigger: { kind: 'event', eventType: 'legal-hold.applied' },
    action: { type: 'webhook', url: 'https://hooks.example.com/x' },
  };
  const readIn = (...known: Pack[]) =>
    importDialect(JSON.stringify(hold), 'documents', { ...options, catalog: createCatalog(known) });

  it('means the only app of any pack', () => {
    expect(readIn(renamed)).toMatchObject({
      value: {
        rules: [{ scope: { apps: ['documents'] } }],
        notes: ['Scoped to documents, the only app of the workspace.'],
      },
    });
  });

  it('asks for the app where there are several, and writes none of them', () => {
    expect(readIn(renamed, cx)).toMatchObject({
      error: [{ at: '', message: expect.stringContaining('name the one the rule is for: documents, cards') }],
    });
    const rule = read('documents', hold).rule;
    expect(exportDialect(rule, 'documents', createCatalog([renamed, cx]))).toMatchObject({
      error: [{ at: 'scope.apps', message: expect.stringContaining('cannot say which app they are for') }],
    });
  });

  it('has no rule to read where there is no app at all', () => {
    expect(readIn({ ...renamed, directory: { ...renamed.directory, apps: [] } })).toMatchObject({
      error: [{ at: '', message: 'the workspace has no apps, so the rule could never fire' }],
    });
  });
});

it('gives every sample rule that it writes the same content hash when read back', () => {
  let written = 0;
  for (const rule of packs.flatMap((pack) => pack.sampleRules)) {
    for (const name of ['cx', 'documents', 'helpdesk'] as const) {
      const exported = exportDialect(rule, name, catalog);
      if (!exported.ok) continue;
      written++;
      expect(contentHash(read(name, JSON.parse(exported.value)).rule), rule.id).toBe(contentHash(rule));
    }
  }
  expect(written).toBeGreaterThanOrEqual(12);
});
