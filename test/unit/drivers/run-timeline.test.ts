import { describe, expect, it } from 'vitest';
import { dryRun, type Fault, parseFault, runTimeline } from '../../../engine/drivers/index.ts';
import { catalog, ruleWith, sampleEvent } from './setting.ts';

const event = sampleEvent('session.opened');
const retry = { maxAttempts: 3, initialDelayMs: 1000, factor: 2, maxDelayMs: 60_000, jitter: 'none' };
const tag = { id: 's1', type: 'tag_session', params: { tags: ['a'] } };
const mail = {
  id: 's2',
  type: 'send_email',
  params: { to: ['a@acme.example'], subject: 'x', body: 'y' },
  retry,
};

function fault(text: string): Fault {
  const read = parseFault(text);
  if (!read.ok) throw new Error(read.error);
  return read.value;
}
function timelineOf(changes: Record<string, unknown>, ...faults: string[]) {
  const rule = ruleWith(changes);
  const assumed = faults.map(fault);
  return runTimeline(dryRun({ rule, event, catalog, faults: assumed }), rule, assumed);
}

describe('a run’s timeline', () => {
  it('counts from the start of the run, and takes no time where nothing waits', () => {
    const timeline = timelineOf({ actions: [tag, mail] });
    expect(timeline.startsAt).toBe(event.firedAt);
    expect(timeline.lengthMs).toBe(0);
    expect(timeline.steps).toEqual(
      [
        { id: 's1', type: 'tag_session' },
        { id: 's2', type: 'send_email' },
      ].map((step) => ({
        ...step,
        status: 'would-run',
        from: 0,
        until: 0,
        attempts: [{ number: 1, at: 0, error: null }],
        waits: [],
        error: null,
        gaveUp: null,
        decision: null,
      })),
    );
  });

  it('shows each attempt, the pauses of the backoff, and later steps after them', () => {
    const timeline = timelineOf({ actions: [mail, { ...tag, id: 's3' }] }, 's2=smtp-450@1-2');
    const [first, second] = timeline.steps;
    expect(first?.attempts.map(({ at, error }) => [at, error?.code ?? null])).toEqual([
      [0, 'smtp-450'],
      [1000, 'smtp-450'],
      [3000, null],
    ]);
    expect(first?.waits).toEqual([
      { from: 0, to: 1000, isAsked: false },
      { from: 1000, to: 3000, isAsked: false },
    ]);
    expect(first).toMatchObject({ status: 'would-run', from: 0, until: 3000, gaveUp: null, decision: null });
    expect(second).toMatchObject({ from: 3000, until: 3000 });
    expect(timeline.lengthMs).toBe(3000);
  });

  it('tells a pause that was asked for from backoff', () => {
    const post = { id: 's2', type: 'escalate_to_human', params: { team: 'fraud' }, retry };
    expect(timelineOf({ actions: [post] }, 's2=http-429:30@1').steps[0]?.waits).toEqual([
      { from: 0, to: 30_000, isAsked: true },
    ]);
    // Backoff that is longer than what was asked for is backoff.
    const slow = { ...post, retry: { ...retry, initialDelayMs: 45_000 } };
    expect(timelineOf({ actions: [slow] }, 's2=http-429:30@1').steps[0]?.waits).toEqual([
      { from: 0, to: 45_000, isAsked: false },
    ]);
  });

  it('says why a failed step was given up, and what its failure led to', () => {
    const often = timelineOf({ actions: [mail, { ...tag, id: 's3' }] }, 's2=time-out').steps;
    expect(often[0]).toMatchObject({ status: 'failed', gaveUp: 'attempts', decision: 'continue' });
    expect(often[0]?.error?.code).toBe('time-out');
    expect(often[1]).toMatchObject({ status: 'would-run', from: 3000 });
    const once = timelineOf(
      {
        actions: [
          { ...mail, onError: 'stop' },
          { ...tag, id: 's3' },
        ],
      },
      's2=rejected-recipient',
    ).steps;
    expect(once[0]).toMatchObject({ gaveUp: 'for-good', decision: 'stop' });
    expect(once[1]).toMatchObject({ status: 'not-reached', attempts: [], from: 0, until: 0, decision: null });
    const byRule = timelineOf({ onActionError: 'stop', actions: [mail] }, 's2=rejected-recipient').steps;
    expect(byRule[0]?.decision).toBe('stop');
  });

  it('counts the attempts that a step without a retry of its own gets', () => {
    const { retry: _own, ...plain } = mail;
    const [step] = timelineOf({ actions: [plain] }, 's2=time-out').steps;
    expect(step).toMatchObject({ gaveUp: 'attempts' });
    expect(step?.attempts).toHaveLength(4);
  });

  it('gives an invalid step no attempt, and still a decision', () => {
    const broken = { ...mail, params: { to: [`\${event.payload.nothing}`], subject: 'x', body: 'y' } };
    const [step] = timelineOf({ actions: [broken] }).steps;
    expect(step).toMatchObject({ status: 'invalid', attempts: [], gaveUp: null, decision: 'continue' });
  });

  it('counts from the first attempt where a record has no timings, and from nothing where none was made', () => {
    const rule = ruleWith({ actions: [{ ...tag, disabled: true }, mail] });
    const { startedAt: _left, ...bare } = dryRun({ rule, event, catalog });
    expect(runTimeline(bare, rule).startsAt).toBe(event.firedAt);
    const nothing = { ...bare, steps: bare.steps.slice(0, 1) };
    expect(runTimeline(nothing, rule)).toMatchObject({ startsAt: '1970-01-01T00:00:00.000Z', lengthMs: 0 });
  });

  it('takes what the rule says of failures where a step is no longer in it', () => {
    const rule = ruleWith({ actions: [{ ...mail, onError: 'stop' }] });
    const assumed = [fault('s2=rejected-recipient')];
    const record = dryRun({ rule, event, catalog, faults: assumed });
    const [step] = runTimeline(record, { ...rule, actions: [] }, assumed).steps;
    expect(step?.decision).toBe('continue');
  });
});
