import { describe, expect, it } from 'vitest';
import { createRuleSet } from '../../../engine/matching/index.ts';
import {
  collectMatches,
  createTree,
  insertMember,
  removeMember,
  unsplit,
} from '../../../engine/matching/rule-tree.ts';
import type { Tree } from '../../../engine/matching/tree-node.ts';
import type { FilterNode, Json, Leaf, Rule } from '../../../engine/model/index.ts';
import { entryFor } from './entries.ts';
import { eventOf, messyCatalog, ruleOf } from './messy.ts';

const leaf = (path: string, op: Leaf['op'], value: Leaf['value']): Leaf => ({ path, op, value });
const ids = (rules: readonly Rule[]) => rules.map(({ id }) => id);
const setOf = (count: number, filterOf: (index: number) => FilterNode[]) =>
  createRuleSet(
    messyCatalog,
    Array.from({ length: count }, (_, index) => ruleOf(`r_${index}`, filterOf(index))),
  );

describe('rules that are too many for a list', () => {
  it('are told apart by the values they ask for', () => {
    const set = setOf(1_200, (index) => (index === 7 ? [] : [leaf('payload.n', 'eq', index)]));
    expect(ids(set.match(eventOf({ n: 900 })))).toEqual(['r_7', 'r_900']);
    expect(ids(set.match(eventOf({ n: '900' })))).toEqual(['r_7']);
    expect(ids(set.match(eventOf({})))).toEqual(['r_7']);
    expect(set.remove('r_900')).toBe(true);
    expect(set.remove('r_7')).toBe(true);
    expect(ids(set.match(eventOf({ n: 900 })))).toEqual([]);
    set.add(ruleOf('r_900', [leaf('payload.n', 'in', [900, 1])]));
    set.add(ruleOf('r_7', [leaf('payload.n', 'gt', 1_100)]));
    expect(ids(set.match(eventOf({ n: 1 })))).toEqual(['r_1', 'r_900']);
    expect(ids(set.match(eventOf({ n: 1_150 })))).toEqual(['r_1150', 'r_7']);
  });

  it('are told apart by the items and texts they ask for', () => {
    const set = setOf(600, (index) =>
      index < 2 ? [] : [leaf('payload.list', 'contains', index % 2 ? `<${index}>` : index)],
    );
    const all = ['r_0', 'r_1'];
    const matches = (list: Json) => ids(set.match(eventOf({ list })));
    expect(matches([4, '<5>', 4, 6, '<x>'])).toEqual([...all, 'r_4', 'r_5', 'r_6']);
    expect(matches('x<5>4<7>')).toEqual([...all, 'r_5', 'r_7']);
    for (const other of [4, null, { 0: 4 }, [], ['none']]) expect(matches(other)).toEqual(all);
    expect(set.remove('r_5')).toBe(true);
    expect(matches([4, '<5>'])).toEqual([...all, 'r_4']);
    set.add(ruleOf('r_5', [leaf('payload.list', 'contains', 'new')]));
    expect(matches(['new'])).toEqual([...all, 'r_5']);
  });

  it('are told apart within each value again, and by what few of them ask for', () => {
    const set = setOf(2_400, (index) => [
      leaf('payload.half', 'eq', index % 2),
      ...(index % 4 < 2 ? [leaf('payload.list', 'contains', index)] : [leaf('payload.n', 'eq', index)]),
    ]);
    expect(ids(set.match(eventOf({ half: 0, n: 1_002, list: [1_200, 1_201] })))).toEqual([
      'r_1002',
      'r_1200',
    ]);
    expect(ids(set.match(eventOf({ half: 1, n: 1_002, list: [1_200, 1_201] })))).toEqual(['r_1201']);
  });

  it('must hold all the items that they ask for', () => {
    const set = setOf(600, (index) => [
      leaf('payload.list', 'contains', index),
      leaf('payload.list', 'contains', index + 1),
    ]);
    expect(ids(set.match(eventOf({ list: [5, 6, 8] })))).toEqual(['r_5']);
  });

  it('are in the rest when they exclude a value, or ask for too many values in too many places', () => {
    const many = Array.from({ length: 65 }, (_, index) => index);
    const set = setOf(2_000, (index) => {
      if (index === 0) return [leaf('payload.a', 'neq', 3)];
      if (index === 1) return [leaf('payload.a', 'in', [3, 4]), leaf('payload.b', 'in', many)];
      return [leaf('payload.a', 'eq', index % 3), leaf('payload.b', 'eq', index)];
    });
    expect(ids(set.match(eventOf({ a: 1, b: 1_000 })))).toEqual(['r_0', 'r_1000']);
    expect(ids(set.match(eventOf({ a: 3, b: 64 })))).toEqual(['r_1']);
    expect(ids(set.match(eventOf({ a: 4, b: 65 })))).toEqual(['r_0']);
  });

  it('are in the rest of a second split when they exclude its values or are in too many places', () => {
    const many = Array.from({ length: 65 }, (_, index) => index);
    const set = setOf(2_000, (index) => {
      if (index === 0) return [leaf('payload.a', 'in', many), leaf('payload.b', 'in', [1, 2])];
      if (index === 1) return [leaf('payload.a', 'eq', 0), leaf('payload.b', 'neq', 1)];
      if (index < 800) return [leaf('payload.a', 'eq', 0), leaf('payload.b', 'eq', index)];
      return [leaf('payload.a', 'eq', 1 + (index % 60))];
    });
    expect(ids(set.match(eventOf({ a: 0, b: 1 })))).toEqual(['r_0']);
    expect(ids(set.match(eventOf({ a: 0, b: 700 })))).toEqual(['r_1', 'r_700']);
    expect(ids(set.match(eventOf({ a: 64, b: 2 })))).toEqual(['r_0']);
  });

  it('stay one list where nothing tells them apart', () => {
    const set = setOf(700, (index) => [leaf('payload.n', 'gte', index)]);
    expect(set.match(eventOf({ n: 650 })).length).toBe(651);
    expect(set.probe('known', 'a')?.mayMatch([-1])).toBe(false);
    expect(set.probe('known', 'a')?.mayMatch([0])).toBe(true);
  });

  it('stand in 64 places at most each, however many values they ask for at several paths', () => {
    const values = Array.from({ length: 60 }, (_, index) => index);
    const set = setOf(1_500, (index) => [
      leaf('payload.a', 'in', values),
      leaf('payload.b', 'in', [...values, `b${index}`]),
      leaf('payload.c', 'in', [...values, `c${index}`]),
    ]);
    expect(ids(set.match(eventOf({ a: 3, b: 'b1499', c: 5 })))).toEqual(['r_1499']);
    expect(set.match(eventOf({ a: 3, b: 4, c: 5 })).length).toBe(1_500);
    expect(set.match(eventOf({ a: 60, b: 4, c: 5 }))).toEqual([]);
  });

  it('stay under their value when another that asks for it is removed', () => {
    const set = setOf(1_200, (index) => [leaf('payload.n', 'eq', index >> 1)]);
    expect(ids(set.match(eventOf({ n: 5 })))).toEqual(['r_10', 'r_11']);
    expect(set.remove('r_10')).toBe(true);
    expect(ids(set.match(eventOf({ n: 5 })))).toEqual(['r_11']);
    expect(set.remove('r_11')).toBe(true);
    expect(ids(set.match(eventOf({ n: 5 })))).toEqual([]);
  });

  it('leave nothing behind when all are removed', () => {
    const set = setOf(600, (index) => [leaf('payload.n', 'eq', index)]);
    for (let index = 0; index < 600; index++) set.remove(`r_${index}`);
    expect([set.match(eventOf({ n: 1 })), set.probe('known', 'a'), set.size]).toEqual([[], null, 0]);
    set.add(ruleOf('r_1', [leaf('payload.n', 'lt', 2)]));
    expect(ids(set.match(eventOf({ n: 1 })))).toEqual(['r_1']);
  });
});

