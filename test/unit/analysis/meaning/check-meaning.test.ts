import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkMeaning } from '../../../../engine/analysis/meaning/check-meaning.ts';
import { eventsOf, isMatch } from '../../../../engine/analysis/satisfy/find-event.ts';
import { replaceFilter } from '../../../../engine/editing/index.ts';
import type { Event, Json, Problem, Rule } from '../../../../engine/model/index.ts';
import { catalog, event, filter, ruleWith } from '../arbitraries.ts';

const question = eventsOf(ruleWith({}), catalog);
const check = (nodes: readonly unknown[]) => checkMeaning(ruleWith({ filter: nodes }), catalog, []);
const found = (nodes: readonly unknown[]) => check(nodes).map(({ code, at }) => `${code} ${at}`);
const leaf = (path: string, op: string, value: Json) => ({ path: `payload.ticket.${path}`, op, value });

describe('what a filter comes to', () => {
  it('is said only where it is so, whatever the event', () => {
    const count: Record<string, number> = {};
    fc.assert(
      fc.property(filter, fc.array(event, { minLength: 10, maxLength: 10 }), (nodes, events) => {
        const rule = ruleWith({ filter: nodes });
        const problems = checkMeaning(rule, catalog, []);
        for (const problem of problems) {
          count[problem.code] = (count[problem.code] ?? 0) + 1;
          for (const each of events) expectTrue(problem, rule, each);
        }
      }),
      { numRuns: 1500 },
    );
    for (const code of [
      'never-matches',
      'always-matches',
      'contradictory-condition',
      'redundant-condition',
    ]) {
      expect([code, (count[code] ?? 0) > 20]).toEqual([code, true]);
    }
    for (const code of [
      'never-matches-schema',
      'redundant-by-schema',
      'unreachable-branch',
      'subsumed-branch',
    ]) {
      expect([code, (count[code] ?? 0) > 20]).toEqual([code, true]);
    }
  });

  it('names the condition that another contradicts', () => {
    const problems = check([
      leaf('priority', 'lt', 'normal'),
      leaf('id', 'gt', 1),
      leaf('priority', 'gt', 'high'),
    ]);
    const clash = problems.find(({ code }) => code === 'contradictory-condition');
    expect(clash).toMatchObject({
      at: 'filter[2]',
      message: expect.stringContaining('filter[0] (payload.ticket.priority lt'),
    });
    expect(clash?.message).not.toContain('filter[1]');
  });

  it('names what a not denies in vain, because what stands around it holds anyway', () => {
    const problems = check([
      leaf('subject', 'eq', 'x'),
      { not: { all: [leaf('subject', 'eq', 'x'), leaf('id', 'gt', 1)] } },
    ]);
    expect(problems.find(({ at }) => at === 'filter[1].not.all[0]')).toMatchObject({
      code: 'redundant-condition',
      message: 'always holds where the conditions around it hold',
      fix: 'remove it',
    });
  });

  it('names the first of many conditions that together leave nothing', () => {
    const all = ['low', 'normal', 'high', 'urgent'].map((value) => leaf('priority', 'neq', value));
    const never = check([...all]).find(({ code }) => code === 'never-matches-schema');
    expect(never?.message).toMatch(/: see filter\[0\] .*, filter\[1\] .* and \d more$/);
  });

  it('knows the order of an enum, and what missing means', () => {
    expect(found([leaf('priority', 'gte', 'high'), leaf('priority', 'neq', 'low')])).toEqual([
      'redundant-condition filter[1]',
    ]);
    expect(found([leaf('subject', 'neq', 'x'), leaf('subject', 'exists', false)])).toEqual([
      'never-matches-schema filter[1]',
      'redundant-condition filter[0]',
    ]);
  });

  it('compares a list as a whole with its items', () => {
    expect(found([leaf('tags', 'eq', ['a', 'b']), leaf('tags.1', 'eq', 'a')])).toContain(
      'never-matches filter',
    );
    expect(
      found([
        leaf('tags', 'contains', 'a'),
        { everyItem: 'payload.ticket.tags', where: { path: 'item', op: 'eq', value: 'b' } },
      ]),
    ).toContain('never-matches filter');
  });

  it('says of equal conditions that the later one is too much', () => {
    expect(found([leaf('status', 'eq', 'open'), leaf('status', 'eq', 'open')])).toEqual([
      'redundant-condition filter[1]',
    ]);
  });

  it('looks inside where', () => {
    const where = {
      all: [
        { path: 'item', op: 'eq', value: 'a' },
        { path: 'item', op: 'eq', value: 'b' },
      ],
    };
    expect(found([{ anyItem: 'payload.ticket.tags', where }])).toContain(
      'contradictory-condition filter[0].where.all[1]',
    );
  });

  it('says nothing of what cannot be decided', () => {
    expect(found([leaf('subject', 'matches', '^(a|b)+$'), leaf('subject', 'matches', '^[ab]*$')])).toEqual(
      [],
    );
  });

  it('takes a rule of a thousand conditions in its stride', () => {
    const apart = Array.from({ length: 1000 }, (_, index) => leaf(`meta.f${index % 40}`, 'neq', `x${index}`));
    const same = Array.from({ length: 1000 }, (_, index) => leaf('subject', 'neq', `x${index}`));
    const nested = Array.from({ length: 250 }, (_, index) => ({
      any: [leaf('subject', 'contains', `a${index}`), leaf('id', 'eq', index), leaf('status', 'eq', 'open')],
    }));
    for (const nodes of [apart, same, nested]) {
      const rule = ruleWith({ filter: nodes });
      checkMeaning(ruleWith({ filter: nodes.slice(0, 20) }), catalog, []);
      const start = performance.now();
      checkMeaning(rule, catalog, []);
      const took = performance.now() - start;
      expect(took).toBeLessThan(2000);
    }
  });
});

