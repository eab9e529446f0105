import { checkRule } from '../analysis/index.ts';
import {
  type ActionStep,
  limits as bounds,
  type FilterNode,
  type Problem,
  type Rule,
  type RuleLimits,
  readRuleValue,
  type Trigger,
} from '../model/index.ts';
import type { CompileOptions } from './compiled.ts';
import type { Lexicon } from './lexicon.ts';

export interface RuleParts {
  sentence: string;
  trigger: Trigger;
  apps: string[];
  filter: FilterNode[];
  actions: ActionStep[];
  limits: RuleLimits;
}

/** Makes a rule of what was read, without the steps the catalog does not allow; null where nothing is left to do. */
export function finishRule(
  parts: RuleParts,
  lexicon: Lexicon,
  { createdBy }: CompileOptions,
): { rule: Rule | null; problems: Problem[] } {
  const { sentence, trigger, apps, filter, actions, limits } = parts;
  const content = (steps: readonly ActionStep[]) =>
    readRuleValue({
      name: nameOf(sentence),
      enabled: false,
      scope: { apps },
      trigger,
      filter,
      actions: steps.map(({ type, params }, index) => ({ id: `s${index + 1}`, type, params })),
      limits,
      createdBy: createdBy ?? lexicon.pack.workspace.defaultCreator,
      version: 1,
    });
  const first = content(actions);
  if (!first.ok) {
    const problems = first.error.map(
      ({ message, at }): Problem => ({ severity: 'error', code: 'invalid-shape', message, at }),
    );
    return { rule: null, problems };
  }
  const problems = [...checkRule(first.value, lexicon.catalog), ...needsAnEvent(first.value, lexicon)].filter(
    ({ severity, code }) => severity === 'error' || code === 'never-matches',
  );
  if (problems.length === 0) return { rule: first.value, problems };
  const isStep = ({ at }: Problem) => /^actions\[\d+\]/.test(at);
  if (!problems.every(isStep)) return { rule: null, problems };
  const wrong = new Set(problems.map(({ at }) => Number(/^actions\[(\d+)\]/.exec(at)?.[1])));
  const kept = actions.filter((_, index) => !wrong.has(index));
  if (kept.length === 0) return { rule: null, problems };
  const second = content(kept);
  const isSound =
    second.ok && !checkRule(second.value, lexicon.catalog).some(({ severity }) => severity === 'error');
  return { rule: second.ok && isSound ? second.value : null, problems };
}

/** Sessions and tickets are there only when an event is about one; on a schedule there is none to change. */
function needsAnEvent(rule: Rule, lexicon: Lexicon): Problem[] {
  if (rule.trigger.kind === 'event') return [];
  return rule.actions.flatMap(({ type }, index): Problem[] => {
    const action = lexicon.pack.actionTypes.find((each) => each.type === type);
    if (!action?.effects.some((kind) => /^(session|human|ticket)\./.test(kind))) return [];
    const message = 'a schedule is about no session or ticket, so there is none that this could change';
    return [{ severity: 'error', code: 'no-subject', message, at: `actions[${index}]` }];
  });
}

/** The sentence, cut to the length of a name. */
export function nameOf(sentence: string): string {
  const plain = sentence
    .replaceAll(/\s+/g, ' ')
    .trim()
    .replace(/[.!]+$/, '');
  const short = plain.length > 80 ? `${plain.slice(0, 79).replace(/\s+\S*$/, '')}…` : plain;
  const name = short.charAt(0).toUpperCase() + short.slice(1);
  return (name || 'New rule').slice(0, bounds.nameLength);
}
