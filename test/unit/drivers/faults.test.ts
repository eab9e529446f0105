import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  checkFaults,
  dryRun,
  type Fault,
  parseFault,
  printFault,
  startDebugSession,
} from '../../../engine/drivers/index.ts';
import type { Rule, RunRecord } from '../../../engine/model/index.ts';
import { catalog, ruleWith, sampleEvent } from './setting.ts';

const event = sampleEvent('session.opened');
const mail = { type: 'send_email', params: { to: ['a@acme.example'], subject: 'x', body: 'y' } };
const tag = { type: 'tag_session', params: { tags: ['a'] } };

function fault(text: string): Fault {
  const read = parseFault(text);
  if (!read.ok) throw new Error(read.error);
  return read.value;
}
const run = (rule: Rule, ...faults: string[]): RunRecord =>
  dryRun({ rule, event, catalog, seed: 7, faults: faults.map(fault) });
const firstStep = (record: RunRecord) => record.steps[0] ?? expect.unreachable('a step');
/** Milliseconds between the attempts of the first step. */
const pauses = (record: RunRecord) => {
  const times = firstStep(record).attempts.map(({ at }) => Date.parse(at));
  return times.slice(1).map((time, index) => time - (times[index] ?? 0));
};
const steadily = { maxAttempts: 4, initialDelayMs: 1000, factor: 2, maxDelayMs: 3000, jitter: 'none' };

describe('a fault assumed in a dry run', () => {
  it('fails the step after every attempt that its retry allows, and is noted', () => {
    const record = run(ruleWith({ actions: [mail, tag] }), 's1=smtp-421');
    expect(firstStep(record)).toMatchObject({
      status: 'failed',
      output: null,
      error: { code: 'smtp-421', at: 'actions[0]' },
    });
    expect(firstStep(record).attempts).toHaveLength(4);
    expect(firstStep(record).effects).toHaveLength(1);
    expect(record).toMatchObject({
      outcome: 'would-execute',
      counts: { succeeded: 1, failed: 1 },
      sideEffects: 0,
      notes: ['fault assumed: s1=smtp-421'],
    });
  });

  it('is overcome by retrying with growing, bounded pauses on the virtual clock', () => {
    const rule = ruleWith({ actions: [{ ...mail, retry: steadily }] });
    const record = run(rule, 's1=time-out@1-3');
    expect(firstStep(record).status).toBe('would-run');
    expect(pauses(record)).toEqual([1000, 2000, 3000]);
    expect(firstStep(record).attempts.map(({ error }) => error?.code)).toEqual([
      'time-out',
      'time-out',
      'time-out',
      undefined,
    ]);
  });

  it('is waited out with full jitter, never longer than the bound of the attempt', () => {
    const rule = ruleWith({ actions: [mail] });
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const record = dryRun({ rule, event, catalog, seed, faults: [fault('s1=network')] });
        const [first = 0, second = 0, third = 0] = pauses(record);
        expect(first).toBeLessThanOrEqual(1000);
        expect(second).toBeLessThanOrEqual(2000);
        expect(third).toBeLessThanOrEqual(4000);
        expect(Math.min(first, second, third)).toBeGreaterThanOrEqual(0);
      }),
      { numRuns: 500 },
    );
  });

  it('makes the run wait at least as long as Retry-After asks', () => {
    const hook = { type: 'webhook', params: { url: 'https://hooks.example.com/x' }, retry: steadily };
    const record = run(ruleWith({ actions: [hook] }), 's1=http-429:30@1', 's1=http-503@2');
    expect(firstStep(record).status).toBe('would-run');
    expect(pauses(record)).toEqual([30_000, 2000]);
  });

  it.each(['rejected-recipient', 'smtp-550'])('is final where trying again cannot help: %s', (kind) => {
    const record = run(ruleWith({ actions: [mail] }), `s1=${kind}`);
    expect(firstStep(record).attempts).toHaveLength(1);
    expect(firstStep(record).error?.code).toBe(kind);
  });

  it('stops the steps after it only where onError says so', () => {
    const statuses = (rule: Record<string, unknown>) =>
      run(ruleWith({ actions: [mail, tag], ...rule }), 's1=rejected-recipient').steps.map(
        ({ status }) => status,
      );
    expect(statuses({})).toEqual(['failed', 'would-run']);
    expect(statuses({ onActionError: 'stop' })).toEqual(['failed', 'not-reached']);
    expect(statuses({ actions: [{ ...mail, onError: 'stop' }, tag] })).toEqual(['failed', 'not-reached']);
  });

  it('leaves the placeholders of what failed unresolved in later steps', () => {
    const after = { type: 'tag_session', params: { tags: ['${steps.s1.output.messageId}'] } };
    const record = run(ruleWith({ actions: [mail, after] }), 's1=network');
    expect(record.steps[1]).toMatchObject({ status: 'invalid', error: { code: 'unresolved-template' } });
  });

  it('strikes the effect that can fail so, and repeats no effect that was done', () => {
    const digest = {
      type: 'email-saved-search',
      params: { savedSearch: 'unfilled-retention', recipients: ['a@north.example'] },
    };
    const rule = ruleWith({
      actions: [digest],
      scope: { apps: ['documents'] },
      trigger: { kind: 'event', eventType: 'document.created' },
      createdBy: 'm_nora_f',
    });
    const record = dryRun({
      rule,
      event: sampleEvent('document.created'),
      catalog,
      faults: [fault('s1=smtp-4xx@1-2')],
    });
    expect(firstStep(record)).toMatchObject({
      status: 'would-run',
      effects: [{ kind: 'search.run' }, { kind: 'email.send' }],
    });
    expect(firstStep(record).attempts).toHaveLength(3);
  });

  it('is met by a debug session as well', () => {
    const rule = ruleWith({ actions: [mail] });
    const session = startDebugSession({ rule, event, catalog, faults: [fault('s1=rejected-recipient')] });
    while (!session.state.isDone) session.next();
    expect(firstStep(session.state.record).status).toBe('failed');
  });
});

