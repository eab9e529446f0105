import { isActiveNode } from '../../language/index.ts';
import {
  type AnyItemNode,
  type EveryItemNode,
  type FilterNode,
  filterChildren,
  isAll,
  isAny,
  isNot,
  type Leaf,
  type Place,
} from '../../model/index.ts';

/** A leaf or a condition on the items of a list: what one bit of a mask tells the verdict of. */
export interface Condition {
  kind: 'condition';
  at: Place;
  /** Its bit in the masks of the compiled filter. */
  index: number;
  node: Leaf | AnyItemNode | EveryItemNode;
  /** The verdict that helps the filter to hold: false inside an odd number of `not`s. */
  needed: boolean;
  /** The smallest node around it that can be left out to lift what it asks; itself, or a group. */
  dropped: Dropped;
}

export interface Dropped {
  at: Place;
  node: FilterNode;
}

/** The nodes of a filter that take part. */
export type ConditionTree =
  | Condition
  | { kind: 'not'; at: Place; child: ConditionTree }
  | { kind: 'all' | 'any'; at: Place; children: ConditionTree[] };

/** What is known of a node from those around it. */
interface Surroundings {
  needed: boolean;
  /** The smallest node around it, or itself, that can be left out. */
  dropped: Dropped;
}

/** A filter as a tree over its conditions, which are counted in document order as the compiled filter counts them. */
export function conditionTree(filter: readonly FilterNode[]): {
  root: ConditionTree;
  conditions: Condition[];
} {
  const conditions: Condition[] = [];
  const build = (node: FilterNode, at: Place, { needed, dropped }: Surroundings): ConditionTree => {
    if (isNot(node)) {
      return { kind: 'not', at, child: build(node.not, `${at}.not`, { needed: !needed, dropped }) };
    }
    if (isAny(node) || isAll(node)) {
      const kind = isAny(node) ? 'any' : 'all';
      // Without a child, an `all` asks less and an `any` offers less.
      const canLose = needed === (kind === 'all');
      const children = filterChildren(node, at).flatMap((child) =>
        isActiveNode(child.node)
          ? [build(child.node, child.at, { needed, dropped: canLose ? child : dropped })]
          : [],
      );
      return { kind, at, children };
    }
    const condition: Condition = { kind: 'condition', at, index: conditions.length, node, needed, dropped };
    conditions.push(condition);
    return condition;
  };
  const children = filter.flatMap((node, index) => {
    const at = `filter[${index}]`;
    return isActiveNode(node) ? [build(node, at, { needed: true, dropped: { at, node } })] : [];
  });
  return { root: { kind: 'all', at: 'filter', children }, conditions };
}

/** What kept a filter from holding, by the verdicts of its conditions. */
export interface Rejection {
  /** The conditions whose verdict is not the one needed, as far as it matters for the groups around them. */
  by: Set<Condition>;
  /** Those of them, and the groups around them, that alone decide: with the other verdict the filter would hold. */
  alone: Set<Place>;
}

/** `holds` tells the verdict of a condition; the filter as a whole does not hold. */
export function findRejection(root: ConditionTree, holds: (condition: Condition) => boolean): Rejection {
  const rejection: Rejection = { by: new Set(), alone: new Set() };
  const verdict = (tree: ConditionTree): boolean => {
    switch (tree.kind) {
      case 'condition':
        return holds(tree);
      case 'not':
        return !verdict(tree.child);
      case 'all':
        return tree.children.every(verdict);
      case 'any':
        return tree.children.some(verdict);
    }
  };
  /** The verdict of `tree` is known not to be `needed`. */
  const visit = (tree: ConditionTree, needed: boolean, decides: boolean): void => {
    if (decides) rejection.alone.add(tree.at);
    if (tree.kind === 'condition') rejection.by.add(tree);
    else if (tree.kind === 'not') visit(tree.child, !needed, decides);
    else {
      const inTheWay = tree.children.filter((child) => verdict(child) !== needed);
      // One child can turn an `all` to false or an `any` to true; the other way all of them must do.
      const oneIsEnough = needed === (tree.kind === 'any');
      for (const child of inTheWay) visit(child, needed, decides && (oneIsEnough || inTheWay.length === 1));
    }
  };
  visit(root, true, true);
  return rejection;
}
