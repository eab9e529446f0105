import { describe, expect, test } from 'vitest';
import type { Event } from '../../../../engine/model/index.ts';
import { redactEvent, redactionPaths } from '../../../../engine/workspace/runs/redact-event.ts';

const event: Event = {
  id: 'e1',
  type: 'session.opened',
  app: 'cards',
  firedAt: '2026-03-02T09:00:00.000Z',
  actor: { kind: 'user', id: 'pat@example.com' },
  streamId: 's1',
  streamVersion: 1,
  tenantId: 'acme',
  payload: {
    session: { customer: { email: 'pat@example.com', vip: true } },
    findings: [{ text: 'a' }, { text: 'b' }],
  },
};

function redact(wanted: string | string[] | undefined): Event {
  const paths = redactionPaths(wanted);
  if (!paths.ok) throw new Error(paths.error.message);
  return redactEvent(event, paths.value);
}

describe('taking things out of events', () => {
  test('without paths, nothing is', () => {
    expect(redact(undefined)).toEqual(event);
  });

  test('what a path leads to is replaced, what stands beside it stays', () => {
    expect(redact('payload.session.customer.email').payload.session).toEqual({
      customer: { email: '[redacted]', vip: true },
    });
  });

  test('paths come in a list or with commas; a star is every item, a number one', () => {
    const { payload, actor, streamId } = redact(['payload.findings.*.text, actor.id', 'streamId']);
    expect(payload.findings).toEqual([{ text: '[redacted]' }, { text: '[redacted]' }]);
    expect(actor).toEqual({ kind: 'user', id: '[redacted]' });
    expect(streamId).toBe('[redacted]');
    expect(redact('payload.findings.1.text').payload.findings).toEqual([
      { text: 'a' },
      { text: '[redacted]' },
    ]);
  });

  test('a path that leads nowhere changes nothing', () => {
    expect(redact('payload.session.agent.name,payload.findings.9')).toEqual(event);
  });

  test('inherited properties are not part of an event', () => {
    expect(redact('payload.__proto__.polluted,payload.constructor')).toEqual(event);
  });

  test.each(['session.customer', 'id', 'payload', 'payload..email'])(
    '"%s" is no path to take out',
    (path) => {
      expect(redactionPaths(path)).toMatchObject({
        ok: false,
        error: { code: 'UNPROCESSABLE_CONTENT', data: { errors: [{ at: 'redact' }] } },
      });
    },
  );

  test('the event that was given stays whole', () => {
    redact('payload.session.customer');
    expect(event.payload.session).toEqual({ customer: { email: 'pat@example.com', vip: true } });
  });
});
