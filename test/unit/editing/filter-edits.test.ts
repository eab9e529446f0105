import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  childCount,
  childPlace,
  duplicateFilter,
  type Edit,
  filterNodeAt,
  type GroupKind,
  insertFilter,
  isInside,
  moveFilter,
  parentOf,
  readingOrder,
  removeFilter,
  replaceFilter,
  setFilterDisabled,
  switchGroup,
  unwrapFilter,
  wrapFilter,
} from '../../../engine/editing/index.ts';
import { type FilterNode, isLeaf, type Rule, readRuleValue } from '../../../engine/model/index.ts';
import { filterNodes, fraudRule, rules, rulesWithCondition } from './arbitrary-rules.ts';

const kinds = fc.constantFrom<GroupKind>('any', 'all', 'not');
const added: FilterNode = { path: 'app', op: 'eq', value: 'new' };

/** What every edit promises: its rule is a rule, and what it selects is there. */
function expectSound(edit: Edit): void {
  expect(readRuleValue(edit.rule)).toEqual({ ok: true, value: edit.rule });
  if (edit.select !== undefined) expect(readingOrder(edit.rule)).toContain(edit.select);
  expect(edit.label).not.toBe('');
}

const groupsOf = (rule: Rule): string[] => {
  const nodes = readingOrder(rule).filter((id) => id.startsWith('filter['));
  const isGroup = (id: string): boolean => {
    const node = filterNodeAt(rule, id);
    return node !== null && !isLeaf(node);
  };
  return ['filter', ...nodes.filter(isGroup)];
};

describe('every edit of the filter gives a rule again and selects a node that is there', () => {
  test('insert', () => {
    fc.assert(
      fc.property(rules, filterNodes, fc.nat(), fc.nat(4), (rule, node, group, index) => {
        const groups = groupsOf(rule);
        const parent = groups[group % groups.length] ?? 'filter';
        const edit = insertFilter(rule, parent, index, node);
        expectSound(edit);
        expect(filterNodeAt(edit.rule, edit.select ?? '')).toEqual(node);
      }),
    );
  });
  test('replace', () => {
    fc.assert(
      fc.property(rulesWithCondition, filterNodes, ({ rule, at }, node) => {
        const edit = replaceFilter(rule, at, node);
        expectSound(edit);
        expect(filterNodeAt(edit.rule, at)).toEqual(node);
        expect(edit.select).toBe(at);
      }),
    );
  });
  test('remove, wrap, unwrap, disable, duplicate, switch', () => {
    fc.assert(
      fc.property(rulesWithCondition, kinds, fc.boolean(), ({ rule, at }, kind, off) => {
        expectSound(removeFilter(rule, at));
        expectSound(wrapFilter(rule, at, kind));
        expectSound(unwrapFilter(rule, at));
        expectSound(setFilterDisabled(rule, at, off));
        expectSound(switchGroup(rule, at, kind));
        const duplicated = duplicateFilter(rule, at);
        expect(duplicated).not.toBeNull();
        if (duplicated) expectSound(duplicated);
      }),
    );
  });
  test('move, or it says that there is nothing to move', () => {
    fc.assert(
      fc.property(rulesWithCondition, fc.nat(), fc.nat(4), ({ rule, at }, group, index) => {
        const groups = groupsOf(rule);
        const parent = groups[group % groups.length] ?? 'filter';
        const edit = moveFilter(rule, at, parent, index);
        if (edit === null) return;
        expectSound(edit);
        expect(filterNodeAt(edit.rule, edit.select ?? '')).toEqual(filterNodeAt(rule, at));
      }),
    );
  });
});

describe('places', () => {
  test('the parent of a node has it as the child at its index', () => {
    fc.assert(
      fc.property(rulesWithCondition, ({ rule, at }) => {
        const { parent, index } = parentOf(at);
        expect(childPlace(rule, parent, index)).toBe(at);
        expect(index).toBeLessThan(childCount(rule, parent));
        expect(isInside(at, parent)).toBe(true);
        expect(isInside(parent, at)).toBe(false);
      }),
    );
  });
  test('a condition has no children, so it is itself the place nearest to them', () => {
    expect(childCount(fraudRule, 'filter[0]')).toBe(0);
    expect(childPlace(fraudRule, 'filter[0]', 0)).toBe('filter[0]');
  });
});

describe('moving a condition', () => {
  test('there and back changes nothing', () => {
    const lists = rulesWithCondition.filter(({ at }) => at.endsWith(']'));
    fc.assert(
      fc.property(lists, fc.nat(6), ({ rule, at }, to) => {
        const { parent, index } = parentOf(at);
        const target = to % (childCount(rule, parent) + 1);
        const there = moveFilter(rule, at, parent, target);
        if (there === null) {
          expect([index, index + 1]).toContain(target);
          return;
        }
        const now = parentOf(there.select ?? '').index;
        const back = moveFilter(there.rule, there.select ?? '', parent, now < index ? index + 1 : index);
        expect(back?.rule).toEqual(rule);
      }),
    );
  });
  test('to where it already stands is no edit, whatever its group', () => {
    fc.assert(
      fc.property(rulesWithCondition, fc.boolean(), ({ rule, at }, isBehind) => {
        const { parent, index } = parentOf(at);
        expect(moveFilter(rule, at, parent, isBehind ? index + 1 : index)).toBeNull();
      }),
    );
  });
  test('past the end of its group goes to the end', () => {
    expect(moveFilter(fraudRule, 'filter[0]', 'filter', 99)?.select).toBe('filter[1]');
    expect(moveFilter(fraudRule, 'filter[1]', 'filter', 99)).toBeNull();
  });
  test('into itself is refused', () => {
    expect(moveFilter(fraudRule, 'filter[1]', 'filter[1]', 0)).toBeNull();
    expect(moveFilter(fraudRule, 'filter[1]', 'filter[1].any[1]', 0)).toBeNull();
  });
  test('out of a not takes the not away with it', () => {
    const edit = moveFilter(fraudRule, 'filter[1].any[1].not', 'filter', 0);
    expect(edit?.rule.filter).toEqual([
      { path: 'payload.session.language', op: 'eq', value: 'en' },
      fraudRule.filter[0],
      { any: [{ path: 'payload.session.channel', op: 'eq', value: 'voice' }] },
    ]);
    expect(edit?.select).toBe('filter[0]');
  });
  test('follows the moved one even where another is its twin', () => {
    const twin: FilterNode = { path: 'app', op: 'eq', value: 'cards' };
    const rule: Rule = { ...fraudRule, filter: [twin, twin, { any: [] }] };
    expect(moveFilter(rule, 'filter[1]', 'filter[2]', 0)?.select).toBe('filter[1].any[0]');
  });
});

