import { safe } from '@orpc/client';
import { create } from 'zustand';
import type { ExpectationRun, SeenNode } from '../../engine/contract/index.ts';
import type { Rule } from '../../engine/model/index.ts';
import { toast } from '../design/toast.ts';
import { dryRunOfState } from './dry-run.ts';
import { presentOf } from './selectors.ts';
import { client, get, set, useStudio } from './store.ts';

export interface ExpectationState {
  /** The rule, in the content that was run. */
  rule: Rule | null;
  run: ExpectationRun | null;
  isRunning: boolean;
  trouble: string | null;
  /** Whether the canvas shows what the cases have not shown of its conditions. */
  isCoverageShown: boolean;
}

export const useExpectations = create<ExpectationState>()(() => ({
  rule: null,
  run: null,
  isRunning: false,
  trouble: null,
  isCoverageShown: false,
}));
const put = useExpectations.setState;
let turn = 0;

/** Runs the cases of a rule in the engine; an answer that comes too late is dropped. */
export async function runExpectations(rule: Rule): Promise<void> {
  const mine = ++turn;
  const isOther = useExpectations.getState().rule?.id !== rule.id;
  put({ isRunning: true, ...(isOther ? { run: null, rule } : {}) });
  const { error, data } = await safe(client().replay.expectations.run({ rule }));
  if (mine !== turn) return;
  if (error) put({ isRunning: false, trouble: error.message, rule });
  else put({ isRunning: false, trouble: null, run: data, rule });
}

/** Makes a case of the event that is looked at and of what the rule on the canvas comes to. */
export function saveAsExpectation(): void {
  void addExpectation();
}

async function addExpectation(): Promise<void> {
  const run = dryRunOfState(get());
  const rule = presentOf(get())?.rule;
  if (!run || !rule) return;
  const { name } = run.sample;
  const title = name === 'custom' || name === 'recorded' ? undefined : name.slice(0, 190);
  const { error, data } = await safe(
    client().replay.expectations.add({
      rule,
      event: run.sample.event,
      ...(title === undefined ? {} : { name: title }),
    }),
  );
  if (error) {
    toast.error('The expectation was not saved', error.message);
    return;
  }
  toast.info('Saved as an expectation', data.name);
  if (get().mode !== 'replay') set({ bottom: { isOpen: true, tab: 'expectations' } });
  await runExpectations(rule);
}

export async function renameExpectation(rule: Rule, name: string, to: string): Promise<void> {
  const { error } = await safe(client().replay.expectations.rename({ rule: rule.id, name, to }));
  if (error) toast.error('The expectation was not renamed', error.message);
  await runExpectations(rule);
}

export async function removeExpectation(rule: Rule, name: string): Promise<void> {
  const before = await safe(client().replay.expectations.export({ rule: rule.id }));
  const { error } = await safe(client().replay.expectations.remove({ rule: rule.id, name }));
  if (error) toast.error('The expectation was not removed', error.message);
  else if (!before.error) {
    const { text } = before.data;
    toast.undo(`Removed “${name}”`, () => void importExpectations(rule, text));
  }
  await runExpectations(rule);
}

export async function importExpectations(rule: Rule, text: string): Promise<void> {
  const { error } = await safe(client().replay.expectations.import({ rule: rule.id, text }));
  if (error) toast.error('The expectations were not read', error.message);
  await runExpectations(rule);
}

/** Gives the cases to keep beside the rule: `<rule>.expect.json`. */
export async function exportExpectations(rule: Rule): Promise<void> {
  const { error, data } = await safe(client().replay.expectations.export({ rule: rule.id }));
  if (error) {
    toast.error('The expectations were not written', error.message);
    return;
  }
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([data.text], { type: 'application/json' }));
  link.download = `${rule.id}.expect.json`;
  link.click();
  URL.revokeObjectURL(link.href);
}

/** Tries the rule on the event of a case. */
export function tryCase(text: string): void {
  set((state) => ({
    mode: 'dry-run',
    dryRun: { ...state.dryRun, sample: 'custom', customText: text, position: null },
  }));
}

/** What the cases have shown of a node, while that is drawn; null otherwise. */
export function useCoverage(at: string): SeenNode | null {
  const ruleId = useStudio(({ document, mode }) => (mode === 'replay' ? null : (document?.id ?? null)));
  return useExpectations(({ isCoverageShown, run, rule }) =>
    isCoverageShown && run && rule?.id === ruleId ? (run.nodes.find((node) => node.at === at) ?? null) : null,
  );
}
