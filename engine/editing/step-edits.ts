import type { ActionStep, Rule, Trigger } from '../model/index.ts';
import { type Edit, type NodeId, stepNodeId } from './edit.ts';

/**
 * The next free step id: `s1`, `s2`, … Not one that a step holds, nor one that a template still names: a new step must
 * not answer for one that was deleted.
 */
export function freeStepId(rule: Rule): string {
  const taken = new Set(rule.actions.map((step) => step.id));
  for (const [reference] of JSON.stringify(rule.actions).matchAll(/steps\.[\w-]+/g))
    taken.add(reference.slice('steps.'.length));
  let number = rule.actions.length + 1;
  while (taken.has(`s${number}`)) number++;
  return `s${number}`;
}

export function insertStep(
  rule: Rule,
  index: number,
  step: Omit<ActionStep, 'id'>,
): Edit & { select: NodeId } {
  const added: ActionStep = { id: freeStepId(rule), ...step };
  return {
    rule: { ...rule, actions: rule.actions.toSpliced(index, 0, added) },
    label: 'Add action',
    select: stepNodeId(added.id),
  };
}

/** Moves a step so that it ends up at `to`, counted after it was taken out. */
export function moveStep(rule: Rule, stepId: string, to: number): Edit | null {
  const from = rule.actions.findIndex((step) => step.id === stepId);
  const step = rule.actions[from];
  const target = Math.max(0, Math.min(to, rule.actions.length - 1));
  if (!step || target === from) return null;
  return {
    rule: { ...rule, actions: rule.actions.toSpliced(from, 1).toSpliced(target, 0, step) },
    label: 'Move action',
    select: stepNodeId(stepId),
  };
}

/** Deletes a step; its neighbours are joined again, and one of them is selected. */
export function removeStep(rule: Rule, stepId: string): Edit {
  const index = rule.actions.findIndex((step) => step.id === stepId);
  const actions = rule.actions.filter((step) => step.id !== stepId);
  const next = actions[Math.min(Math.max(index, 0), actions.length - 1)];
  return {
    rule: { ...rule, actions },
    label: 'Delete action',
    select: next ? stepNodeId(next.id) : 'filter',
  };
}

export function duplicateStep(rule: Rule, stepId: string): Edit | null {
  const index = rule.actions.findIndex((step) => step.id === stepId);
  const step = rule.actions[index];
  if (!step) return null;
  const { id: _id, ...copy } = step;
  return { ...insertStep(rule, index + 1, copy), label: 'Duplicate action' };
}

/** Changes fields of a step; a field given as undefined is taken away. */
export function updateStep(
  rule: Rule,
  stepId: string,
  change: Partial<ActionStep>,
  label = 'Change action',
): Edit {
  const actions = rule.actions.map((step) =>
    step.id === stepId ? dropUndefined({ ...step, ...change }) : step,
  );
  return { rule: { ...rule, actions }, label, select: stepNodeId(stepId) };
}

export function setTrigger(rule: Rule, trigger: Trigger): Edit {
  return { rule: { ...rule, trigger }, label: 'Change trigger', select: 'trigger' };
}

/** Adds an app to the allow-list or takes it away; the list keeps the order in which apps were added. */
export function toggleApp(rule: Rule, app: string): Edit {
  const has = rule.scope.apps.includes(app);
  const apps = has ? rule.scope.apps.filter((one) => one !== app) : [...rule.scope.apps, app];
  return {
    rule: { ...rule, scope: { apps } },
    label: has ? 'Remove app from scope' : 'Add app to scope',
    select: 'scope',
  };
}

/** Changes fields of the rule itself, such as its name or limits. */
export function updateRule(rule: Rule, change: Partial<Rule>, label: string): Edit {
  return { rule: dropUndefined({ ...rule, ...change }), label };
}

function dropUndefined<T extends object>(value: T): T {
  const kept = { ...value };
  for (const key in kept) if (kept[key] === undefined) delete kept[key];
  return kept;
}
