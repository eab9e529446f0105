import { safe } from '@orpc/client';
import { create } from 'zustand';
import { createCatalog } from '../../engine/catalog/index.ts';
import type { RuleDocument } from '../../engine/contract/index.ts';
import type { Json } from '../../engine/model/index.ts';
import { connect, type StudioClient } from '../connection/client.ts';
import { flushDocument, followDisk, openRule, showDocument } from './document.ts';
import { applyPanels, refreshMode, rememberPanels } from './panels.ts';
import { keepPreference } from './preferences.ts';
import { loadRemotes } from './remote.ts';
import { applyRuleList } from './rule-list.ts';
import { refreshRules } from './rules.ts';
import { client, get, set } from './store.ts';
import type { Theme, View } from './studio-state.ts';
import { offerTour } from './tour.ts';

/** Connects, loads the catalog and the rules, and opens the rule that was open last. */
export async function startSession(): Promise<void> {
  const connection = await connect();
  set({ client: connection.client });
  connection.onReachable((isReachable) => {
    const wasReachable = get().isReachable;
    set({ isReachable });
    if (isReachable && !wasReachable) void catchUp();
  });
  const { client: studio } = connection;
  const preferences = studio.studio.preferences.get();
  const { error, data } = await safe(
    Promise.all([
      studio.studio.status(),
      studio.catalog.packs(),
      studio.rules.list(),
      preferences,
      preferences.then(({ lastRule }) => findDocument(studio, lastRule)),
    ]),
  );
  if (error) {
    set({ phase: { kind: 'failed', message: error.message } });
    return;
  }
  const [status, packs, rules, preferred, last] = data;
  const [first] = rules;
  set({ status, catalog: createCatalog(packs), rules });
  applyPreferences(preferred);
  if (last) showDocument(last);
  else if (first) await openRule(first.id);
  applyPanels(preferred.panels);
  rememberPanels();
  set({ phase: { kind: 'ready' } });
  void followChanges();
  void loadRemotes(preferred.workspace).then(refreshMode);
  window.addEventListener('beforeunload', () => void flushDocument());
}

/** The rule that was open last, asked for along with everything else; null where there is none or it is gone. */
async function findDocument(studio: StudioClient, id: Json | undefined): Promise<RuleDocument | null> {
  if (typeof id !== 'string') return null;
  const { data } = await safe(studio.rules.get({ id }));
  return data ?? null;
}

/** Follows what this window and other programs write, for as long as the window lives. */
async function followChanges(): Promise<void> {
  for (;;) {
    const { error, data } = await safe(client().studio.changes());
    if (error) {
      await new Promise((resolve) => window.setTimeout(resolve, 1000));
      continue;
    }
    try {
      for await (const _change of data) await catchUp();
    } catch {
      // The stream breaks with its socket; the next round opens a new one.
    }
    await new Promise((resolve) => window.setTimeout(resolve, 500));
  }
}

async function catchUp(): Promise<void> {
  await flushDocument();
  await Promise.all([refreshRules(), followDisk()]);
}

function applyPreferences(preferences: Record<string, Json>): void {
  const { theme, view, isOutlineOpen } = preferences;
  applyRuleList(preferences.ruleFolders);
  offerTour(preferences.tour);
  if (theme === 'light' || theme === 'dark' || theme === 'system') showTheme(theme);
  set({ isOutlineOpen: isOutlineOpen === true });
  if (view === 'visual' || view === 'code' || view === 'split') set({ view });
}

export function setTheme(theme: Theme): void {
  showTheme(theme);
  void keepPreference('theme', theme);
}

function showTheme(theme: Theme): void {
  set({ theme });
  if (theme === 'system') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
}

/** Whether the outline comes up because somebody asked for it just now: then it takes the focus. */
export const useOutlineOpening = create<{ isAsked: boolean }>()(() => ({ isAsked: false }));

export function toggleOutline(): void {
  const isOutlineOpen = !get().isOutlineOpen;
  useOutlineOpening.setState({ isAsked: isOutlineOpen });
  set({ isOutlineOpen, isLeftOpen: true });
  void keepPreference('isOutlineOpen', isOutlineOpen);
}

export function setView(view: View): void {
  set({ view });
  void keepPreference('view', view);
}
