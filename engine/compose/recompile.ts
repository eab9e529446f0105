import { type Change, describeChange } from '../analysis/index.ts';
import type { Rule } from '../model/index.ts';
import type { Compiled, CompileOptions } from './compiled.ts';
import { compileOffline } from './offline.ts';

export interface Recompiled extends Compiled {
  /** What would change in the rule there is, in words; empty without a rule, or where nothing does. */
  changes: Change[];
}

/** A compiled sentence as a change to the rule there is: its identity, labels and order stay. */
export function asChange(previous: Rule, compiled: Compiled, options: CompileOptions): Recompiled {
  if (!compiled.rule) return { ...compiled, changes: [] };
  const { name, scope, trigger, filter, actions, limits } = compiled.rule;
  const rule: Rule = { ...previous, name, scope, trigger, filter, actions, limits };
  return { ...compiled, rule, changes: describeChange(previous, rule, options.catalog) };
}

/** Reads the sentence again, offline, and says what would become different. */
export function recompile(previous: Rule, sentence: string, options: CompileOptions): Recompiled {
  return asChange(previous, compileOffline(sentence, options), options);
}