describe('adding a condition', () => {
  test('selects the new one even where the same was added before', () => {
    const first = insertFilter(fraudRule, 'filter', 2, added);
    const second = insertFilter(first.rule, 'filter', 3, added);
    expect(second.select).toBe('filter[3]');
  });
  test('beside the only child of a not makes them an any: not either of them', () => {
    const { rule } = insertFilter(fraudRule, 'filter[1].any[1]', 1, added);
    expect(filterNodeAt(rule, 'filter[1].any[1]')).toEqual({
      not: { any: [{ path: 'payload.session.language', op: 'eq', value: 'en' }, added] },
    });
  });
  test('beside a condition makes the two a group of which both must hold', () => {
    const { rule, select } = insertFilter(fraudRule, 'filter[0]', 0, added);
    expect(rule.filter[0]).toEqual({ all: [fraudRule.filter[0], added] });
    expect(select).toBe('filter[0].all[1]');
  });
  test('into a group that is not there changes nothing and selects nothing', () => {
    for (const nowhere of ['filter[7]', 'filter[0].not', 'filter[1].any[9]']) {
      const edit = insertFilter(fraudRule, nowhere, 0, added);
      expect(edit.rule).toEqual(fraudRule);
      expect(edit.select).toBeUndefined();
    }
  });
  test('then deleting it gives back the very same filter', () => {
    fc.assert(
      fc.property(rules, fc.nat(), fc.nat(4), (rule, group, index) => {
        const lists = groupsOf(rule).filter((at) => {
          const node = filterNodeAt(rule, at);
          return node === null || 'any' in node || 'all' in node;
        });
        const parent = lists[group % lists.length] ?? 'filter';
        const edit = insertFilter(rule, parent, index, added);
        expect(removeFilter(edit.rule, edit.select ?? '').rule).toEqual(rule);
      }),
    );
  });
});

describe('groups', () => {
  test('wrapping and unwrapping again is nothing', () => {
    fc.assert(
      fc.property(rulesWithCondition, kinds, ({ rule, at }, kind) => {
        expect(unwrapFilter(wrapFilter(rule, at, kind).rule, at).rule).toEqual(rule);
      }),
    );
  });
  test('switching any and all keeps children, id, note and disabling', () => {
    fc.assert(
      fc.property(fc.array(filterNodes, { maxLength: 3 }), fc.boolean(), (children, disabled) => {
        const extras = { id: 'n1', note: 'why', ...(disabled ? { disabled } : {}) };
        const rule: Rule = { ...fraudRule, filter: [{ any: children, ...extras }] };
        const all = switchGroup(rule, 'filter[0]', 'all').rule;
        expect(all.filter).toEqual([{ all: children, ...extras }]);
        expect(switchGroup(all, 'filter[0]', 'any').rule).toEqual(rule);
      }),
    );
  });
  test('an empty group cannot become a not, which needs something to deny', () => {
    const rule: Rule = { ...fraudRule, filter: [{ any: [] }] };
    expect(switchGroup(rule, 'filter[0]', 'not').rule).toEqual(rule);
  });
  test('several conditions under a not stay together as the group they were', () => {
    const rule: Rule = { ...fraudRule, filter: [{ all: [added, added] }] };
    expect(switchGroup(rule, 'filter[0]', 'not').rule.filter).toEqual([{ not: { all: [added, added] } }]);
    const either: Rule = { ...fraudRule, filter: [{ any: [added, added] }] };
    expect(switchGroup(either, 'filter[0]', 'not').rule.filter).toEqual([{ not: { any: [added, added] } }]);
  });
});

describe('switching off and on', () => {
  test('leaves the node as it was', () => {
    fc.assert(
      fc.property(rulesWithCondition, ({ rule, at }) => {
        const was = filterNodeAt(rule, at)?.disabled === true;
        const turned = setFilterDisabled(rule, at, !was);
        expect(filterNodeAt(turned.rule, at)?.disabled === true).toBe(!was);
        expect(setFilterDisabled(turned.rule, at, was).rule).toEqual(rule);
      }),
    );
  });
});

describe('duplicating', () => {
  test('what is not there gives no edit', () => {
    expect(duplicateFilter(fraudRule, 'filter[7]')).toBeNull();
  });
  test('puts an equal node right behind, selects it, and moving its inside moves the copy’s', () => {
    const edit = duplicateFilter(fraudRule, 'filter[1]');
    expect(edit?.select).toBe('filter[2]');
    if (!edit) return;
    expect(edit.rule.filter[2]).toEqual(edit.rule.filter[1]);
    expect(moveFilter(edit.rule, 'filter[2].any[0]', 'filter', 3)?.select).toBe('filter[3]');
  });
});
