import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { analyzeRuleSet, compareRules, ruleSetProblemCodes } from '../../../../engine/analysis/index.ts';
import { eventsOf, isMatch } from '../../../../engine/analysis/satisfy/find-event.ts';
import { dryRun } from '../../../../engine/drivers/index.ts';
import type { Json, Rule } from '../../../../engine/model/index.ts';
import { catalog, event, filter, ruleWith } from '../arbitraries.ts';

const leaf = (path: string, op: string, value: Json) => ({ path: `payload.${path}`, op, value });
const rule = (id: string, changes: Record<string, unknown>): Rule => ruleWith({ id, name: id, ...changes });
const on = (eventType: string) => ({ trigger: { kind: 'event', eventType } });
const step = (type: string, params: Record<string, unknown>) => ({ actions: [{ id: 's1', type, params }] });
const codes = (...rules: Rule[]) =>
  analyzeRuleSet(rules, catalog).map(
    ({ ruleId, problem }) => `${problem.severity} ${problem.code} ${ruleId} ${problem.at}`,
  );

describe('rules beside each other', () => {
  it('overlap only where an event really matches both, and are covered only where none escapes', () => {
    const count = { yes: 0, no: 0, undecided: 0, covered: 0 };
    fc.assert(
      fc.property(filter, filter, fc.array(event, { minLength: 8, maxLength: 8 }), (one, other, events) => {
        const [first, second] = [rule('r_a', { filter: one }), rule('r_b', { filter: other })];
        const compared = compareRules(first, second, catalog);
        const question = eventsOf(first, catalog);
        count[compared.overlap.verdict]++;
        if (compared.overlap.verdict === 'yes') {
          const witness = compared.overlap.witness ?? events[0];
          expect(witness && isMatch(one, witness, question) && isMatch(other, witness, question)).toBe(true);
        }
        const { counterexample } = compared.firstInSecond;
        if (counterexample) {
          expect(isMatch(one, counterexample, question)).toBe(true);
          expect(isMatch(other, counterexample, question)).toBe(false);
        }
        if (compared.firstInSecond.verdict === 'yes') count.covered++;
        for (const each of events) {
          const [isOne, isOther] = [isMatch(one, each, question), isMatch(other, each, question)];
          if (isOne && isOther) expect(compared.overlap.verdict).not.toBe('no');
          if (isOne && !isOther) expect(compared.firstInSecond.verdict).not.toBe('yes');
          if (isOther && !isOne) expect(compared.secondInFirst.verdict).not.toBe('yes');
        }
      }),
      { numRuns: 1000 },
    );
    expect(count.undecided).toBeLessThan(30);
    expect(Math.min(count.yes, count.no, count.covered)).toBeGreaterThan(30);
  });

  it('that do the same are told once, at the later', () => {
    expect(codes(rule('r_a', {}), rule('r_b', {}))).toEqual(['warning duplicate-rule r_b ']);
  });

  it('that set one thing to two values conflict, with an event that matches both', () => {
    const high = rule('r_a', {
      filter: [leaf('ticket.tags', 'contains', 'billing')],
      ...step('set_priority', { priority: 'high' }),
    });
    const low = rule('r_b', {
      filter: [leaf('ticket.requester.vip', 'eq', false)],
      ...step('set_priority', { priority: 'low' }),
    });
    const [conflict] = analyzeRuleSet([low, high], catalog);
    expect(conflict).toMatchObject({
      ruleId: 'r_b',
      otherIds: ['r_a'],
      problem: { code: 'conflicting-rules', at: 'actions[0]' },
    });
    const witness = conflict?.witness;
    if (!witness) throw new Error('no witness');
    for (const each of [high, low]) {
      expect(dryRun({ rule: each, event: witness, catalog }).outcome).toBe('would-execute');
    }
  });

  it('that never meet do not conflict', () => {
    const high = rule('r_a', {
      filter: [leaf('ticket.tags', 'contains', 'billing')],
      ...step('set_priority', { priority: 'high' }),
    });
    const low = rule('r_b', {
      filter: [{ not: leaf('ticket.tags', 'contains', 'billing') }],
      ...step('set_priority', { priority: 'low' }),
    });
    expect(codes(high, low)).toEqual([]);
    expect(codes(high, { ...low, filter: [], scope: { apps: ['elsewhere'] } })).toEqual([]);
  });

  it('close what another reopens, and take away the tag that another adds', () => {
    expect(codes(rule('r_a', step('close', { reason: 'x' })), rule('r_b', step('reopen', {})))).toContain(
      'warning conflicting-rules r_b actions[0]',
    );
    expect(codes(rule('r_a', step('tag', { tag: 'x' })), rule('r_b', step('untag', { tag: 'x' })))).toContain(
      'warning conflicting-rules r_b actions[0]',
    );
  });

  it('match all that another matches, in either direction', () => {
    const wide = rule('r_a', {
      filter: [leaf('ticket.priority', 'gte', 'high')],
      ...step('tag', { tag: 'x' }),
    });
    const narrow = rule('r_b', {
      filter: [leaf('ticket.priority', 'eq', 'urgent')],
      ...step('tag', { tag: 'y' }),
    });
    const [found] = analyzeRuleSet([narrow, wide], catalog);
    expect(found).toMatchObject({
      ruleId: 'r_b',
      problem: { code: 'covered-rule', message: expect.stringContaining('matches only events') },
    });
  });

  it('set themselves off, alone and in a circle, unless what they raise cannot match', () => {
    const again = rule('r_a', { ...on('TicketTagged'), ...step('tag', { tag: 'x' }) });
    expect(codes(again)).toEqual(['warning rule-loop r_a actions[0]']);
    expect(codes({ ...again, filter: [{ path: 'payload.tag', op: 'neq', value: 'x' }] })).toEqual([]);
    const closes = rule('r_a', { ...on('TicketReopened'), ...step('close', { reason: 'spam' }) });
    const opens = rule('r_b', { ...on('TicketClosed'), ...step('reopen', {}) });
    const [loop] = analyzeRuleSet([opens, closes], catalog);
    expect(loop).toMatchObject({
      ruleId: 'r_a',
      otherIds: ['r_b'],
      problem: { code: 'rule-loop', message: expect.stringContaining('5') },
    });
    expect(
      codes({ ...opens, filter: [{ path: 'payload.reason', op: 'eq', value: 'solved' }] }, closes),
    ).toEqual([]);
  });

  it('may loop by a tool, which tells what it raises', () => {
    const documents = {
      scope: { apps: ['documents'] },
      ...on('document.metadata-set'),
      createdBy: 'm_nora_f',
    };
    const renames = rule('r_a', {
      ...documents,
      ...step('mcp-tool-call', {
        tool: 'renameDocument',
        args: { documentId: '${event.payload.documentId}', title: 'x' },
      }),
    });
    expect(codes(renames)).toEqual(['warning rule-loop r_a actions[0]']);
  });

  it('of the packs stand well beside each other: hints only', () => {
    const samples = catalog.packs.flatMap(({ sampleRules }) => sampleRules);
    expect(codes(...samples)).toEqual([
      'hint overlapping-rules r_vip_care filter',
      'hint overlapping-rules r_german_queue filter',
      'hint overlapping-rules r_dlp_confidential filter',
      'hint covered-rule r_hold_summary filter',
    ]);
  });

  it.each(ruleSetProblemCodes)('has an entry with an example for %s', (code) => {
    const pages = readFileSync(new URL('../../../../docs/problems.md', import.meta.url), 'utf8');
    const entry = pages.split(/^## /m).find((page) => page.startsWith(`${code}\n`));
    expect(entry).toMatch(/^\*(error|warning|hint)\.\*/m);
    expect(entry).toContain('Example: ');
  });
});
