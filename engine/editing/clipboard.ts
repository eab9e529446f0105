import { z } from 'zod';
import {
  type ActionStep,
  actionStep,
  type FilterNode,
  filterNode,
  type InputIssue,
  isLeaf,
  limits,
  parseJson,
  type Result,
  type Rule,
  readWith,
} from '../model/index.ts';
import { type Edit, isFilterNodeId, type NodeId, stepIdOf } from './edit.ts';
import { childCount, filterNodeAt, inserted, isInside, parentOf } from './filter-edits.ts';
import type { InsertPoint } from './graph.ts';
import { placesOf } from './several.ts';
import { insertStep } from './step-edits.ts';
import { readingOrder } from './walk.ts';

/** What copy puts on the clipboard: plain JSON that can be pasted here, into another window, or into a chat. */
const clip = z.strictObject({
  rulewright: z.literal('nodes'),
  filter: z.array(filterNode).default([]),
  actions: z.array(actionStep).default([]),
});

/** The selected conditions and steps as text; null when nothing selected can be copied. */
export function copyNodes(rule: Rule, selection: readonly NodeId[]): string | null {
  const chosen = new Set(selection.filter(isFilterNodeId));
  const places = readingOrder(rule).filter((node) => chosen.has(node));
  const outermost = places.filter((at) => !places.some((other) => isInside(at, other)));
  const filter = outermost
    .map((at) => filterNodeAt(rule, at))
    .filter((node): node is FilterNode => node !== null);
  const steps = new Set(selection.map(stepIdOf));
  const actions = rule.actions.filter((step) => steps.has(step.id));
  if (filter.length + actions.length === 0) return null;
  return JSON.stringify({ rulewright: 'nodes', filter, actions }, null, 2);
}

/**
 * Pastes copied text after the node `after`: conditions into its group, steps behind its step or at the end. All that
 * was pasted is selected.
 */
export function pasteNodes(rule: Rule, text: string, after: NodeId | null): Result<Edit, InputIssue[]> {
  return insertNodes(rule, text, filterTarget(rule, after), stepTarget(rule, after), 'Paste');
}

/** Copied or new nodes as text, put where they were let go: what does not fit there goes to its usual place. */
export function dropNodes(rule: Rule, text: string, at: InsertPoint): Result<Edit, InputIssue[]> {
  const conditions = at.kind === 'filter' ? at : filterTarget(rule, null);
  const index = at.kind === 'step' ? at.index : stepTarget(rule, null);
  return insertNodes(rule, text, conditions, index, 'Add');
}

function insertNodes(
  rule: Rule,
  text: string,
  { parent, index: firstFilter }: { parent: string; index: number },
  firstStep: number,
  label: string,
): Result<Edit, InputIssue[]> {
  const parsed = parseJson(text, { maxBytes: limits.ruleBytes, maxDepth: limits.ruleNestingDepth });
  if (!parsed.ok) return { ok: false, error: [parsed.error] };
  const read = readWith(clip, parsed.value);
  if (!read.ok) return read;
  // Objects of their own: what was put there is found again by identity, wherever a group has moved it.
  const added = read.value.filter.map((node) => ({ ...node }));
  const filter = added.reduce<Rule['filter']>(
    (sofar, node, position) => inserted(sofar, parent, firstFilter + position, node),
    rule.filter,
  );
  const filtered: Rule = { ...rule, filter };
  const selectAll = placesOf(filtered, added);
  const done = read.value.actions.reduce((sofar, { id: _id, ...step }, position) => {
    const edit = insertStep(sofar, firstStep + position, step);
    selectAll.push(edit.select);
    return edit.rule;
  }, filtered);
  return { ok: true, value: { rule: done, label, selectAll } };
}

/** New nodes as the text of copied ones. */
export function nodesText(nodes: { filter?: FilterNode[]; actions?: Omit<ActionStep, 'id'>[] }): string {
  const actions = nodes.actions?.map((step, index) => ({ id: `s${index + 1}`, ...step }));
  return JSON.stringify({ rulewright: 'nodes', filter: nodes.filter, actions });
}

/** Where a new condition goes when `after` is selected: into a group, behind a condition, else at the very end. */
export function filterTarget(rule: Rule, after: NodeId | null): { parent: string; index: number } {
  if (after === null || !isFilterNodeId(after)) return { parent: 'filter', index: rule.filter.length };
  const selected = filterNodeAt(rule, after);
  if (selected && !isLeaf(selected)) return { parent: after, index: childCount(rule, after) };
  const { parent, index } = parentOf(after);
  return { parent, index: Math.min(index + 1, childCount(rule, parent)) };
}

/** Where a new step goes when `after` is selected: behind that step, first behind the filter, or at the end. */
export function stepTarget(rule: Rule, after: NodeId | null): number {
  const stepId = after === null ? null : stepIdOf(after);
  const index = rule.actions.findIndex((step: ActionStep) => step.id === stepId);
  return index < 0 ? rule.actions.length : index + 1;
}
