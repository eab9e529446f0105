import { parsePath } from '../language/index.ts';
import {
  type InputIssue,
  isAnyItem,
  isEveryItem,
  isLeaf,
  joinPlaces,
  type Rule,
  walkFilter,
} from '../model/index.ts';

/** Paths in the rule's conditions that lead nowhere a path may lead: a rule with one cannot be evaluated. */
export function findBadPaths(rule: Rule): InputIssue[] {
  const issues: InputIssue[] = [];
  const look = (path: string, at: string) => {
    const parsed = parsePath(path);
    if (parsed.ok) return;
    const { message, replacement } = parsed.error;
    const hint = replacement === undefined ? '' : `; did you mean ${replacement}?`;
    issues.push({ code: 'invalid', message: message + hint, at });
  };
  for (const { node, at } of walkFilter(rule.filter)) {
    if (isLeaf(node)) look(node.path, joinPlaces(at, 'path'));
    else if (isAnyItem(node)) look(node.anyItem, joinPlaces(at, 'anyItem'));
    else if (isEveryItem(node)) look(node.everyItem, joinPlaces(at, 'everyItem'));
  }
  return issues;
}
