import { describe, expect, it } from 'vitest';
import { type ActionContext, findActionModule } from '../../../engine/actions/index.ts';
import { createCatalog, membersOfApp } from '../../../engine/catalog/index.ts';
import { isJsonObject, type Json, type JsonObject } from '../../../engine/model/index.ts';
import { catalog, sampleEvent } from '../drivers/setting.ts';

const types = [...catalog.actionTypes.values()].map(({ value }) => value);
const event = {
  cx: sampleEvent('session.opened'),
  documents: sampleEvent('document.created'),
  helpdesk: sampleEvent('TicketCreated'),
};

/** Drives one module, answering every request with the same value; what it asked for, and how it ended. */
function drive(type: string, params: JsonObject, answer: Json, change: Partial<ActionContext> = {}) {
  const actionType = types.find((each) => each.type === type) ?? expect.unreachable(type);
  const pack = catalog.actionTypes.get(type)?.pack.name;
  const context: ActionContext = {
    catalog,
    actionType,
    rule: { id: 'r_1', name: 'One', version: 1, createdBy: 'stranger' },
    creator: null,
    event: pack === 'documents' ? event.documents : pack === 'helpdesk' ? event.helpdesk : event.cx,
    trigger: { source: 'event', firedAt: event.cx.firedAt },
    written: params,
    ...change,
  };
  const run = findActionModule(type)?.(params, context) ?? expect.unreachable(type);
  const asked: JsonObject[] = [];
  let next = run.next();
  while (!next.done) {
    asked.push(JSON.parse(JSON.stringify(next.value)));
    next = run.next(answer);
  }
  return { asked, result: next.value };
}

describe('an action whose questions get senseless answers', () => {
  const answers: Json[] = [
    null,
    {},
    5,
    'x',
    [],
    { last: 5, hits: 'no', answer: 7, status: 'ok', tags: 'none' },
  ];

  it.each(types)('$type still ends, with an output or a failure', ({ type, sampleParams }) => {
    for (const answer of answers) {
      const { result } = drive(type, sampleParams, answer);
      expect(typeof result.ok).toBe('boolean');
      if (result.ok) expect(JSON.parse(JSON.stringify(result.value))).toEqual(result.value);
    }
  });

  it.each(types)('$type with parameters of no use neither throws nor invents any', ({ type }) => {
    const useless: JsonObject[] = [{}, { to: 5, tags: 'x', url: 7, team: null, member: [], recipients: {} }];
    for (const params of useless) {
      const { result, asked } = drive(type, params, null);
      expect(typeof result.ok).toBe('boolean');
      expect(JSON.stringify(asked)).not.toContain('undefined');
    }
  });
});

describe('an escalation', () => {
  it('to a team and a person that nobody knows is recorded as written, and noted', () => {
    const { asked, result } = drive('escalate_to_human', { team: 'night', pinTo: 'm_nobody' }, {});
    expect(asked.filter(({ kind }) => kind === 'note')).toHaveLength(2);
    expect(asked.at(-1)).toMatchObject({
      effect: { team: 'night', teamTitle: 'night', pinTo: 'm_nobody', pinName: 'm_nobody', reason: null },
    });
    expect(result).toMatchObject({ value: { team: 'night', memberId: 'm_nobody' } });
  });

  it('keeps that the agent knew nothing', () => {
    const bare = { ...event.cx, payload: { session: { id: 's_1' } } };
    const { asked } = drive('escalate_to_human', { team: 'fraud' }, {}, { event: bare });
    expect(asked.at(-1)).toMatchObject({ effect: { audit: { aiContext: null } } });
  });
});

describe('an assignment', () => {
  it('fails where nobody can take work, and without a session', () => {
    const nobody = { catalog: createCatalog([]) };
    expect(drive('assign_to', { strategy: 'round_robin' }, {}, nobody).result).toMatchObject({
      error: { code: 'no-candidate' },
    });
    const lost = { event: { ...event.cx, payload: {}, streamId: '' } };
    for (const type of ['assign_to', 'tag_session', 'escalate_to_human']) {
      expect(drive(type, {}, {}, lost).result).toMatchObject({
        error: { code: 'no-subject', kind: 'failed' },
      });
    }
  });

  it('to one person needs that person named', () => {
    expect(drive('assign_to', { strategy: 'pinned' }, {}).result).toMatchObject({
      error: {
        kind: 'invalid',
        code: 'invalid-params',
        message: 'a pinned assignment names its member',
        at: 'params.member',
      },
    });
  });

  it('counts who is in no list of loads as having no work', () => {
    const members = membersOfApp(catalog, event.cx.app).filter(({ role }) => role === 'operator');
    const [idle, ...busy] = members.map(({ id }) => id).toReversed();
    expect(busy).not.toEqual([]);
    const loads = Object.fromEntries(busy.map((id) => [id, 2]));
    expect(drive('assign_to', { strategy: 'load_balanced' }, loads).result).toEqual({
      ok: true,
      value: { memberId: idle },
    });
  });

  it('goes to managers where an app has no operators, to the least busy first', () => {
    const packs = catalog.packs.map((pack) => ({
      ...pack,
      directory: {
        ...pack.directory,
        members: pack.directory.members.filter(({ role }) => role !== 'operator'),
      },
    }));
    const { result } = drive(
      'assign_to',
      { strategy: 'load_balanced' },
      {},
      { catalog: createCatalog(packs) },
    );
    expect(result.ok).toBe(true);
  });
});

