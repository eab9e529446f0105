import { describe, expect, it } from 'vitest';
import { findActionModule, hostOf, isOneAddress } from '../../../engine/actions/index.ts';
import { builtInPacks, createCatalog } from '../../../engine/catalog/index.ts';
import { dryRun } from '../../../engine/drivers/index.ts';
import { type Event, readRuleValue, type StepRecord } from '../../../engine/model/index.ts';

const packs = builtInPacks();
const catalog = createCatalog(packs);
const samples = new Map(
  packs.flatMap((pack) =>
    pack.eventTypes.flatMap(({ samples }) => samples.map(({ event }) => [event.id, event])),
  ),
);
const session = samples.get('e_cx_01');
const ticket = samples.get('e_hd_01');
const flagged = samples.get('e_doc_15');
if (!session || !ticket || !flagged) throw new Error('the packs have changed');

/** The steps of a rule with these actions, dry-run on an event. */
function run(
  event: Event,
  actions: [type: string, params: Record<string, unknown>][],
  more = {},
  state = {},
  known = catalog,
) {
  const read = readRuleValue({
    id: 'r_test',
    name: 'Test rule',
    enabled: true,
    scope: { apps: [event.app] },
    trigger: { kind: 'event', eventType: event.type },
    createdBy: event.app === 'cards' ? 'm_omar_d' : event.app === 'documents' ? 'm_nora_f' : 'm_ada_l',
    actions: actions.map(([type, params], index) => ({ id: `s${index + 1}`, type, params })),
    ...more,
  });
  if (!read.ok) throw new Error(JSON.stringify(read.error));
  return dryRun({ rule: read.value, event, catalog: known, state });
}
const one = (
  event: Event,
  type: string,
  params: Record<string, unknown>,
  state = {},
): StepRecord | undefined => run(event, [[type, params]], {}, state).steps[0];
const withSession = (change: Record<string, unknown>): Event => {
  const inner = session.payload.session;
  return {
    ...session,
    payload: {
      session: { ...(typeof inner === 'object' ? inner : {}), ...JSON.parse(JSON.stringify(change)) },
    },
  };
};

describe('the action table', () => {
  it('has a module for every action of the packs', () => {
    const missing = packs.flatMap((pack) => pack.actionTypes.filter(({ type }) => !findActionModule(type)));
    expect(missing).toEqual([]);
  });
});

describe('mail', () => {
  const send = (to: unknown, more: Record<string, unknown> = { subject: 'S', body: 'B' }, event = session) =>
    one(event, 'send_email', { to, ...more });

  it.each([
    'a@x.example, b@x.example',
    'a@x.example;b@x.example',
    'Ann <a@x.example>',
    'a@x.example\r\nBcc: b@x.example',
    'a@x.example\n',
    'a@@x.example',
    'fraud-ops@',
    '',
  ])('takes no recipient that is not exactly one address: %j', (address) => {
    expect(isOneAddress(address)).toBe(false);
    expect(send(['ok@x.example', address])).toMatchObject({
      status: 'invalid',
      effects: [],
      error: { at: 'actions[0].params.to[1]' },
    });
  });

  it('checks recipients after rendering', () => {
    const to = ['${event.payload.session.customer.name}'];
    expect(
      send(to, undefined, withSession({ customer: { id: 'c', name: 'v@x.example', vip: false } })),
    ).toMatchObject({
      status: 'would-run',
      effects: [{ to: ['v@x.example'] }],
    });
    const injected = withSession({
      customer: { id: 'c', name: 'v@x.example\r\nBcc: w@x.example', vip: false },
    });
    expect(send(to, undefined, injected)).toMatchObject({
      status: 'invalid',
      error: { at: 'actions[0].params.to[0]' },
    });
  });

  it('lets no data add recipients', () => {
    const event = withSession({ tags: ['a@x.example', 'b@x.example'] });
    expect(send('${event.payload.session.tags}', undefined, event)).toMatchObject({
      status: 'invalid',
      error: { code: 'invalid-recipient', at: 'actions[0].params.to' },
    });
  });

  it('keeps a subject on one line', () => {
    const event = withSession({ text: 'Hello\r\nBcc: evil@x.example' });
    const step = send(['a@x.example'], { subject: '${event.payload.session.text}', body: 'B' }, event);
    expect(step?.effects[0]?.subject).toBe('Hello Bcc: evil@x.example');
  });

  it('fills a template from the variables, then from the event', () => {
    const variables = { session: 'S-1' };
    expect(send(['a@x.example'], { template: 'fraud-alert-v2', variables })?.effects[0]).toMatchObject({
      template: 'fraud-alert-v2',
      subject: 'Suspected fraud in session S-1',
      body: expect.stringContaining('**Lena Fischer** on whatsapp'),
    });
  });

  it('fills a template with any variable of the event, the rule or the trigger, written in full', () => {
    const own = packs.map((pack) => ({
      ...pack,
      directory: {
        ...pack.directory,
        templates: [
          {
            id: 'full',
            title: 'Full',
            variables: [],
            subject: '${automation.version}',
            body: '${event.app} by ${automation.name} on ${trigger.source}, ${event.payload.session.nothing}',
          },
        ],
      },
    }));
    const record = run(
      session,
      [['send_email', { to: ['a@x.example'], template: 'full' }]],
      {},
      {},
      createCatalog(own),
    );
    expect(record.steps[0]?.effects).toMatchObject([
      {
        subject: '1',
        body: 'cards by Test rule on event, [unresolved: event.payload.session.nothing]',
      },
    ]);
    expect(record.notes).toEqual(['mail template "full": no value for event.payload.session.nothing']);
  });

  it('is invalid with an unknown template, naming near ones', () => {
    expect(send(['a@x.example'], { template: 'fraud-alert' })).toMatchObject({
      status: 'invalid',
      error: { code: 'unknown-template', message: expect.stringContaining('fraud-alert-v2') },
    });
  });
});