describe('a probe of rules that are told apart', () => {
  const mayMatch = (set: ReturnType<typeof setOf>, values: Record<string, Json>) => {
    const probe = set.probe('known', 'a');
    return probe?.mayMatch(probe.paths.map(({ text }) => values[text]));
  };

  it.each([100, 600])('follows their values, of %i rules', (count) => {
    const set = setOf(count, (index) => [
      leaf('payload.n', 'eq', index),
      leaf('payload.size', 'gt', 10),
      leaf('payload.list', 'contains', index),
    ]);
    expect(mayMatch(set, { 'payload.n': 5, 'payload.size': 11 })).toBe(true);
    expect(mayMatch(set, { 'payload.n': 5, 'payload.size': 10 })).toBe(false);
    expect(mayMatch(set, { 'payload.n': count, 'payload.size': 11 })).toBe(false);
    expect(mayMatch(set, { 'payload.size': 11 })).toBe(false);
  });

  it.each([100, 600])('may hold any item, of %i rules', (count) => {
    const set = setOf(count, (index) => [
      leaf('payload.list', 'contains', index),
      leaf('payload.size', 'lt', 10),
    ]);
    expect(mayMatch(set, { 'payload.size': 9 })).toBe(true);
    expect(mayMatch(set, { 'payload.size': 10 })).toBe(false);
  });

  it('tells nothing where a rule of the rest asks for nothing', () => {
    const set = setOf(600, (index) => (index === 0 ? [] : [leaf('payload.n', 'eq', index)]));
    expect(set.probe('known', 'a')?.paths).toEqual([]);
    expect(set.probe('known', 'a')?.mayMatch([])).toBe(true);
  });

  it('knows values that only other blocks ask for', () => {
    const set = setOf(200, (index) => [
      leaf('payload.a', index < 100 ? 'eq' : 'neq', index),
      leaf('payload.b', 'eq', `b${index}`),
    ]);
    expect(mayMatch(set, { 'payload.a': 5, 'payload.b': 'b5' })).toBe(true);
    expect(mayMatch(set, { 'payload.a': 6, 'payload.b': 'b5' })).toBe(false);
    expect(mayMatch(set, { 'payload.a': 6, 'payload.b': 'b150' })).toBe(true);
    expect(mayMatch(set, { 'payload.a': 150, 'payload.b': 'b150' })).toBe(false);
    expect(ids(set.match(eventOf({ a: 5, b: 'b5' })))).toEqual(['r_5']);
    expect(ids(set.match(eventOf({ a: 7, b: 'b150' })))).toEqual(['r_150']);
  });
});

