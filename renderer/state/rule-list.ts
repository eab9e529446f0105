import { safe } from '@orpc/client';
import { create } from 'zustand';
import type { WorkspaceActivity } from '../../engine/contract/index.ts';
import type { Json } from '../../engine/model/index.ts';
import { type Grouping, noRuleFilter, type RuleFilter, rangeOf } from '../rules/rule-list-model.ts';
import { keepPreference } from './preferences.ts';
import { client, get } from './store.ts';

/** What the rules list shows of the rules; beside the studio's own state, which knows nothing of it. */
export interface RuleListState {
  filter: RuleFilter;
  grouping: Grouping;
  /** Titles of folders that are closed. */
  closed: readonly string[];
  /** Ids of rules that are chosen for a common change. */
  selected: readonly string[];
  /** Where a range of chosen rules begins. */
  anchor: string | null;
  /** What the chosen workspace's newest runs tell; null while nobody was asked. */
  activity: (WorkspaceActivity & { at: number }) | null;
}

export const useRuleList = create<RuleListState>()(() => ({
  filter: noRuleFilter,
  grouping: 'workspace',
  closed: [],
  selected: [],
  anchor: null,
  activity: null,
}));

const put = useRuleList.setState;
const now = useRuleList.getState;

const groupings: readonly Grouping[] = ['workspace', 'label', 'app', 'none'];

/** Takes over how the list was folded last. */
export function applyRuleList(kept: Json | undefined): void {
  const grouping = groupings.find((one) => one === kept);
  if (grouping) put({ grouping });
}

export function filterList(part: Partial<RuleFilter>): void {
  put({ filter: { ...now().filter, ...part } });
}

export function groupList(grouping: Grouping): void {
  put({ grouping, closed: [] });
  void keepPreference('ruleFolders', grouping);
}

export function toggleFolder(title: string): void {
  const { closed } = now();
  put({ closed: closed.includes(title) ? closed.filter((one) => one !== title) : [...closed, title] });
}

/** Chooses or lets go of a rule; with `isRange` everything from the last one to it. */
export function toggleSelected(id: string, shown: readonly string[], isRange = false): void {
  const { selected, anchor } = now();
  if (isRange) {
    put({ selected: [...new Set([...selected, ...rangeOf(shown, anchor, id)])] });
    return;
  }
  const isSelected = selected.includes(id);
  put({ selected: isSelected ? selected.filter((one) => one !== id) : [...selected, id], anchor: id });
}

export function selectRules(ids: readonly string[]): void {
  put({ selected: ids, anchor: ids.at(-1) ?? null });
}

/** Asks the chosen workspace when its rules last ran. Without one nothing runs, and nothing is known. */
export async function refreshActivity(): Promise<void> {
  const { chosen, standing } = get().remote;
  if (chosen === null || standing.kind !== 'reachable') {
    if (chosen === null) put({ activity: null });
    return;
  }
  const { error, data } = await safe(client().history.activity({ workspace: chosen }));
  if (!error && get().remote.chosen === chosen) put({ activity: { ...data, at: Date.now() } });
}
