import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  analyzeRuleSet,
  causesAmong,
  compareRules,
  ruleSetProblemCodes,
} from '../../../../engine/analysis/index.ts';
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

  it('match the very same events, or all of them and more', () => {
    const wide = rule('r_b', { ...step('tag', { tag: 'x' }) });
    const high = [leaf('ticket.priority', 'gte', 'high')];
    const narrow = rule('r_a', { filter: high, ...step('tag', { tag: 'y' }) });
    const messages = (...rules: Rule[]) =>
      analyzeRuleSet(rules, catalog).map(({ problem }) => problem.message);
    expect(messages(narrow, wide)).toEqual(['matches every event that r_a "r_a" matches']);
    expect(messages(narrow, { ...wide, filter: narrow.filter })).toEqual([
      'matches exactly the events that r_a "r_a" matches',
    ]);
  });

  it('are compared up to a bound on their pairs, however many there are', () => {
    const many = Array.from({ length: 65 }, (_, index) => rule(`r_${index}`, {}));
    const [left, ...told] = analyzeRuleSet(many, catalog);
    expect(told).toHaveLength(2_000);
    expect(left).toEqual({
      ruleId: 'r_0',
      otherIds: [],
      problem: {
        severity: 'warning',
        code: 'pairs-not-compared',
        message:
          'too many rules meet each other: 80 pairs of rules that may match the same events were not compared',
        at: '',
        fix: 'check fewer rules at a time',
      },
    });
  });

  it('are compared first where a warning may come of it, and not at all where they want different values', () => {
    const tags = Array.from({ length: 65 }, (_, index) =>
      rule(`r_${index}`, step('tag', { tag: String(index) })),
    );
    const high = rule('r_y', step('set_priority', { priority: 'high' }));
    const low = rule('r_z', step('set_priority', { priority: 'low' }));
    const found = analyzeRuleSet([...tags, high, low], catalog);
    expect(found.filter(({ problem }) => problem.code === 'conflicting-rules')).toMatchObject([
      { ruleId: 'r_z', otherIds: ['r_y'] },
    ]);
    expect(found[0]?.problem.message).toContain('211 pairs');
    const apart = tags.map((each, index) => ({
      ...each,
      filter: ruleWith({ filter: [leaf('ticket.subject', 'in', [`s${index}`, `t${index}`])] }).filter,
    }));
    expect(analyzeRuleSet(apart, catalog)).toEqual([]);
  });

  it('are asked up to a bound whether one sets off another, told where it is reached', () => {
    const again = Array.from({ length: 71 }, (_, index) =>
      rule(`r_${index}`, {
        ...on('TicketTagged'),
        filter: [leaf('ticket.subject', 'eq', `s${index}`)],
        ...step('tag', { tag: `t${index}` }),
      }),
    );
    const found = analyzeRuleSet(again, catalog);
    expect(found[0]?.problem.message).toBe(
      'too many rules meet each other: of 41 pairs it was not looked at whether one sets off the other',
    );
    expect(codes(...again.slice(0, 2))).toEqual([
      'warning rule-loop r_0 actions[0]',
      'warning rule-loop r_1 actions[0]',
    ]);
  });

  it('meet where their lists of values share one, or one of them wants what is no single value', () => {
    const wants = (id: string, op: string, value: Json) =>
      rule(id, { filter: [leaf('ticket.subject', op, value)], ...step('tag', { tag: id }) });
    expect(codes(wants('r_a', 'in', ['a', 'b']), wants('r_b', 'eq', 'b'))).toEqual([
      'hint covered-rule r_b filter',
    ]);
    expect(codes(wants('r_a', 'in', [['a'], { a: 1 }, 'b']), wants('r_b', 'eq', 'b'))).toEqual([
      'hint covered-rule r_b filter',
    ]);
    const elsewhere = wants('r_b', 'eq', 'b');
    const other = {
      ...elsewhere,
      filter: ruleWith({ filter: [leaf('ticket.status', 'eq', 'open')] }).filter,
    };
    expect(codes(wants('r_a', 'neq', 'b'), other)).toEqual(['hint overlapping-rules r_b filter']);
    expect(codes(wants('r_a', 'eq', 'b'), other)).toEqual(['hint overlapping-rules r_b filter']);
  });

  it('set each other off through rules between them, by the shortest way round', () => {
    const tagged = (id: string, changes: Record<string, unknown>) =>
      rule(id, { ...on('TicketTagged'), ...changes });
    const both = {
      actions: [
        { id: 's1', type: 'close', params: { reason: 'x' } },
        { id: 's2', type: 'reopen', params: {} },
      ],
    };
    const start = tagged('r_c', both);
    const closed = rule('r_a', { ...on('TicketClosed'), ...step('assign', { assignee_id: 1 }) });
    const opened = rule('r_b', { ...on('TicketReopened'), ...step('assign', { assignee_id: 2 }) });
    const assigned = rule('r_d', { ...on('TicketAssigned'), ...step('untag', { tag: 'x' }) });
    const loops = analyzeRuleSet([start, closed, opened, assigned], catalog);
    expect(loops.map(({ ruleId, otherIds }) => [ruleId, otherIds])).toEqual([
      ['r_a', ['r_d', 'r_c']],
      ['r_b', ['r_d', 'r_c']],
    ]);
    expect(loops[0]?.problem.message).toMatch(
      /^can set itself off: r_a → r_d "r_d" → r_c "r_c" → r_a \(by TicketAssigned, TicketTagged, TicketClosed\)/,
    );
  });

  it('may set themselves off, as a hint, where it cannot be worked out whether they do', () => {
    const filter = [leaf('ticket.subject', 'matches', '^a.*q'), leaf('ticket.subject', 'matches', '^b.*z')];
    const again = rule('r_a', { ...on('TicketTagged'), filter, ...step('tag', { tag: 'x' }) });
    const [loop] = analyzeRuleSet([again], catalog);
    expect(loop?.problem).toMatchObject({
      severity: 'hint',
      code: 'rule-loop',
      message: expect.stringMatching(/^may set itself off by the TicketTagged it raises/),
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
    const elsewhere = renames.actions.map((each) => ({
      ...each,
      params: { ...each.params, server: 'another-server' },
    }));
    expect(codes({ ...renames, actions: elsewhere })).toEqual([]);
  });

  it('set off by a step only what can match what the step is known to raise', () => {
    const canSetOff = (source: Record<string, unknown>, type: string, path: string, value: Json) =>
      causesAmong(
        [rule('r_a', source), rule('r_b', { ...on(type), filter: [leaf(path, 'eq', value)], actions: [] })],
        catalog,
      ).length > 0;
    const priority = step('set_priority', { priority: 'low' });
    expect(canSetOff(priority, 'TicketPriorityChanged', 'to', 'low')).toBe(true);
    expect(canSetOff(priority, 'TicketPriorityChanged', 'to', 'high')).toBe(false);
    const assign = step('assign', { assignee_id: 5 });
    expect(canSetOff(assign, 'TicketAssigned', 'ticket.assignee_id', 5)).toBe(true);
    expect(canSetOff(assign, 'TicketAssigned', 'ticket.assignee_id', 6)).toBe(false);
    expect(canSetOff(step('untag', { tag: 'x' }), 'TicketTagged', 'change', 'added')).toBe(false);
    const open = step('tag', { tag: 'x-${event.app}' });
    expect(canSetOff(open, 'TicketTagged', 'tag', 'anything')).toBe(true);
    const escalate = {
      ...on('session.opened'),
      scope: { apps: ['helpdesk', 'cards'] },
      ...step('escalate_to_human', { team: 'fraud' }),
    };
    expect(canSetOff(escalate, 'session.closed', 'resolution', 'escalated')).toBe(true);
    expect(canSetOff(escalate, 'session.closed', 'resolution', 'resolved')).toBe(false);
  });

  it('set off nothing by a step that is switched off, nor in an app that they do not share', () => {
    const again = rule('r_a', { ...on('TicketTagged'), ...step('tag', { tag: 'x' }) });
    expect(causesAmong([again], catalog)).toHaveLength(1);
    const off = { ...again, actions: again.actions.map((each) => ({ ...each, disabled: true })) };
    expect(causesAmong([off], catalog)).toEqual([]);
    const elsewhere = { ...again, id: 'r_b', scope: { apps: ['elsewhere'] } };
    expect(causesAmong([again, elsewhere], catalog).map(({ from, to }) => [from, to])).toEqual([
      ['r_a', 'r_a'],
      ['r_b', 'r_b'],
    ]);
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

describe('two rules', () => {
  const impossible = [leaf('ticket.priority', 'eq', 'low'), leaf('ticket.priority', 'eq', 'high')];
  const hard = [leaf('ticket.subject', 'matches', '^a.*q'), leaf('ticket.subject', 'matches', '^b.*z')];
  const verdicts = (first: Rule, second: Rule) => {
    const { overlap, firstInSecond, secondInFirst } = compareRules(first, second, catalog);
    return [overlap.verdict, firstInSecond.verdict, secondInFirst.verdict];
  };

  it('of different events never meet, and neither has what the other matches', () => {
    const [one, other] = [rule('r_a', {}), rule('r_b', on('TicketTagged'))];
    const compared = compareRules(one, other, catalog);
    expect(verdicts(one, other)).toEqual(['no', 'no', 'no']);
    expect(compared.firstInSecond.counterexample?.type).toBe('SlaBreached');
    expect(compared.secondInFirst.counterexample?.type).toBe('TicketTagged');
  });

  it('of which one can match nothing: that one is inside the other', () => {
    const other = rule('r_b', on('TicketTagged'));
    expect(verdicts(rule('r_a', { filter: impossible }), other)).toEqual(['no', 'yes', 'no']);
    expect(verdicts(rule('r_a', { scope: { apps: [] } }), other)).toEqual(['no', 'yes', 'no']);
    const apart = rule('r_b', { scope: { apps: ['elsewhere'] } });
    expect(verdicts(rule('r_a', { filter: impossible }), apart)).toEqual(['no', 'yes', 'no']);
  });

  it('of which one is for more apps: what it matches there, the other does not', () => {
    const [some, more] = [rule('r_a', {}), rule('r_b', { scope: { apps: ['helpdesk', 'elsewhere'] } })];
    expect(verdicts(some, more)).toEqual(['yes', 'yes', 'no']);
    expect(compareRules(some, more, catalog).secondInFirst.counterexample?.app).toBe('elsewhere');
    expect(verdicts(some, { ...more, filter: rule('r_c', { filter: impossible }).filter })).toEqual([
      'no',
      'no',
      'yes',
    ]);
  });

  it('are undecided where it cannot be worked out what one matches', () => {
    const open = rule('r_a', { filter: hard });
    const more = { ...open, scope: { apps: ['helpdesk', 'elsewhere'] } };
    expect(verdicts(open, rule('r_b', on('TicketTagged')))).toEqual(['no', 'undecided', 'no']);
    expect(verdicts(more, rule('r_b', {}))).toEqual(['undecided', 'undecided', 'no']);
    expect(verdicts(open, rule('r_b', { filter: [leaf('ticket.priority', 'eq', 'low')] }))).toEqual([
      'undecided',
      'undecided',
      'no',
    ]);
  });

  it('on a schedule never meet: its events belong to one rule', () => {
    const hourly = { trigger: { kind: 'schedule', schedule: { kind: 'every', minutes: 60 } } };
    expect(verdicts(rule('r_a', hourly), rule('r_b', hourly))).toEqual(['no', 'no', 'no']);
  });
});

describe('what two rules set differently', () => {
  const conflicts = (one: object, other: object, base: object = {}) =>
    compareRules(rule('r_a', { ...base, ...one }), rule('r_b', { ...base, ...other }), catalog).conflicts.map(
      ({ what, first, second }) => [what, first.value, second.value],
    );
  const chain = (...steps: object[]) => ({
    actions: steps.map((each, index) => ({ id: `s${index + 1}`, ...each })),
  });
  const priority = (value: string, more: object = {}) => ({
    type: 'set_priority',
    params: { priority: value },
    ...more,
  });

  it('is what stays at the end: the last step of a rule that is switched on and known beforehand', () => {
    const low = chain(priority('low'));
    expect(conflicts(chain(priority('low'), priority('high')), low)).toEqual([
      ['the priority of the ticket', 'high', 'low'],
    ]);
    expect(conflicts(chain(priority('low'), priority('high', { disabled: true })), low)).toEqual([]);
    expect(conflicts(chain(priority('high'), priority('${event.payload.ticket.priority}')), low)).toEqual([]);
    expect(conflicts(chain({ type: 'nope' }, priority('high')), low)).toHaveLength(1);
  });

  it('is the assignee, the member a session is pinned to, the team that takes over', () => {
    expect(conflicts(step('assign', { assignee_id: 1 }), step('assign', { assignee_id: null }))).toEqual([
      ['the assignee of the ticket', 1, null],
    ]);
    const cards = { ...on('session.opened'), scope: { apps: ['cards'] } };
    const pinned = (member: string) => step('assign_to', { strategy: 'pinned', member });
    expect(conflicts(pinned('m_sara_k'), pinned('m_omar_d'), cards)).toEqual([
      ['whom the session is given to', 'm_sara_k', 'm_omar_d'],
    ]);
    expect(conflicts(pinned('m_sara_k'), step('assign_to', { strategy: 'round_robin' }), cards)).toEqual([]);
    const team = (name: string) => step('escalate_to_human', { team: name });
    expect(conflicts(team('fraud'), team('care'), cards)).toEqual([
      ['the team that takes over', 'fraud', 'care'],
    ]);
  });

  it('is a tag that one adds and the other takes away, not one that is filled in', () => {
    const open = { tag: '${event.app}' };
    expect(conflicts(step('tag', { tag: 'x' }), step('untag', { tag: 'x' }))).toEqual([
      ['the tag "x"', 'added', 'removed'],
    ]);
    expect(conflicts(step('tag', open), step('untag', open))).toEqual([]);
  });

  it('is what a tool that sets or renames is given for one subject', () => {
    const documents = { ...on('document.created'), scope: { apps: ['documents'] } };
    const call = (tool: string, args: Json) => step('mcp-tool-call', { tool, args });
    const rename = (documentId: string, title: string) => call('renameDocument', { documentId, title });
    expect(conflicts(rename('d1', 'A'), rename('d1', 'B'), documents)).toEqual([
      ['title by renameDocument of "d1"', 'A', 'B'],
    ]);
    expect(conflicts(rename('d1', 'A'), rename('d2', 'B'), documents)).toEqual([]);
    const search = (query: string) => call('searchDocuments', { limit: 1, query });
    expect(conflicts(search('A'), search('B'), documents)).toEqual([]);
    for (const args of [{}, 'd1', null, ['d1']]) {
      expect(conflicts(call('renameDocument', args), rename('d1', 'B'), documents)).toEqual([]);
    }
  });
});
