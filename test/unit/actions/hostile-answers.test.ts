import { describe, expect, it } from 'vitest';
import { type ActionContext, findActionModule } from '../../../engine/actions/index.ts';
import { createCatalog } from '../../../engine/catalog/index.ts';
import type { Json, JsonObject } from '../../../engine/model/index.ts';
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

  it('keeps "me" while nobody knows the creator, and notes it', () => {
    const { asked } = drive('email-agent-query', { question: 'q', recipients: ['me'] }, {});
    expect(asked[0]).toMatchObject({ kind: 'note' });
    expect(asked.at(-1)).toMatchObject({ effect: { to: ['me'] } });
  });
});
