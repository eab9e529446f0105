export { type CaseSet, type GeneratedCase, generateCases, type MissingCase } from './cases/generate-cases.ts';
export { describeChange } from './changes/describe-change.ts';
export type { Change } from './changes/words.ts';
export { checkRule } from './check-rule.ts';
export { analyzeRuleSet, type RuleSetProblem } from './compare/analyze-rule-set.ts';
export { compareRules, type RuleComparison, type Verdict } from './compare/compare-rules.ts';
export { type Cause, causesAmong, raisedBy } from './compare/raised-events.ts';
export {
  type ConditionFunnel,
  collectNearMisses,
  type NearMissCollector,
  type NearMissEdit,
  type NearMissFunnel,
} from './near-miss/collect-near-misses.ts';
export {
  type ProblemCode,
  problemCodes,
  type RuleSetProblemCode,
  ruleSetProblemCodes,
} from './problem-codes.ts';
export {
  type CoverageCollector,
  collectCoverage,
  type GateCoverage,
  type NodeCoverage,
  type RuleCoverage,
  type StepCoverage,
} from './verdicts/coverage.ts';
export { type DecisiveNode, decisiveNodes } from './verdicts/decisive-nodes.ts';
export { decisiveWords, verdictWords } from './verdicts/verdict-words.ts';
