import { type Catalog, packOfApp } from '../../catalog/index.ts';
import { operatorWords } from '../../language/index.ts';
import type { Event, FilterNode, Leaf, Place, Rule } from '../../model/index.ts';
import { defaultSteps, type EventQuestion, eventsOf, findEvent } from '../satisfy/find-event.ts';
import { type Judgement, judge } from './judge.ts';
import { activeLeaves, type LeafPlace, withConstant } from './substitute.ts';

/** An event with what must come of it. */
export interface GeneratedCase {
  name: string;
  event: Event;
  expect: Judgement;
  /** The condition that decides, by its place in the rule. */
  at?: Place;
  /** False: no event that fits its schema was found for this. */
  fitsSchema: boolean;
}

/** A case that is not there, and why. */
export interface MissingCase {
  name: string;
  at: Place;
  reason: string;
  /** Proved: there can be no such event. */
  isImpossible: boolean;
}

export interface CaseSet {
  cases: GeneratedCase[];
  undecided: MissingCase[];
}

/**
 * Events that pin down what a rule does: one that matches; for each condition one on which it alone decides against
 * the rule, and where it stands in a choice the pair of events (MC/DC); one of another app, one of another type.
 * Made from the samples of the catalog, changed as little as the search manages, and each judged by the chain.
 * The same rule and catalog give the same cases; `seed` turns the samples they are made from.
 */
export function generateCases(rule: Rule, catalog: Catalog, seed = 0): CaseSet {
  const question = turned(eventsOf(rule, catalog), seed);
  const set: CaseSet = { cases: [], undecided: [] };
  const matching = add(set, rule, question, {
    name: 'matches',
    nodes: rule.filter,
    at: 'filter',
    matches: true,
  });
  const [first] = question.bases;
  const base = matching ?? first;
  for (const leaf of activeLeaves(rule)) addDeciding(set, rule, question, leaf, base);
  addOutsiders(set, rule, catalog, base);
  return set;
}

interface Wanted {
  name: string;
  nodes: readonly FilterNode[];
  at: Place;
  matches: boolean;
}

function add(
  set: CaseSet,
  rule: Rule,
  question: EventQuestion,
  { name, nodes, at, matches }: Wanted,
  base?: Event,
): Event | undefined {
  const miss = (reason: string, isImpossible: boolean) => {
    set.undecided.push({ name, at, reason, isImpossible });
    return undefined;
  };
  if (rule.scope.apps.length === 0) return miss('the scope is empty: the rule never fires', true);
  const budget = { left: defaultSteps };
  const near = base ? findEvent(nodes, question, budget, base) : null;
  const found = near?.verdict === 'yes' && near.fitsSchema ? near : findEvent(nodes, question, budget);
  if (found.verdict === 'no') {
    return miss(
      matches && at === 'filter' ? 'no event can match' : 'this condition never decides alone',
      true,
    );
  }
  if (found.verdict === 'undecided') return miss(found.why, false);
  const event = { ...found.event, id: `case-${set.cases.length + 1}` };
  const expect = judge(rule, event, question.catalog);
  set.cases.push({ name, event, expect, fitsSchema: found.fitsSchema, ...(at === 'filter' ? {} : { at }) });
  return found.event;
}

/** The events on which the verdict hangs on one condition: it holds or fails, and so does the rule. */
function addDeciding(set: CaseSet, rule: Rule, question: EventQuestion, place: LeafPlace, base: Event): void {
  const { leaf, at, wanted } = place;
  const words = describeLeaf(leaf);
  // With it the filter holds, without it the filter does not.
  const decides: FilterNode[] = [
    ...withConstant(rule.filter, at, wanted),
    { not: { all: withConstant(rule.filter, at, !wanted) } },
  ];
  const isTop = /^filter\[\d+\]$/.test(at);
  const isInList = at.includes('.where');
  const because = (holds: boolean): FilterNode[] => (isInList ? [] : [holds ? leaf : { not: leaf }]);
  add(
    set,
    rule,
    question,
    {
      name: isTop ? `only fails: ${words}` : `decides against: ${words}`,
      nodes: [...decides, ...because(!wanted), { not: { all: rule.filter } }],
      at,
      matches: false,
    },
    base,
  );
  if (isTop) return;
  add(
    set,
    rule,
    question,
    {
      name: `decides for: ${words}`,
      nodes: [...decides, ...because(wanted), ...rule.filter],
      at,
      matches: true,
    },
    base,
  );
}

/** Events that the rule is not even asked about. */
function addOutsiders(set: CaseSet, rule: Rule, catalog: Catalog, base: Event): void {
  const outsider = (name: string, event: Event) => {
    set.cases.push({ name, event, expect: judge(rule, event, catalog), fitsSchema: true });
  };
  const home = packOfApp(catalog, base.app);
  const apps = [...(home?.directory.apps.map(({ id }) => id) ?? []), ...catalog.apps.keys(), 'another-app'];
  const app = apps.find((id) => !rule.scope.apps.includes(id));
  if (app !== undefined) {
    outsider(`the same in the app “${app}”`, { ...base, id: `case-${set.cases.length + 1}`, app });
  }
  const others = catalog.packs
    .toSorted((a, b) => Number(b === home) - Number(a === home))
    .flatMap(({ eventTypes }) => eventTypes.flatMap(({ samples }) => samples.map(({ event }) => event)));
  const other = others.find(({ type }) => type !== base.type);
  if (!other) return;
  const event = { ...other, id: `case-${set.cases.length + 1}`, app: base.app, tenantId: base.tenantId };
  outsider(`an event of type ${other.type}`, event);
}

function turned(question: EventQuestion, seed: number): EventQuestion {
  const { bases } = question;
  return { ...question, bases: turn(bases, Math.abs(Math.trunc(seed)) % bases.length) };
}

function turn(bases: EventQuestion['bases'], by: number): EventQuestion['bases'] {
  const [first, next, ...others] = bases;
  return by === 0 || next === undefined ? bases : turn([next, ...others, first], by - 1);
}

function describeLeaf({ path, op, value }: Leaf): string {
  const field = path.replace(/^payload\./, '');
  if (op === 'exists') return `${field} ${value === false ? 'does not exist' : 'exists'}`;
  return `${field} ${operatorWords[op]} ${quoted(value)}`;
}

function quoted(value: unknown): string {
  if (typeof value === 'string') return `“${value}”`;
  return Array.isArray(value) ? value.map(quoted).join(', ') : JSON.stringify(value);
}
