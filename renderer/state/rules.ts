import { isDefinedError, safe } from '@orpc/client';
import type { DialectName, Occasion, RuleChange, RuleDocument } from '../../engine/contract/index.ts';
import { updateRule } from '../../engine/editing/index.ts';
import { describeIssue, type Trigger } from '../../engine/model/index.ts';
import { toast } from '../design/toast.ts';
import {
  adoptBookkeeping,
  applyToDraft,
  closeDocument,
  flushDocument,
  openRule,
  saveVersion,
  showDocument,
} from './document.ts';
import { openRun, showHistory } from './history.ts';
import { refreshActivity, selectRules, useRuleList } from './rule-list.ts';
import { client, get, set } from './store.ts';
import { sentence, syncErrorOf, syncErrorText } from './sync-errors.ts';

export async function refreshRules(): Promise<void> {
  const { error, data } = await safe(client().rules.list());
  if (error) return;
  set({ rules: data });
  const { selected } = useRuleList.getState();
  const kept = selected.filter((id) => data.some((rule) => rule.id === id));
  if (kept.length < selected.length) selectRules(kept);
}

/** Creates a disabled rule with an empty scope, which fires nowhere, and opens it on its name. */
export async function createRule(trigger: Trigger, name: string): Promise<void> {
  await flushDocument();
  const { error, data } = await safe(
    client().rules.create({ rule: { name, trigger }, why: 'Created in the studio' }),
  );
  if (error) {
    toast.error('The rule was not created', error.message);
    return;
  }
  showDocument(data);
  set({ mode: 'author', dialog: null, focus: { at: 'name', count: (get().focus?.count ?? 0) + 1 } });
  await refreshRules();
}

export async function duplicateRule(id: string): Promise<void> {
  await flushDocument();
  await create(client().rules.duplicate({ id }), 'The rule was not duplicated');
}

/** Enables or disables. The open rule's unsaved draft becomes part of the version, so what is seen is what runs. */
export async function setRuleEnabled(id: string, enabled: boolean): Promise<void> {
  const { document } = get();
  const why = enabled ? 'Enabled in the studio' : 'Disabled in the studio';
  if (document?.id === id) {
    await flushDocument();
    if (enabled && get().document?.hasUnsavedVersion) {
      await saveVersion(why, true);
      return refreshRules();
    }
  }
  const { error, data } = await safe(client().rules.setEnabled({ id, enabled, why }));
  if (error) toast.error(enabled ? 'The rule was not enabled' : 'The rule was not disabled', error.message);
  else adoptBookkeeping(data);
  await refreshRules();
}

/** Deletes a rule; for some seconds it can be brought back with one click, later through its history. */
export async function deleteRule(id: string): Promise<void> {
  const name = get().rules.find((rule) => rule.id === id)?.name ?? id;
  await flushDocument();
  const { error } = await safe(client().rules.remove({ id, why: 'Deleted in the studio' }));
  if (error) {
    toast.error('The rule was not deleted', error.message);
    return;
  }
  if (get().document?.id === id) closeDocument();
  await refreshRules();
  toast.undo(
    `Deleted “${name}”`,
    () => void create(client().rules.restore({ id }), 'The rule was not restored'),
  );
}

/** Deletes several rules; one click brings all of them back. */
export async function deleteRules(ids: readonly string[]): Promise<void> {
  const [only] = ids;
  if (only !== undefined && ids.length === 1) return deleteRule(only);
  await flushDocument();
  const gone: string[] = [];
  for (const id of ids) {
    const { error } = await safe(client().rules.remove({ id, why: 'Deleted in the studio' }));
    if (error) toast.error('A rule was not deleted', error.message);
    else gone.push(id);
  }
  if (gone.includes(get().document?.id ?? '')) closeDocument();
  selectRules([]);
  await refreshRules();
  toast.undo(`Deleted ${gone.length} rules`, () => void restoreRules(gone));
}

async function restoreRules(ids: readonly string[]): Promise<void> {
  for (const id of ids) {
    const { error } = await safe(client().rules.restore({ id }));
    if (error) toast.error('A rule was not restored', error.message);
  }
  await refreshRules();
}

/** Changes many rules at once, with a way back. `words` say what was done, for the message. */
export async function changeRules(changes: readonly RuleChange[], words: string): Promise<void> {
  const before = changes.flatMap(({ id, apps, labels, enabled }): RuleChange[] => {
    const rule = get().rules.find((one) => one.id === id);
    if (!rule) return [];
    return [
      {
        id,
        ...(apps ? { apps: rule.apps } : {}),
        ...(labels ? { labels: rule.labels } : {}),
        ...(enabled === undefined ? {} : { enabled: rule.enabled }),
      },
    ];
  });
  if (await sendChanges(changes, words))
    toast.undo(words, () => void sendChanges(before, `Undone: ${words}`));
}

/** The open rule is edited as by hand, so that its own undo knows of it; the others where they lie. */
async function sendChanges(changes: readonly RuleChange[], why: string): Promise<boolean> {
  const openId = get().document?.id;
  const own = changes.find(({ id }) => id === openId);
  const rule = get().document?.history.present.rule;
  if (own && rule) {
    const { apps, labels, enabled } = own;
    const part = { ...(apps ? { scope: { apps } } : {}), ...(labels ? { labels } : {}) };
    if (apps || labels) applyToDraft(updateRule(rule, part, 'Change with other rules'));
    if (enabled !== undefined) await setRuleEnabled(own.id, enabled);
    await flushDocument();
  }
  const others = changes.filter(({ id }) => id !== openId);
  const { error, data } = await safe(client().rules.changeMany({ changes: others, why }));
  await refreshRules();
  if (error) {
    toast.error('The rules were not changed', error.message);
    return false;
  }
  for (const { id, message } of data.refused) {
    const name = get().rules.find((one) => one.id === id)?.name ?? id;
    toast.error(`“${name}” was not changed`, sentence(message));
  }
  return true;
}

/** Runs a rule of the chosen workspace once, for real, and offers to look at the run. */
export async function runRuleNow(ruleId: string, occasion: Occasion): Promise<boolean> {
  const workspace = get().remote.chosen;
  if (workspace === null) return false;
  const { error, data } = await safe(client().remotes.runNow({ workspace, ruleId, occasion }));
  if (error) {
    toast.error('It did not run', syncErrorText(syncErrorOf(error)));
    return false;
  }
  const { succeeded, failed } = data.counts;
  const done = data.outcome === 'executed' ? 'It ran' : 'It was held back';
  const detail = failed > 0 ? `${failed} of ${succeeded + failed} actions failed.` : undefined;
  toast.offer(done, detail, 'Show the run', () => {
    showHistory();
    void openRun(data.id);
  });
  await refreshActivity();
  return true;
}

/** Reads rules in a dialect. Answers the lines to show: what went wrong, or what a person should know. */
export async function importRules(
  text: string,
  from: DialectName,
): Promise<{ isDone: boolean; lines: string[] }> {
  const { error, data } = await safe(client().rules.importDialect({ text, from }));
  if (error) {
    const isInvalid = isDefinedError(error) && error.code === 'INVALID_INPUT';
    return {
      isDone: false,
      lines: isInvalid ? error.data.issues.map((issue) => describeIssue(issue)) : [error.message],
    };
  }
  const first = data.rules[0];
  if (first) await openRule(first.rule.id);
  await refreshRules();
  return { isDone: true, lines: data.notes };
}

async function create(creating: Promise<RuleDocument>, failure: string): Promise<void> {
  const { error, data } = await safe(creating);
  if (error) toast.error(failure, error.message);
  else showDocument(data);
  await refreshRules();
}
