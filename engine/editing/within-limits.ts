import { limits, type Rule, walkFilter } from '../model/index.ts';

/** What a rule has too much of to be kept, in words; null while it is within the limits. */
export function describeExcess(rule: Rule): string | null {
  if (rule.actions.length > limits.actionSteps) return `A rule has at most ${limits.actionSteps} actions.`;
  let count = 0;
  for (const { depth } of walkFilter(rule.filter)) {
    if (depth > limits.filterDepth) return `Groups nest at most ${limits.filterDepth} levels deep.`;
    if (++count > limits.filterNodes)
      return `A rule has at most ${limits.filterNodes} conditions and groups.`;
  }
  return null;
}
