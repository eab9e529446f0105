import { readingOrder } from '../../engine/editing/index.ts';
import { redoEdit, selectNodes, tidyLayout, undoEdit } from '../state/document.ts';
import {
  continueRun,
  dryRunOfState,
  explainRun,
  restartDryRun,
  stepBack,
  stepForward,
} from '../state/dry-run.ts';
import { askForFault, clearFaults, selectedStepOf } from '../state/dry-run-faults.ts';
import { saveAsExpectation } from '../state/replay-expectations.ts';
import { pickRecording } from '../state/replay-uploads.ts';
import { deleteRule, duplicateRule, setRuleEnabled } from '../state/rules.ts';
import { redoable, undoable } from '../state/selectors.ts';
import { set } from '../state/store.ts';
import type { StudioState } from '../state/studio-state.ts';
import type { InterfaceAction } from './interface-action.ts';

const always = (): boolean => true;
const hasRule = (state: StudioState): boolean => state.document !== null;
const isDryRun = (state: StudioState): boolean =>
  state.mode === 'replay' ? state.opened !== null : hasRule(state) && state.mode === 'dry-run';
const openRuleId = (state: StudioState): string => state.document?.id ?? '';

/** What is done with the open rule as a whole, its draft and its dry run. */
export const ruleActions: readonly InterfaceAction[] = [
  {
    id: 'rule.new',
    label: 'New rule…',
    group: 'Rule',
    keys: ['Alt+N'],
    isEnabled: always,
    run: () => set({ dialog: { kind: 'new-rule' } }),
  },
  {
    id: 'rule.new-in-words',
    label: 'New rule in words…',
    group: 'Rule',
    keys: ['Alt+W'],
    isEnabled: always,
    run: () => set({ dialog: { kind: 'compose', isNew: true } }),
  },
  {
    id: 'rule.write-in-words',
    label: 'Write it in words…',
    group: 'Rule',
    keys: ['Alt+Shift+W'],
    isEnabled: ({ document, mode }) => document !== null && mode === 'author',
    run: () => set({ dialog: { kind: 'compose', isNew: false } }),
  },
  {
    id: 'rule.import',
    label: 'Import rules…',
    group: 'Rule',
    keys: [],
    isEnabled: always,
    run: () => set({ dialog: { kind: 'import' } }),
  },
  {
    id: 'rule.save-version',
    label: 'Save version…',
    group: 'Rule',
    keys: ['Mod+S'],
    isEnabled: hasRule,
    run: () => set({ dialog: { kind: 'save-version' } }),
  },
  {
    id: 'rule.rename',
    label: 'Rename rule',
    group: 'Rule',
    keys: ['F2'],
    isEnabled: hasRule,
    run: (state) => set({ focus: { at: 'name', count: (state.focus?.count ?? 0) + 1 } }),
  },
  {
    id: 'rule.toggle-enabled',
    label: 'Enable or disable rule',
    group: 'Rule',
    keys: [],
    isEnabled: hasRule,
    run: (state) => void setRuleEnabled(openRuleId(state), !state.document?.history.present.rule.enabled),
  },
  {
    id: 'rule.duplicate',
    label: 'Duplicate rule',
    group: 'Rule',
    keys: [],
    isEnabled: hasRule,
    run: (state) => void duplicateRule(openRuleId(state)),
  },
  {
    id: 'rule.delete',
    label: 'Delete rule',
    group: 'Rule',
    keys: [],
    isEnabled: hasRule,
    run: (state) => void deleteRule(openRuleId(state)),
  },
  {
    id: 'rule.run-now',
    label: 'Run the rule now, for real…',
    group: 'Rule',
    keys: [],
    isEnabled: hasRule,
    run: (state) => set({ dialog: { kind: 'run-now', ruleId: openRuleId(state) } }),
  },
  {
    id: 'rule.save-expectation',
    label: 'Save as expectation',
    group: 'Rule',
    keys: [],
    isEnabled: (state) => dryRunOfState(state) !== null,
    run: saveAsExpectation,
  },
  {
    id: 'rule.upload-recording',
    label: 'Add a recording…',
    group: 'Rule',
    keys: [],
    isEnabled: always,
    run: pickRecording,
  },
  {
    id: 'edit.undo',
    label: 'Undo',
    group: 'Edit',
    keys: ['Mod+Z'],
    isEnabled: (state) => undoable(state) !== null,
    run: undoEdit,
  },
  {
    id: 'edit.redo',
    label: 'Redo',
    group: 'Edit',
    keys: ['Mod+Shift+Z', 'Mod+Y'],
    isEnabled: (state) => redoable(state) !== null,
    run: redoEdit,
  },
  {
    id: 'edit.select-all',
    label: 'Select all conditions and actions',
    group: 'Edit',
    keys: ['Mod+A'],
    isEnabled: (state) => hasRule(state) && state.view !== 'code',
    run: ({ document }) => {
      if (document) selectNodes(readingOrder(document.history.present.rule).slice(3));
    },
  },
  {
    id: 'edit.find',
    label: 'Find on the canvas…',
    group: 'Edit',
    keys: ['Mod+F'],
    isEnabled: (state) => hasRule(state) && state.view !== 'code',
    run: ({ find }) => set({ find: find ?? '' }),
  },
  {
    id: 'edit.tidy',
    label: 'Tidy layout',
    group: 'Edit',
    keys: ['Alt+Shift+T'],
    isEnabled: ({ document }) => Object.keys(document?.history.present.layout ?? {}).length > 0,
    run: tidyLayout,
  },
  {
    id: 'dry-run.step',
    label: 'Step',
    group: 'Dry run',
    keys: ['F10'],
    isEnabled: isDryRun,
    run: stepForward,
  },
  {
    id: 'dry-run.back',
    label: 'Step back',
    group: 'Dry run',
    keys: ['F11'],
    isEnabled: isDryRun,
    run: stepBack,
  },
  {
    id: 'dry-run.end',
    label: 'Run to the end or a breakpoint',
    group: 'Dry run',
    keys: ['F8'],
    isEnabled: isDryRun,
    run: continueRun,
  },
  {
    id: 'dry-run.restart',
    label: 'Back to the start',
    group: 'Dry run',
    keys: [],
    isEnabled: isDryRun,
    run: restartDryRun,
  },
  {
    id: 'dry-run.fail-step',
    label: 'Fail this action on purpose…',
    group: 'Dry run',
    keys: ['F'],
    isEnabled: (state) => state.mode === 'dry-run' && selectedStepOf(state) !== null,
    run: (state) => askForFault(selectedStepOf(state) ?? ''),
  },
  {
    id: 'dry-run.clear-failures',
    label: 'Clear failures put in on purpose',
    group: 'Dry run',
    keys: [],
    isEnabled: ({ dryRun }) => dryRun.faults.length > 0,
    run: clearFaults,
  },
  {
    id: 'dry-run.why-not',
    label: 'Why not? Explain every decision on this event',
    group: 'Dry run',
    keys: ['Alt+Y'],
    isEnabled: (state) => hasRule(state) || dryRunOfState(state) !== null,
    run: () => explainRun('evaluation'),
  },
  {
    id: 'dry-run.all-rules',
    label: 'What would all rules do about this event?',
    group: 'Dry run',
    keys: [],
    isEnabled: (state) => hasRule(state) || dryRunOfState(state) !== null,
    run: () => explainRun('all-rules'),
  },
];