describe('a fault in writing', () => {
  it('reads back as what was printed', () => {
    for (const text of [
      's1=network',
      's1=time-out@1',
      's2=http-500@2-3',
      's1=http-429:30@1',
      'mail=smtp-421',
      's1=rejected-recipient',
      's1=tool-error@20',
    ]) {
      expect(printFault(fault(text))).toBe(text);
    }
    expect(printFault(fault('s1=smtp-5xx'))).toBe('s1=smtp-550');
  });

  it.each([
    ['s1', 'STEP=KIND'],
    ['=network', 'STEP=KIND'],
    ['s1=network@', 'STEP=KIND'],
    ['s1=network@0', 'counted from 1'],
    ['s1=network@3-2', 'counted from 1'],
    ['s1=timeout', 'did you mean time-out?'],
    ['s1=http-200', 'there is no fault'],
    ['s1=zzzzzzzzzzzzzz', 'known are network'],
  ])('is refused as %j, in words', (text, words) => {
    expect(parseFault(text)).toEqual({ ok: false, error: expect.stringContaining(words) });
  });

  it('must name a step that is there and can fail so', () => {
    const rule = ruleWith({ actions: [mail, tag, { type: 'made_up' }] });
    const problems = (text: string) => checkFaults(rule, catalog, [fault(text)]);
    expect(problems('s1=smtp-421')).toEqual([]);
    expect(problems('s2=network')).toEqual([]);
    expect(problems('s3=tool-error')).toEqual([]);
    expect(problems('s1=http-500')[0]).toContain('cannot fail with http-500');
    expect(problems('s2=tool-error')[0]).toContain('cannot fail');
    expect(problems('s9=network')).toEqual(['the rule has no step "s9"; its steps: s1, s2, s3']);
    expect(checkFaults(ruleWith({}), catalog, [fault('s1=network')])[0]).toContain('its steps: none');
  });
});
