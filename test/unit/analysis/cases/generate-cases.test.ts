import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { generateCases } from '../../../../engine/analysis/index.ts';
import { createCatalog } from '../../../../engine/catalog/index.ts';
import { dryRun } from '../../../../engine/drivers/index.ts';
import { scheduleEventType } from '../../../../engine/language/index.ts';
import type { Rule } from '../../../../engine/model/index.ts';
import { catalog, filter, ruleWith } from '../arbitraries.ts';

function expectVerdicts(rule: Rule) {
  const set = generateCases(rule, catalog);
  for (const { name, event, expect: expected } of set.cases) {
    const { outcome, reason } = dryRun({ rule, event, catalog });
    expect([name, outcome, reason]).toEqual([name, expected.outcome, expected.reason]);
    const isAgainst = /^(only fails|decides against)/.test(name);
    if (/^(matches|only fails|decides)/.test(name))
      expect([name, reason === 'conditions']).toEqual([name, isAgainst]);
  }
  return set;
}

describe('cases for a rule', () => {
  it('get in a dry run the verdict they were made for, whatever the rule', () => {
    let [made, open] = [0, 0];
    fc.assert(
      fc.property(filter, (nodes) => {
        const set = expectVerdicts(ruleWith({ filter: nodes }));
        made += set.cases.length;
        open += set.undecided.filter(({ isImpossible }) => !isImpossible).length;
      }),
      { numRuns: 300 },
    );
    expect(open).toBeLessThan(made / 20);
  });

  it('cover every condition of the rules that come with the packs', () => {
    for (const rule of catalog.packs.flatMap(({ sampleRules }) => sampleRules)) {
      const set = expectVerdicts(rule);
      expect([rule.id, set.undecided]).toEqual([rule.id, []]);
      expect(set.cases.every(({ fitsSchema }) => fitsSchema)).toBe(true);
      expect(set.cases.map(({ expect: { reason } }) => reason)).toEqual(
        expect.arrayContaining([null, 'scope', 'trigger']),
      );
    }
  });

  it('show for a branch of a choice the two events between which it alone decides', () => {
    const rule = catalog.packs
      .flatMap(({ sampleRules }) => sampleRules)
      .find(({ id }) => id === 'r_fraud_cards');
    if (!rule) throw new Error('no sample');
    const set = generateCases(rule, catalog);
    expect(set.cases.map(({ name, expect: { reason } }) => [name, reason])).toEqual([
      ['matches', null],
      ['decides against: session.topic equals “fraud”', 'conditions'],
      ['decides for: session.topic equals “fraud”', null],
      ['decides against: session.text contains “fraud”', 'conditions'],
      ['decides for: session.text contains “fraud”', null],
      ['the same in the app “loans”', 'scope'],
      ['an event of type session.closed', 'trigger'],
    ]);
  });

  it('say of a rule with an empty scope that nothing can set it off', () => {
    const { cases, undecided } = generateCases(ruleWith({ scope: { apps: [] } }), catalog);
    expect(cases.filter(({ expect: { reason } }) => reason === null)).toEqual([]);
    expect(undecided[0]).toEqual({
      name: 'matches',
      at: 'filter',
      reason: 'the scope is empty: the rule never fires',
      isImpossible: true,
    });
  });

  it('are made up where the catalog knows nothing of the event', () => {
    const rule = ruleWith({ filter: [{ path: 'payload.a', op: 'eq', value: 1 }] });
    const { cases, undecided } = generateCases(rule, createCatalog([]));
    expect(cases.map(({ name, expect: { outcome } }) => [name, outcome])).toEqual([
      ['matches', 'would-execute'],
      ['only fails: a equals 1', 'would-skip'],
      ['the same in the app “another-app”', 'not-considered'],
    ]);
    expect(undecided).toEqual([]);
  });

  it('name every value of a list', () => {
    const rule = ruleWith({ filter: [{ path: 'payload.a', op: 'in', value: ['x', 2] }] });
    const { cases } = generateCases(rule, createCatalog([]));
    expect(cases.map(({ name }) => name)).toContain('only fails: a is one of “x”, 2');
  });

  it('say of a condition that decides nothing that there can be no such event', () => {
    const same = { path: 'payload.ticket.status', op: 'eq', value: 'open' };
    const { undecided } = generateCases(ruleWith({ filter: [same, same] }), catalog);
    expect(undecided.map(({ at, isImpossible }) => [at, isImpossible])).toEqual([
      ['filter[0]', true],
      ['filter[1]', true],
    ]);
  });

  it('are made from the other samples in turn, the same for the same seed', () => {
    const type = catalog.eventTypes.get('SlaBreached')?.value;
    const [sample] = type?.samples ?? [];
    if (!type || !sample) throw new Error('no sample');
    const named = (name: string) => ({
      name,
      event: { ...sample.event, actor: { kind: 'agent' as const, id: name } },
    });
    const samples = ['one', 'two', 'three'].map(named);
    const packs = catalog.packs.map((pack) => ({
      ...pack,
      eventTypes: pack.eventTypes.map((each) => (each.type === type.type ? { ...each, samples } : each)),
    }));
    const known = createCatalog(packs);
    const firstBy = (seed: number) => generateCases(ruleWith({}), known, seed).cases[0]?.event.actor.id;
    expect([0, 1, 2, 3, 4, -1, 1.9].map(firstBy)).toEqual([
      'one',
      'two',
      'three',
      'one',
      'two',
      'two',
      'two',
    ]);
    const trigger = { kind: 'event', eventType: 'Nobody' };
    expect(generateCases(ruleWith({ trigger }), createCatalog([]), 5)).toEqual(
      generateCases(ruleWith({ trigger }), createCatalog([]), 0),
    );
  });

  it('leave out the other app where the rule is for all there are', () => {
    const { cases } = generateCases(ruleWith({ scope: { apps: ['another-app'] } }), createCatalog([]));
    expect(cases.map(({ name }) => name)).toEqual(['matches']);
  });

  it('say where an event is beyond what can be worked out', () => {
    const filter = ['^a.*q', '^b.*z'].map((value) => ({
      path: 'payload.ticket.subject',
      op: 'matches',
      value,
    }));
    expect(generateCases(ruleWith({ filter }), catalog).undecided[0]).toEqual({
      name: 'matches',
      at: 'filter',
      reason: 'its conditions are beyond what can be worked out',
      isImpossible: false,
    });
  });

  it('for a schedule are firings of the rule itself, whatever samples the catalog has of firings', () => {
    const [pack] = catalog.packs;
    const [type] = pack?.eventTypes ?? [];
    const [sample] = type?.samples ?? [];
    if (!pack || !type || !sample) throw new Error('no sample');
    const event = { ...sample.event, type: scheduleEventType, streamId: 'r_other' };
    const firing = { ...type, type: scheduleEventType, samples: [{ name: 'f', event }] };
    const known = createCatalog([{ ...pack, eventTypes: [...pack.eventTypes, firing] }]);
    const trigger = { kind: 'schedule', schedule: { kind: 'every', minutes: 60 } };
    const rule = ruleWith({ trigger, scope: { apps: [event.app] } });
    const { cases } = generateCases(rule, known);
    expect(cases[0]).toMatchObject({
      name: 'matches',
      event: { streamId: 'r_test' },
      expect: { reason: null },
    });
  });
});
