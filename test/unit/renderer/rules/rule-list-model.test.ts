import { describe, expect, it } from 'vitest';
import { builtInPacks, createCatalog } from '../../../../engine/catalog/index.ts';
import type { LiveRule, RuleSummary } from '../../../../engine/contract/index.ts';
import { changeLists } from '../../../../renderer/rules/bulk-change.ts';
import {
  agoText,
  filterRules,
  firedText,
  folderRules,
  type ListedRule,
  noRuleFilter,
  type RuleFilter,
  rangeOf,
  versionSign,
} from '../../../../renderer/rules/rule-list-model.ts';

const catalog = createCatalog(builtInPacks());

function listed(part: Partial<RuleSummary>, live: Partial<LiveRule> | null = null): ListedRule {
  const rule: RuleSummary = {
    id: 'r_a',
    name: 'Fraud',
    labels: [],
    order: 0,
    enabled: true,
    apps: ['cards'],
    trigger: { kind: 'event', eventType: 'session.opened' },
    actionCount: 1,
    version: 6,
    hasUnsavedVersion: false,
    hash: 'h',
    problems: { errors: 0, warnings: 0 },
    updatedAt: '2026-03-02T09:00:00.000Z',
    ...part,
  };
  const base = { id: rule.id, name: rule.name, version: 5, enabled: true, hash: 'h' };
  return { rule, live: live && { ...base, ...live }, activity: null };
}

describe('what tells the versions of a rule apart', () => {
  it.each([
    ['nothing, where all are one', listed({}, {}), true, null],
    ['the draft, where no workspace is joined', listed({ hasUnsavedVersion: true }), false, 'draft v7'],
    [
      'both numbers, where the draft differs',
      listed({ hasUnsavedVersion: true, hash: 'x' }, {}),
      true,
      'draft v7 / live v5',
    ],
    ['both numbers, where the saved version differs', listed({ hash: 'x' }, {}), true, 'v6 / live v5'],
    ['the switch, where only that differs', listed({}, { enabled: false }), true, 'v6 / live v5 off'],
    ['that it is not live', listed({}), true, 'not live'],
    ['that a draft is not live', listed({ hasUnsavedVersion: true }), true, 'draft v7 / not live'],
    ['a draft that came back to what is live', listed({ hasUnsavedVersion: true }, {}), true, 'draft v7'],
    ['nothing without a workspace', listed({}), false, null],
  ])('is %s', (_case, rule, hasWorkspace, sign) => {
    expect(versionSign(rule, hasWorkspace)).toBe(sign);
  });
});

describe('the filters of the list', () => {
  const fraud = listed({ labels: ['night'], hash: 'x', hasUnsavedVersion: true }, {});
  const off = listed(
    { id: 'r_b', name: 'Welcome', enabled: false, apps: ['loans', 'cards'] },
    { enabled: false },
  );
  const bad: ListedRule = {
    ...listed({ id: 'r_c', name: 'Close', apps: [], problems: { errors: 1, warnings: 0 } }, null),
    activity: { id: 'r_c', lastFired: null, runs: 3, failures: 2 },
  };
  const warned = listed({ id: 'r_d', name: 'Warned', problems: { errors: 0, warnings: 2 } }, {});
  const all = [fraud, off, bad, warned];
  const found = (search: string, filter: Partial<RuleFilter> = {}, hasWorkspace = true) =>
    filterRules(all, search, { ...noRuleFilter, ...filter }, { catalog, hasWorkspace }).map(
      ({ rule }) => rule.id,
    );

  it('let through what has every word in its name, trigger, app or label', () => {
    expect(found('  ')).toEqual(['r_a', 'r_b', 'r_c', 'r_d']);
    expect(found('NIGHT session')).toEqual(['r_a']);
    expect(found('loans')).toEqual(['r_b']);
    expect(found('opened welcome')).toEqual(['r_b']);
    expect(found('night welcome')).toEqual([]);
  });

  it.each([
    [{ app: 'cards' }, ['r_a', 'r_b', 'r_d']],
    [{ status: 'enabled' }, ['r_a', 'r_c', 'r_d']],
    [{ status: 'disabled' }, ['r_b']],
    [{ status: 'draft' }, ['r_a']],
    [{ status: 'not-live' }, ['r_a', 'r_c']],
    [{ status: 'failing' }, ['r_c']],
    [{ problems: 'errors' }, ['r_c']],
    [{ problems: 'problems' }, ['r_c', 'r_d']],
    [{ problems: 'none' }, ['r_a', 'r_b']],
    [{ problems: 'none', status: 'disabled', app: 'loans' }, ['r_b']],
  ] satisfies [Partial<RuleFilter>, string[]][])('narrow it by %o', (filter, ids) => {
    expect(found('', filter)).toEqual(ids);
  });

  it('call nothing different from live where there is nothing live', () => {
    expect(found('', { status: 'not-live' }, false)).toEqual([]);
  });
});