describe('a tree of rules', () => {
  const entry = (index: number, ...filter: FilterNode[]) => entryFor(`r_${index}`, filter);
  const asking = (index: number) => entry(index, leaf('payload.n', 'eq', index));
  const many = (count: number, entryAt: (index: number) => ReturnType<typeof entry>) =>
    Array.from({ length: count }, (_, index) => entryAt(index));
  const treeOf = (entries: ReturnType<typeof many>) => createTree(new Map(), entries);
  const found = (tree: Tree, payload: Record<string, Json>) => {
    const rules: Rule[] = [];
    collectMatches(tree, eventOf(payload), rules);
    return ids(rules).toSorted();
  };
  /** What tells its rules apart, how many of them each value has and how many have none; or the length of a list. */
  const shapeOf = ({ node }: Tree) =>
    node.kind === 'list'
      ? node.entries.length
      : {
          by: node.name,
          sizes: [...node.children].map(([value, child]) => [value, child.entries.size]),
          rest: node.rest.entries.size,
        };
  const waysOf = ({ node }: Tree) => (node.kind === 'list' ? [] : [...node.children.keys()]);
  const halves = (index: number) => entry(index, leaf('payload.n', 'eq', index % 2));

  it('is one list of up to 512 rules, and is split at the next one', () => {
    const tree = treeOf(many(512, halves));
    expect([shapeOf(tree), tree.entries.size, tree.arrangeAt]).toEqual([512, 512, 666]);
    const grown = treeOf([]);
    expect([shapeOf(grown), grown.arrangeAt]).toEqual([0, 513]);
    for (const { member } of many(512, halves)) insertMember(grown, member);
    expect(shapeOf(grown)).toBe(512);
    insertMember(grown, halves(512).member);
    expect(shapeOf(grown)).toEqual({
      by: 'payload.n',
      sizes: [
        [0, 257],
        [1, 256],
      ],
      rest: 0,
    });
    expect([grown.entries.size, grown.arrangeAt]).toEqual([513, 1_026]);
    expect(shapeOf(treeOf(many(513, halves)))).toEqual(shapeOf(grown));
  });

  it('stays a list where nothing tells its rules apart, and tries again when it has grown by a third', () => {
    const open = (index: number) => entry(index, leaf('payload.n', 'gt', index));
    const tree = treeOf(many(600, open));
    expect([shapeOf(tree), tree.arrangeAt]).toEqual([600, 780]);
    for (let index = 600; index < 779; index++) insertMember(tree, asking(index).member);
    expect(shapeOf(tree)).toBe(779);
    insertMember(tree, asking(779).member);
    expect(shapeOf(tree)).toMatchObject({ by: 'payload.n', rest: 600 });
    expect([waysOf(tree).length, tree.arrangeAt]).toEqual([180, 1_560]);
  });

  it('puts a rule where it belongs, and takes it out there', () => {
    const tree = treeOf(many(600, halves));
    const [none, other, several] = [
      entry(600, leaf('payload.a', 'eq', 1)),
      entry(601, leaf('payload.n', 'eq', 'new')),
      entry(602, leaf('payload.n', 'in', [0, 'new'])),
    ];
    if (!none || !other || !several) throw new Error('there are three');
    for (const { member } of [none, other, several]) insertMember(tree, member);
    expect(shapeOf(tree)).toEqual({
      by: 'payload.n',
      sizes: [
        [0, 301],
        [1, 300],
        ['new', 2],
      ],
      rest: 1,
    });
    expect(found(tree, { n: 'new', a: 1 })).toEqual(['r_600', 'r_601', 'r_602']);
    removeMember(tree, several.member);
    expect(shapeOf(tree)).toEqual({
      by: 'payload.n',
      sizes: [
        [0, 300],
        [1, 300],
        ['new', 1],
      ],
      rest: 1,
    });
    removeMember(tree, other.member);
    removeMember(tree, none.member);
    expect(shapeOf(tree)).toEqual({
      by: 'payload.n',
      sizes: [
        [0, 300],
        [1, 300],
      ],
      rest: 0,
    });
    expect(tree.entries.size).toBe(600);
    removeMember(tree, none.member);
    expect(tree.entries.size).toBe(600);
  });

  it('takes a rule out where the rest is told apart too', () => {
    const entries = many(1_200, (index) =>
      entry(index, leaf(index % 2 ? 'payload.n' : 'payload.a', 'eq', index)),
    );
    const tree = treeOf(entries);
    expect(tree.node.kind === 'values' && tree.node.rest.node.kind).toBe('values');
    for (const { member } of entries.slice(2)) removeMember(tree, member);
    expect([found(tree, { a: 0, n: 1 }), found(tree, { a: 2, n: 3 })]).toEqual([['r_0', 'r_1'], []]);
    expect(tree.entries.size).toBe(2);
  });

  it('is an empty list once all its rules are gone', () => {
    const entries = many(600, halves);
    const tree = treeOf(entries);
    for (const { member } of entries) removeMember(tree, member);
    expect([shapeOf(tree), tree.entries.size, tree.node.kind]).toEqual([0, 0, 'list']);
  });

  it('is split by the items of lists', () => {
    const tree = treeOf(many(513, (index) => entry(index, leaf('payload.list', 'contains', index % 3))));
    expect(shapeOf(tree)).toEqual({
      by: 'payload.list holding',
      sizes: [
        [0, 171],
        [1, 171],
        [2, 171],
      ],
      rest: 0,
    });
    expect(found(tree, { list: [1, 1] }).length).toBe(171);
    expect(found(tree, { list: [2, 0, 2] }).length).toBe(342);
  });

  it('gives its blocks where it is a list, which then are at hand', () => {
    const list = treeOf(many(3, asking));
    expect(unsplit(list)?.always.map(({ block }) => ids(block.rules))).toEqual([['r_0', 'r_1', 'r_2']]);
    expect(unsplit(list)).toBe(unsplit(list));
    expect(unsplit(treeOf(many(513, asking)))).toBeNull();
  });
});