/** Checks what a problem says on one event. */
function expectTrue(problem: Problem, rule: Rule, event: Event): void {
  const matches = isMatch(rule.filter, event, question);
  const fits = question.fits(event);
  // What changes nothing may as well be what it is said to be, always.
  const isFalse = problem.message.includes('fails') || problem.message.includes('branch');
  const simpler = () =>
    isMatch(
      replaceFilter(rule, problem.at, isFalse ? { any: [] } : { all: [] }).rule.filter,
      event,
      question,
    );
  switch (problem.code) {
    case 'never-matches':
      expect(matches).toBe(false);
      break;
    case 'always-matches':
      expect(matches).toBe(true);
      break;
    case 'never-matches-schema':
      expect(matches && fits).toBe(false);
      break;
    case 'redundant-condition':
    case 'subsumed-branch':
    case 'unreachable-branch':
      expect([problem, simpler()]).toEqual([problem, matches]);
      break;
    case 'redundant-by-schema':
      if (fits) expect([problem, simpler()]).toEqual([problem, matches]);
  }
}

describe('what is known already', () => {
  const among = (...values: string[]) => leaf('subject', 'in', values);
  const known = (at: string): Problem => ({ severity: 'error', code: 'value-type', message: '', at });
  const codesOf = (nodes: readonly unknown[], ...places: string[]) =>
    checkMeaning(ruleWith({ filter: nodes }), catalog, places.map(known)).map(
      ({ code, at }) => `${code} ${at}`,
    );

  it('about a branch is not said again as one that another covers', () => {
    const choice = [{ any: [among('a'), among('a', 'b')] }];
    expect(codesOf(choice)).toEqual(['subsumed-branch filter[0].any[0]']);
    expect(codesOf(choice, 'filter[0].any[0].value')).toEqual([]);
  });

  it('about a branch is not said again as one that never holds', () => {
    const choice = [among('c'), { any: [among('a'), leaf('id', 'gt', 4)] }];
    expect(codesOf(choice)).toEqual(['unreachable-branch filter[1].any[0]']);
    expect(codesOf(choice, 'filter[1].any[0]')).toEqual([]);
  });
});

describe('what cannot be read or is not known', () => {
  it('is not looked into: a list without a path', () => {
    const where = {
      all: [
        { path: 'item', op: 'eq', value: 'a' },
        { path: 'item', op: 'eq', value: 'b' },
      ],
    };
    expect(found([{ anyItem: 'payload..tags', where }])).not.toContain(
      'contradictory-condition filter[0].where.all[1]',
    );
    expect(found([{ anyItem: 'payload.ticket.tags', where }])).toContain(
      'contradictory-condition filter[0].where.all[1]',
    );
  });

  it('has no schema to go by: only what no event at all can do is said', () => {
    const unknown = (nodes: readonly unknown[]) =>
      checkMeaning(
        ruleWith({ trigger: { kind: 'event', eventType: 'Nobody' }, filter: nodes }),
        catalog,
        [],
      ).map(({ code, at }) => `${code} ${at}`);
    expect(unknown([leaf('priority', 'eq', 'nonsense')])).toEqual([]);
    expect(unknown([leaf('priority', 'eq', 'a'), leaf('priority', 'eq', 'b')])).toContain(
      'never-matches filter',
    );
  });
});

describe('looking with fewer steps', () => {
  it.each<[string, unknown[]]>([
    [
      'a choice',
      [{ any: [leaf('subject', 'eq', 'a'), leaf('subject', 'in', ['a', 'b']), leaf('subject', 'eq', 'b')] }],
    ],
    ['a clash', [leaf('subject', 'eq', 'a'), leaf('id', 'gt', 1), leaf('subject', 'eq', 'b')]],
    [
      'a redundancy',
      [leaf('subject', 'eq', 'a'), leaf('subject', 'in', ['a', 'b']), { not: leaf('subject', 'eq', 'c') }],
    ],
  ])('at %s says less, and never anything else', (_, nodes) => {
    const at = (steps?: number) =>
      checkMeaning(ruleWith({ filter: nodes }), catalog, [], steps).map(({ code, at }) => `${code} ${at}`);
    const full = at();
    expect(full.length).toBeGreaterThan(0);
    expect(at(0)).toEqual([]);
    for (let steps = 0; steps < 300; steps++) expect(full).toEqual(expect.arrayContaining(at(steps)));
  });
});