describe('folders', () => {
  const rules = [
    listed({ id: 'r_1', labels: ['sla', 'night'] }),
    listed({ id: 'r_2', labels: ['fraud'], apps: [] }),
    listed({ id: 'r_3', trigger: { kind: 'schedule', schedule: { kind: 'every', minutes: 5 } } }),
    listed({ id: 'r_4', labels: ['fraud'], apps: ['of-old'], trigger: { kind: 'event', eventType: 'gone' } }),
  ];
  const folders = (by: Parameters<typeof folderRules>[1]) =>
    folderRules(rules, by, catalog).map((folder) => [folder.title, folder.rules.map(({ rule }) => rule.id)]);

  it('are by the first label, in the order of the alphabet, the rest last', () => {
    expect(folders('label')).toEqual([
      ['fraud', ['r_2', 'r_4']],
      ['sla', ['r_1']],
      ['Without a label', ['r_3']],
    ]);
  });

  it('are by app or by workspace', () => {
    expect(folders('app')).toEqual([
      ['Cards', ['r_1', 'r_3']],
      ['of-old', ['r_4']],
      ['Without an app', ['r_2']],
    ]);
    expect(folders('workspace')).toEqual([
      ['Acme Bank', ['r_1', 'r_2', 'r_3']],
      ['Elsewhere', ['r_4']],
    ]);
  });

  it('can be done without', () => {
    expect(folders('none')).toEqual([['All rules', ['r_1', 'r_2', 'r_3', 'r_4']]]);
    expect(folderRules([], 'none', catalog)).toEqual([]);
    expect(folderRules([], 'label', catalog)).toEqual([]);
  });
});

describe('a range of rows', () => {
  const rows = ['a', 'b', 'c', 'd'];
  it('goes from one to the other, whichever is first', () => {
    expect(rangeOf(rows, 'b', 'd')).toEqual(['b', 'c', 'd']);
    expect(rangeOf(rows, 'c', 'a')).toEqual(['a', 'b', 'c']);
  });
  it('is one row where the other is not shown', () => {
    expect(rangeOf(rows, null, 'c')).toEqual(['c']);
    expect(rangeOf(rows, 'gone', 'c')).toEqual(['c']);
  });
});

describe('when a rule last fired', () => {
  const now = Date.parse('2026-03-02T12:00:00.000Z');
  it.each([
    ['2026-03-02T11:59:30.000Z', 'just now'],
    ['2026-03-02T12:00:05.000Z', 'just now'],
    ['2026-03-02T11:59:00.000Z', '1 min ago'],
    ['2026-03-02T11:00:01.000Z', '59 min ago'],
    ['2026-03-02T11:00:00.000Z', '1 h ago'],
    ['2026-03-01T12:00:01.000Z', '23 h ago'],
    ['2026-03-01T12:00:00.000Z', 'yesterday'],
    ['2026-02-20T12:00:00.000Z', '10 days ago'],
  ])('%s is %s', (at, words) => {
    expect(agoText(at, now)).toBe(words);
  });

  it('says never only where everything was read', () => {
    const fired = { id: 'r', lastFired: '2026-03-02T11:55:00.000Z', runs: 2, failures: 0 };
    expect(firedText(fired, { since: null, now })).toBe('fired 5 min ago');
    expect(firedText(null, { since: null, now })).toBe('never fired');
    expect(firedText({ ...fired, lastFired: null }, { since: null, now })).toBe('held back, never fired');
    expect(firedText(null, { since: '2026-03-01T12:00:00.000Z', now })).toBe('not fired since yesterday');
  });
});

describe('one change of many rules', () => {
  const rules = [
    listed({ id: 'r_1', apps: ['cards'], labels: ['a', 'b'] }).rule,
    listed({ id: 'r_2', apps: ['cards', 'loans'], labels: [] }).rule,
    listed({ id: 'r_3', apps: [], trigger: { kind: 'event', eventType: 'TicketCreated' } }).rule,
  ];

  it('adds and takes away labels, and leaves alone what has it so', () => {
    expect(changeLists(rules, 'labels', { a: false, c: true }, catalog)).toEqual([
      { id: 'r_1', labels: ['b', 'c'] },
      { id: 'r_2', labels: ['c'] },
      { id: 'r_3', labels: ['c'] },
    ]);
    expect(changeLists(rules, 'labels', { a: true, b: true }, catalog).map(({ id }) => id)).toEqual([
      'r_2',
      'r_3',
    ]);
    expect(changeLists(rules, 'labels', {}, catalog)).toEqual([]);
  });

  it('gives a rule only apps that its event can come from', () => {
    expect(changeLists(rules, 'apps', { loans: true, cards: false }, catalog)).toEqual([
      { id: 'r_1', apps: ['loans'] },
      { id: 'r_2', apps: ['loans'] },
    ]);
    const scheduled = listed({
      apps: [],
      trigger: { kind: 'schedule', schedule: { kind: 'every', minutes: 5 } },
    });
    expect(changeLists([scheduled.rule], 'apps', { loans: true }, catalog)).toEqual([
      { id: 'r_a', apps: ['loans'] },
    ]);
  });

  it('gives no rule more labels than it may have', () => {
    const full = listed({ labels: Array.from({ length: 50 }, (_, index) => `l${index}`) }).rule;
    expect(changeLists([full], 'labels', { more: true }, catalog)).toEqual([]);
  });
});
