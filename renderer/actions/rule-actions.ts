import { readingOrder, redoLabel, undoLabel } from '../../engine/editing/index.ts';
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
import { showReplay } from '../state/replay.ts';
import { saveAsExpectation } from '../state/replay-expectations.ts';
import { pickRecording } from '../state/replay-uploads.ts';
import { deleteRule, duplicateRule, setRuleEnabled } from '../state/rules.ts';
import { setTheme, setView, toggleOutline } from '../state/session.ts';
import { set } from '../state/store.ts';
import type { BottomTab, Mode, StudioState } from '../state/studio-state.ts';
import { startTour } from '../state/tour.ts';
import type { InterfaceAction } from './interface-action.ts';

const always = (): boolean => true;
const hasRule = (state: StudioState): boolean => state.document !== null;
const isDryRun = (state: StudioState): boolean =>
  state.mode === 'replay' ? state.opened !== null : hasRule(state) && state.mode === 'dry-run';
const openRuleId = (state: StudioState): string => state.document?.id ?? '';

function isDrawing(mode: Mode): boolean {
  return mode === 'author' || mode === 'dry-run';
}

function toggleBottom(tab: BottomTab): InterfaceAction['run'] {
  return ({ bottom, mode }) =>
    set({
      bottom: { tab, isOpen: !isDrawing(mode) || !(bottom.isOpen && bottom.tab === tab) },
      // The panel belongs to the rule that is edited.
      mode: isDrawing(mode) ? mode : 'author',
    });
}

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
    isEnabled: ({ document }) => document !== null && undoLabel(document.history) !== null,
    run: undoEdit,
  },
  {
    id: 'edit.redo',
    label: 'Redo',
    group: 'Edit',
    keys: ['Mod+Shift+Z', 'Mod+Y'],
    isEnabled: ({ document }) => document !== null && redoLabel(document.history) !== null,
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
    id: 'view.author',
    label: 'Author',
    group: 'View',
    keys: ['Alt+1'],
    isEnabled: always,
    run: () => set({ mode: 'author' }),
  },
  {
    id: 'view.dry-run',
    label: 'Dry run',
    group: 'View',
    keys: ['Alt+2', 'Mod+Enter'],
    isEnabled: hasRule,
    run: () => set((state) => ({ mode: 'dry-run', dryRun: { ...state.dryRun, position: null } })),
  },
  {
    id: 'view.replay',
    label: 'Replay',
    group: 'View',
    keys: ['Alt+3'],
    isEnabled: always,
    run: showReplay,
  },
  {
    id: 'view.visual',
    label: 'Show canvas',
    group: 'View',
    keys: [],
    isEnabled: always,
    run: () => setView('visual'),
  },
  {
    id: 'view.code',
    label: 'Show code',
    group: 'View',
    keys: [],
    isEnabled: always,
    run: () => setView('code'),
  },
  {
    id: 'view.split',
    label: 'Show canvas and code side by side',
    group: 'View',
    keys: [],
    isEnabled: always,
    run: () => setView('split'),
  },
  {
    id: 'view.problems',
    label: 'Problems',
    group: 'View',
    keys: ['Alt+P'],
    isEnabled: hasRule,
    run: toggleBottom('problems'),
  },
  {
    id: 'view.timeline',
    label: 'Timeline',
    group: 'View',
    keys: ['Alt+T'],
    isEnabled: hasRule,
    run: toggleBottom('timeline'),
  },
  {
    id: 'view.event',
    label: 'Event data (Data panel)',
    group: 'View',
    keys: [],
    isEnabled: hasRule,
    run: toggleBottom('event'),
  },
  {
    id: 'view.expectations',
    label: 'Expectations',
    group: 'View',
    keys: ['Alt+X'],
    isEnabled: hasRule,
    run: toggleBottom('expectations'),
  },
  {
    id: 'view.history',
    label: 'Version history',
    group: 'View',
    keys: [],
    isEnabled: hasRule,
    run: toggleBottom('history'),
  },
  {
    id: 'view.rules',
    label: 'Show or hide the left panel',
    group: 'View',
    keys: ['Alt+R'],
    isEnabled: always,
    run: ({ isLeftOpen }) => set({ isLeftOpen: !isLeftOpen }),
  },
  {
    id: 'view.outline',
    label: 'Show or hide the outline',
    group: 'View',
    keys: ['Alt+O'],
    isEnabled: hasRule,
    run: toggleOutline,
  },
  {
    id: 'view.theme-light',
    label: 'Light theme',
    group: 'View',
    keys: [],
    isEnabled: always,
    run: () => setTheme('light'),
  },
  {
    id: 'view.theme-dark',
    label: 'Dark theme',
    group: 'View',
    keys: [],
    isEnabled: always,
    run: () => setTheme('dark'),
  },
  {
    id: 'view.theme-system',
    label: 'System theme',
    group: 'View',
    keys: [],
    isEnabled: always,
    run: () => setTheme('system'),
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
  {
    id: 'help.tour',
    label: 'Take the tour',
    group: 'Help',
    keys: [],
    isEnabled: ({ rules }) => rules.length > 0,
    run: startTour,
  },
  {
    id: 'help.palette',
    label: 'Command palette',
    group: 'Help',
    keys: ['Mod+K'],
    isEnabled: always,
    run: () => set({ dialog: { kind: 'palette' } }),
  },
  {
    id: 'help.keys',
    label: 'Keyboard shortcuts',
    group: 'Help',
    keys: ['?'],
    isEnabled: always,
    run: () => set({ dialog: { kind: 'keys' } }),
  },
];
