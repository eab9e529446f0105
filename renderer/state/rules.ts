import { isDefinedError, safe } from '@orpc/client';
import type { DialectName, RuleDocument } from '../../engine/contract/index.ts';
import { describeIssue, type Trigger } from '../../engine/model/index.ts';
import { toast } from '../design/toast.ts';
import {
  adoptBookkeeping,
  closeDocument,
  flushDocument,
  openRule,
  saveVersion,
  showDocument,
} from './document.ts';
import { client, get, set } from './store.ts';

export async function refreshRules(): Promise<void> {
  const { error, data } = await safe(client().rules.list());
  if (!error) set({ rules: data });
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