describe('assigning a session', () => {
  const pinned = (member: string) => one(session, 'assign_to', { strategy: 'pinned', member });

  it('is refused for a member of another app, or one who left, and invalid for a stranger', () => {
    expect(pinned('m_sara_k')?.output).toEqual({ memberId: 'm_sara_k' });
    expect(pinned('m_luis_p')).toMatchObject({
      status: 'failed',
      effects: [],
      error: { code: 'permission' },
    });
    expect(pinned('m_karl_v')).toMatchObject({ status: 'failed', error: { code: 'permission' } });
    expect(pinned('m_sara')).toMatchObject({ status: 'invalid', error: { code: 'unknown-member' } });
  });

  it('goes round', () => {
    const record = run(session, [
      ['assign_to', { strategy: 'round_robin' }],
      ['assign_to', { strategy: 'round_robin' }],
      ['assign_to', { strategy: 'round_robin' }],
    ]);
    const chosen = record.steps.map(({ output }) => output);
    expect(chosen[0]).not.toEqual(chosen[1]);
    expect(chosen[2]).toEqual(chosen[0]);
  });

  it('pins an escalation only to a member of the app', () => {
    const escalate = (pinTo: string) => one(session, 'escalate_to_human', { team: 'fraud', pinTo });
    expect(escalate('Sara K.')?.effects).toMatchObject([{ pinTo: 'm_sara_k', pinName: 'Sara K.' }]);
    expect(escalate('m_luis_p')).toMatchObject({ status: 'failed', error: { code: 'permission' } });
  });
});

describe('a webhook', () => {
  const post = (params: Record<string, unknown>) => one(session, 'webhook', params)?.effects[0];

  it('posts automation, trigger, event and message', () => {
    expect(post({ url: 'https://hooks.example.com/x', message: 'Hi ${event.app}' })).toMatchObject({
      kind: 'http.post',
      method: 'POST',
      url: 'https://hooks.example.com/x',
      headers: { 'content-type': 'application/json' },
      body: {
        automation: { id: 'r_test', name: 'Test rule', version: 1 },
        trigger: { source: 'event', firedAt: session.firedAt },
        event: { id: session.id, type: 'session.opened', payload: session.payload },
        message: 'Hi cards',
      },
    });
  });

  it('writes Slack its own shape, only on its own host', () => {
    const slack = { url: 'https://hooks.slack.com/services/T/B/x', message: 'new hold filed.' };
    expect(post(slack)?.body).toEqual({ text: 'new hold filed.' });
    for (const url of ['https://hooks.slack.com.evil.example/x', 'https://hooks.slack.com@evil.example/x']) {
      expect(hostOf(url)).not.toBe('hooks.slack.com');
      expect(post({ ...slack, url })?.body).toHaveProperty('automation');
    }
  });

  it('tells Slack the rule and the event where it has no message', () => {
    const url = 'https://hooks.slack.com/services/T/B/x';
    expect(post({ url })?.body).toEqual({ text: 'Test rule: session.opened' });
  });

  it('writes what all others get to an address that only a secret knows', () => {
    expect(hostOf('secret:slack')).toBeNull();
    expect(post({ url: 'secret:slack' })?.body).toMatchObject({
      automation: { id: 'r_test' },
      message: null,
    });
  });

  it('sends a body of its own as it is', () => {
    expect(post({ url: 'secret:ops', body: { a: '${event.app}' } })).toMatchObject({
      url: 'secret:ops',
      body: { a: 'cards' },
    });
  });
});

