export { type CompiledFilter, type CompileOptions, compileFilter, isHeld } from './compile-filter.ts';
export type { Probe } from './probe.ts';
export { createRuleSet, type EventHead, type RuleSet } from './rule-set.ts';
