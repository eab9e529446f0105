export { type CompiledFilter, type CompileOptions, compileFilter, isHeld } from './compile-filter.ts';
export { createRuleSet, type Probe, type RuleSet } from './rule-set.ts';
