import { showReplay } from '../state/replay.ts';
import { setTheme, setView, toggleOutline } from '../state/session.ts';
import { set } from '../state/store.ts';
import type { BottomTab, Mode, StudioState } from '../state/studio-state.ts';
import { startTour } from '../state/tour.ts';
import { askViewport } from '../state/viewport.ts';
import type { InterfaceAction } from './interface-action.ts';

const always = (): boolean => true;
const hasRule = (state: StudioState): boolean => state.document !== null;
const hasCanvas = (state: StudioState): boolean => hasRule(state) && state.view !== 'code';

/** Only where a rule is edited or tried does the stage show canvas, code or both. */
export function canChooseView({ mode }: StudioState): boolean {
  return isDrawing(mode);
}

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

/** What is shown, and help with it. */
export const viewActions: readonly InterfaceAction[] = [
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
    isEnabled: canChooseView,
    run: () => setView('visual'),
  },
  {
    id: 'view.code',
    label: 'Show code',
    group: 'View',
    keys: [],
    isEnabled: canChooseView,
    run: () => setView('code'),
  },
  {
    id: 'view.split',
    label: 'Show canvas and code side by side',
    group: 'View',
    keys: [],
    isEnabled: canChooseView,
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
    id: 'view.zoom-reset',
    label: 'Zoom to 100 %',
    group: 'View',
    keys: ['0'],
    isEnabled: hasCanvas,
    run: () => askViewport('reset'),
  },
  {
    id: 'view.fit',
    label: 'Fit the rule into the canvas',
    group: 'View',
    keys: ['1'],
    isEnabled: hasCanvas,
    run: () => askViewport('fit'),
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
