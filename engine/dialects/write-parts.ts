import { parsePath } from '../language/index.ts';
import type { ActionStep, Leaf, Place, Rule, Trigger } from '../model/index.ts';
import type { Report } from './dialect.ts';

/** The steps of a chain, for dialects whose actions have a type and parameters and nothing else. */
export function writeSteps(rule: Rule, report: Report): Pick<ActionStep, 'type' | 'params'>[] {
  return rule.actions.map((step, index) => {
    const at = `actions[${index}]`;
    // Steps come back numbered by position; another name could be one that a template refers to.
    if (step.id !== `s${index + 1}`)
      report(`${at}.id`, `actions have no ids; this one would become s${index + 1}`);
    if (step.retry !== undefined) report(`${at}.retry`, 'actions have no retry settings');
    if (step.onError !== undefined) report(`${at}.onError`, 'actions have no error policy');
    if (step.disabled !== undefined) report(`${at}.disabled`, 'actions cannot be switched off');
    if (step.note !== undefined) report(`${at}.note`, 'actions have no notes');
    return { type: step.type, params: step.params };
  });
}

/** The event type of a trigger, for dialects without schedules. */
export function writeEventType(trigger: Trigger, report: Report): string {
  if (trigger.kind === 'event') return trigger.eventType;
  report('trigger', 'there are no schedules, only events');
  return '';
}

/** Reports what a comparison may carry in a rule but not in a dialect, and a path that could not be read back. */
export function writePath(leaf: Leaf, at: Place, report: Report): void {
  const parsed = parsePath(leaf.path);
  if (!parsed.ok) report(`${at}.path`, parsed.error.message);
  if (leaf.disabled !== undefined) report(`${at}.disabled`, 'conditions cannot be switched off');
  if (leaf.note !== undefined) report(`${at}.note`, 'conditions have no notes');
}

/** Reports what only our own rules have: no dialect can carry it. */
export function reportContent(rule: Rule, report: Report): void {
  if (rule.description !== undefined) report('description', 'there is no description');
  if (rule.labels.length > 0) report('labels', 'there are no labels');
  if (rule.order !== 100) report('order', 'rules have no order among each other');
  if (rule.onActionError !== 'continue') {
    report('onActionError', 'a failing action never stops the ones after it');
  }
}
