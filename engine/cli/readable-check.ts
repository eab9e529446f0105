import { parsePath } from '../language/index.ts';
import {
  describeOperandProblem,
  type InputIssue,
  isAnyItem,
  isEveryItem,
  isLeaf,
  joinPlaces,
  type Rule,
  walkFilter,
} from '../model/index.ts';

/**
 * Conditions that cannot be read: paths that lead nowhere a path may lead, and operands that are not of the kind their
 * operator takes. A rule with one cannot be evaluated.
 */
export function findUnreadable(rule: Rule): InputIssue[] {
  const issues: InputIssue[] = [];
  const look = (path: string, at: string) => {
    const parsed = parsePath(path);
    if (parsed.ok) return;
    const { message, replacement } = parsed.error;
    const hint = replacement === undefined ? '' : `; did you mean ${replacement}?`;
    issues.push({ code: 'invalid', message: message + hint, at });
  };
  for (const { node, at } of walkFilter(rule.filter)) {
    if (isLeaf(node)) {
      look(node.path, joinPlaces(at, 'path'));
      const problem = describeOperandProblem(node);
      if (problem) issues.push({ code: 'invalid', message: problem, at: joinPlaces(at, 'value') });
    } else if (isAnyItem(node)) look(node.anyItem, joinPlaces(at, 'anyItem'));
    else if (isEveryItem(node)) look(node.everyItem, joinPlaces(at, 'everyItem'));
  }
  return issues;
}
