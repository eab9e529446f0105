import { checkRule, describeChange } from '../../analysis/index.ts';
import { appTitle, type Catalog } from '../../catalog/index.ts';
import type { Drift, PlanItem, PlanKind } from '../../contract/index.ts';
import { contentHash, type Rule } from '../../model/index.ts';
import type { TestedMark } from '../../store/index.ts';
import { differences } from '../difference.ts';
import { driftWords } from '../drift.ts';
import { conflictOf } from '../merge-state.ts';
import type { RuleState, Standing } from '../rule-states.ts';

export interface ItemSurroundings {
  /** The workspace's own: what it knows is what a rule there can use. */
  catalog: Catalog;
  marks: readonly TestedMark[];
  drift: Drift | null;
  isForced: boolean;
}

/** One line of a plan. Null where there is nothing of ours to say about the rule. */
export function planItemOf(state: RuleState, standing: Standing, around: ItemSurroundings): PlanItem | null {
  const { local, base, remote } = state;
  const mine = local.kind === 'present' ? local.rule : null;
  const before = remote?.rule ?? null;
  switch (standing.kind) {
    case 'gone':
    case 'only-there':
      return null;
    case 'create':
    case 'change':
    case 'enable':
    case 'disable':
      return item(standing.kind, { before, after: standing.after });
    case 'delete':
      return item('delete', { before, after: null });
    case 'unchanged':
      return item('unchanged', { before, after: before });
    case 'conflict': {
      if (around.isForced) return item(...forced(before, mine));
      return { ...item('conflict', { before, after: mine }), conflict: conflictOf(state, standing.reason) };
    }
  }

  function item(kind: PlanKind, { before, after }: { before: Rule | null; after: Rule | null }): PlanItem {
    const { catalog, marks, drift, isForced } = around;
    const shown = after ?? before ?? mine ?? base?.rule;
    const hash = after ? contentHash(after) : null;
    const mark = marks.find((each) => each.ruleId === state.id && each.hash === hash);
    return {
      kind,
      ruleId: state.id,
      name: shown?.name ?? state.id,
      apps: [...new Set([...(before?.scope.apps ?? []), ...(after?.scope.apps ?? [])])],
      words: describeItem(kind, before, after, catalog),
      diff: differences(before, after),
      before,
      after,
      base: base?.rule ?? null,
      ifMatch: remote?.hash ?? null,
      hash,
      tested: mark ? { at: mark.at, cases: mark.cases } : null,
      problems: after && kind !== 'unchanged' ? checkRule(after, catalog) : [],
      isForced: isForced && kind !== 'unchanged' && drift !== null,
      conflict: null,
      drift,
      notes: notesOf(state, kind, drift),
    };
  }
}

/** What is published over another's work: all of mine, the switch included. */
function forced(
  before: Rule | null,
  mine: Rule | null,
): ['create' | 'change' | 'delete', { before: Rule | null; after: Rule | null }] {
  if (!mine) return ['delete', { before, after: null }];
  if (!before) return ['create', { before, after: mine }];
  return ['change', { before, after: { ...mine, version: before.version } }];
}

function describeItem(
  kind: PlanKind,
  before: Rule | null,
  after: Rule | null,
  catalog: Catalog,
): PlanItem['words'] {
  if (kind === 'unchanged') return [];
  if (!after) return [{ text: 'deletes the rule; its history stays', at: '' }];
  if (!before) {
    const apps = after.scope.apps.map((app) => appTitle(catalog, app)).join(', ');
    const words = `adds the rule for ${apps === '' ? 'no app' : apps}, ${after.enabled ? 'enabled' : 'disabled'}`;
    return [{ text: words, at: '' }];
  }
  const changes = describeChange(before, after, catalog).map(({ text, at }) => ({ text, at }));
  if (before.enabled === after.enabled) return changes;
  return [...changes, { text: after.enabled ? 'enables the rule' : 'disables the rule', at: 'enabled' }];
}

function notesOf({ local }: RuleState, kind: PlanKind, drift: Drift | null): string[] {
  const notes: string[] = [];
  if (local.kind === 'present' && local.hasUnsavedDraft) {
    notes.push('its draft has changes that are no version yet; they are not published');
  }
  if (kind === 'unchanged' && drift && drift.what !== 'created') {
    notes.push(`${driftWords(drift)}; a pull takes that over`);
  }
  return notes;
}