describe('a mail', () => {
  it('goes to no address with a line break or another invisible character in it', () => {
    for (const bad of ['a@b.example\n', 'a@b.example\u2028', 'a\u007f@b.example', 5]) {
      const { result } = drive('send_email', { to: [bad], subject: 'x', body: 'y' }, {});
      expect(result).toMatchObject({ error: { code: 'invalid-recipient', at: 'params.to[0]' } });
    }
  });

  it('goes to no list of addresses in one, of which it says what is expected', () => {
    const bad = 'a@x.example, b@x.example';
    const mails: [type: string, params: JsonObject][] = [
      ['send_email', { to: [bad], subject: 'x', body: 'y' }],
      ['email-agent-query', { recipients: [bad], question: 'q' }],
      ['email-saved-search', { recipients: [bad], savedSearch: 'unfilled-retention' }],
    ];
    for (const [type, params] of mails) {
      expect(drive(type, params, {})).toMatchObject({
        asked: [],
        result: {
          error: {
            code: 'invalid-recipient',
            message: `expected exactly one address, got "${bad}"`,
            at: type === 'send_email' ? 'params.to[0]' : 'params.recipients[0]',
          },
        },
      });
    }
  });

  it('needs a template, or a subject and a body of its own', () => {
    const unfinished: JsonObject[] = [{}, { subject: 'x' }, { body: 'y' }];
    for (const own of unfinished) {
      expect(drive('send_email', { to: ['a@x.example'], ...own }, {}).result).toMatchObject({
        error: {
          code: 'invalid-params',
          message: 'a mail needs a template, or a subject and a body',
          at: 'params',
        },
      });
    }
  });

  it('keeps "me" while nobody knows the creator, and notes it', () => {
    const { asked } = drive('email-agent-query', { question: 'q', recipients: ['me'] }, {});
    expect(asked[0]).toMatchObject({ kind: 'note' });
    expect(asked.at(-1)).toMatchObject({ effect: { to: ['me'] } });
  });
});

describe('what a parameter points to', () => {
  const nowhere = { catalog: createCatalog([]) };

  it('is looked for in the workspace of the action where the app of the event has none', () => {
    const lost = { event: { ...event.documents, app: 'nowhere' } };
    const params = { savedSearch: 'unfilled-retention', recipients: ['a@x.example'] };
    expect(drive('email-saved-search', params, {}, lost).asked[0]).toMatchObject({
      effect: { kind: 'search.run', savedSearch: 'unfilled-retention' },
    });
  });

  it.each([
    ['email-saved-search', { savedSearch: 's' }, 'there is no saved search "s"', 'params.savedSearch'],
    [
      'send_email',
      { to: ['a@x.example'], template: 't' },
      'there is no mail template "t"',
      'params.template',
    ],
    ['assign_to', { strategy: 'pinned', member: 'm' }, 'there is no member "m"', 'params.member'],
    ['mcp-tool-call', { tool: 'x' }, 'there is no tool "x"', 'params.tool'],
    ['mcp-tool-call', { tool: 'x', server: 'y' }, 'there is no tool "x" on the server "y"', 'params.tool'],
  ])('is said to be missing where there is no workspace at all: %s %j', (type, params, message, at) => {
    expect(drive(type, params, {}, nowhere)).toMatchObject({
      asked: [],
      result: { error: { kind: 'invalid', message, at } },
    });
  });
});

describe('the mail of a saved search', () => {
  it('shows a hit without a title by its id, and one without an address as text', () => {
    const hits: JsonObject[] = [
      { id: 'h1', title: 'Plan [old]', url: 'https://x.example/1' },
      { id: 'h2', url: 'https://x.example/2' },
      { id: 'h3', title: 'Loose' },
    ];
    const params = { savedSearch: 'unfilled-retention', recipients: ['a@x.example'] };
    const { asked } = drive('email-saved-search', params, { hits });
    const mail = asked.at(-1)?.effect;
    const effect = isJsonObject(mail) ? mail : expect.unreachable();
    expect(effect.hitIds).toEqual(['h1', 'h2', 'h3']);
    expect(String(effect.body).split('\n').slice(2, -1)).toEqual([
      '- [Plan  old ](https://x.example/1)',
      '- [h2](https://x.example/2)',
      '- Loose',
    ]);
  });
});
