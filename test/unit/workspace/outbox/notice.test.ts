import { expect, it } from 'vitest';
import type { Event, RunRecord } from '../../../../engine/model/index.ts';
import { runNotice } from '../../../../engine/workspace/outbox/notice.ts';

const event: Event = {
  id: 'e_1',
  type: 'TicketCreated',
  app: 'helpdesk',
  firedAt: '2026-03-02T09:00:00.000Z',
  actor: { kind: 'user', id: 'u_1' },
  streamId: 'ticket-7',
  streamVersion: 1,
  tenantId: 'helpline',
  payload: { ticket: { id: 7 } },
};

function executed(latencyMs: number): RunRecord {
  return {
    recordVersion: 1,
    rule: { id: 'r_1', name: 'Tag', version: 3, hash: 'abc' },
    event: { id: event.id, type: event.type, app: event.app },
    driver: 'live',
    outcome: 'executed',
    reason: null,
    notes: [],
    filter: { pass: true, nodes: [] },
    steps: [],
    counts: { succeeded: 2, failed: 0 },
    sideEffects: 2,
    startedAt: event.firedAt,
    latencyMs,
  };
}

it('tells the latency in whole milliseconds, whatever the clock measures', () => {
  expect(runNotice('run_1', executed(34.29), event, '7', event.firedAt).body.latency_ms).toBe(34);
});
