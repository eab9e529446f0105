import type { RuleChange } from '../../contract/index.ts';
import type { Store, StoreError } from '../../store/index.ts';

/**
 * Changes many rules, one after the other: scope and labels as an edit of the draft would, the switch as a version of
 * its own. Each is safe by itself; one that is refused is named and keeps nobody else back.
 */
export function changeMany(
  store: Store,
  { changes, why }: { changes: readonly RuleChange[]; why: string },
): { refused: { id: string; message: string }[] } {
  const refused = changes.flatMap((change) => {
    const error = changeOne(store, change, why);
    return error === null ? [] : [{ id: change.id, message: words(error) }];
  });
  return { refused };
}

function changeOne(store: Store, { id, apps, labels, enabled }: RuleChange, why: string): StoreError | null {
  if (apps !== undefined || labels !== undefined) {
    const found = store.getRule(id);
    if (!found.ok) return found.error;
    const { rule, codeText, layout, revision } = found.value;
    const changed = {
      ...rule,
      ...(apps === undefined ? {} : { scope: { ...rule.scope, apps: [...apps] } }),
      ...(labels === undefined ? {} : { labels: [...labels] }),
    };
    const saved = store.saveDraft({ id, baseRevision: revision, rule: changed, codeText, layout });
    if (!saved.ok) return saved.error;
  }
  if (enabled === undefined) return null;
  const switched = store.setEnabled({ id, enabled, why });
  return switched.ok ? null : switched.error;
}

function words(error: StoreError): string {
  switch (error.kind) {
    case 'not-found':
      return 'it is not there any more';
    case 'conflict':
      return 'it was changed elsewhere meanwhile';
    case 'id-taken':
      return 'its id is taken';
    case 'failed':
      return error.detail;
  }
}
