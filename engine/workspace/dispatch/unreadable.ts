import { compilePattern, isActiveNode, parsePath } from '../../language/index.ts';
import {
  type FilterNode,
  filterChildren,
  isAnyItem,
  isEveryItem,
  isLeaf,
  type Rule,
} from '../../model/index.ts';

/**
 * Why a rule must not run: the first condition whose path or pattern cannot be read. It never holds, so that under a
 * `not` it would always. Null: all can be read.
 */
export function unreadableCondition(rule: Rule): string | null {
  for (const [index, node] of rule.filter.entries()) {
    const found = unreadable(node, `filter[${index}]`);
    if (found !== null) return found;
  }
  return null;
}

function unreadable(node: FilterNode, at: string): string | null {
  if (!isActiveNode(node)) return null;
  const path = isLeaf(node)
    ? node.path
    : isAnyItem(node)
      ? node.anyItem
      : isEveryItem(node)
        ? node.everyItem
        : null;
  const parsed = path === null ? null : parsePath(path);
  if (parsed && !parsed.ok) return `${at}: ${parsed.error.message}`;
  if (isLeaf(node) && node.op === 'matches' && typeof node.value === 'string') {
    const pattern = compilePattern(node.value);
    if (!pattern.ok) return `${at}.value: ${pattern.error}`;
  }
  for (const child of filterChildren(node, at)) {
    const found = unreadable(child.node, child.at);
    if (found !== null) return found;
  }
  return null;
}