describe('a tool call', () => {
  const call = (args: unknown, tool = 'setDocumentSensitivity') =>
    one(flagged, 'mcp-tool-call', { tool, args });

  it('names its server, and predicts a result shaped by the tool', () => {
    const step = call({ documentId: '${event.payload.documentId}', sensitivityLabel: 'confidential' });
    expect(step).toMatchObject({
      status: 'would-run',
      predicted: true,
      output: { result: { documentId: expect.any(String) } },
      effects: [
        { kind: 'mcp.call', server: 'northfield-documents', args: { sensitivityLabel: 'confidential' } },
      ],
    });
  });

  it('is invalid when the arguments do not fit the tool, or there is no such tool', () => {
    expect(call({ documentId: 'd', sensitivityLabel: 'secret' })).toMatchObject({
      status: 'invalid',
      error: { code: 'invalid-params', at: 'actions[0].params.args.sensitivityLabel' },
    });
    expect(call({}, 'setSensitivity')).toMatchObject({ status: 'invalid', error: { code: 'unknown-tool' } });
  });
});

describe('a saved search', () => {
  const search = (more: Record<string, unknown>, sent: string[]) =>
    one(
      flagged,
      'email-saved-search',
      { savedSearch: 'unfilled-retention', recipients: ['me'], ...more },
      {
        sentHits: { 'unfilled-retention': sent },
      },
    );
  const all = ['hit-1', 'hit-2', 'hit-3'];

  it('mails the hits not yet mailed, to the creator for "me"', () => {
    expect(search({}, ['hit-2'])).toMatchObject({
      output: { hits: 3, newHits: 2 },
      effects: [
        { kind: 'search.run' },
        { kind: 'email.send', to: ['nora.f@northfield.example'], hitIds: ['hit-1', 'hit-3'] },
      ],
    });
  });

  it('mails nothing when nothing is new, unless asked to', () => {
    expect(search({}, all)).toMatchObject({
      output: { newHits: 0, messageId: null },
      effects: [{ kind: 'search.run' }],
    });
    expect(search({ sendWhenEmpty: true }, all)?.effects).toMatchObject([{}, { kind: 'email.send' }]);
  });
});

describe('a ticket', () => {
  it('changes from step to step, each showing before and after', () => {
    const record = run(ticket, [
      ['set_priority', { priority: 'urgent' }],
      ['tag', { tag: 'vip' }],
      ['untag', { tag: 'billing' }],
      ['tag', { tag: 'vip' }],
      ['assign', { assignee_id: 123456 }],
      ['assign', { assignee_id: null }],
      ['close', { reason: 'auto_resolved' }],
      ['reopen', {}],
      ['add_internal_note', { text: 'Auto-routed' }],
    ]);
    expect(record.counts).toEqual({ succeeded: 9, failed: 0 });
    expect(record.steps.map(({ effects }) => effects[0])).toMatchObject([
      { kind: 'ticket.priority', before: 'high', after: 'urgent' },
      { kind: 'ticket.tag', before: ['billing'], after: ['billing', 'vip'] },
      { kind: 'ticket.tag', before: ['billing', 'vip'], after: ['vip'] },
      { kind: 'ticket.tag', before: ['vip'], after: ['vip'] },
      { kind: 'ticket.assign', before: null, after: 123456 },
      { kind: 'ticket.assign', before: 123456, after: null },
      { kind: 'ticket.close', before: 'open', after: 'closed', reason: 'auto_resolved' },
      { kind: 'ticket.reopen', before: 'closed', after: 'open' },
      { kind: 'ticket.note', text: 'Auto-routed' },
    ]);
  });

  it('is needed: an event without one fails the step', () => {
    const bare = { ...ticket, payload: {} };
    expect(one(bare, 'close', { reason: 'x' })).toMatchObject({
      status: 'failed',
      error: { code: 'no-ticket' },
    });
  });
});
