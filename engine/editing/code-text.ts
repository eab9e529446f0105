import {
  type InputIssue,
  isJsonObject,
  limits,
  parseJson,
  type Result,
  type Rule,
  readRuleValue,
} from '../model/index.ts';

/** What the Code tab shows: everything a person authors; identity and bookkeeping stay outside. */
export function printCode(rule: Rule): string {
  const { id: _id, enabled: _enabled, createdBy: _createdBy, version: _version, ...content } = rule;
  return `${JSON.stringify(content, null, 2)}\n`;
}

/** Reads the Code tab's text back into a rule with the identity of the one it was printed from. */
export function readCode(text: string, identity: Rule): Result<Rule, InputIssue[]> {
  const parsed = parseJson(text, { maxBytes: limits.ruleBytes, maxDepth: limits.ruleNestingDepth });
  if (!parsed.ok) return { ok: false, error: [parsed.error] };
  const { id, enabled, createdBy, version } = identity;
  const value = isJsonObject(parsed.value)
    ? { ...parsed.value, id, enabled, createdBy, version }
    : parsed.value;
  return readRuleValue(value);
}
