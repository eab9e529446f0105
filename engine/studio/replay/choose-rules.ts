import { failure, type Result, type Rule, success } from '../../model/index.ts';
import type { Store } from '../../store/index.ts';

/** The rules of these ids, as they are being edited or as they were last saved; in words which are not there. */
export function chooseRules(
  store: Store,
  ids: readonly string[],
  content: 'draft' | 'saved',
): Result<Rule[], string> {
  const listed = store.listRules();
  if (!listed.ok) return failure('The rules cannot be read.');
  const drafts = new Map(
    listed.value.map(({ rule, hasUnsavedVersion }) => [rule.id, { rule, hasUnsavedVersion }]),
  );
  const chosen: Rule[] = [];
  for (const id of new Set(ids)) {
    const draft = drafts.get(id);
    if (!draft) return failure(`There is no rule ${id} any more.`);
    const rule = content === 'saved' && draft.hasUnsavedVersion ? savedOf(store, draft.rule) : draft.rule;
    if (!rule) return failure(`The last version of “${draft.rule.name}” cannot be read.`);
    chosen.push(rule);
  }
  return success(chosen);
}

function savedOf(store: Store, { id, enabled, createdBy }: Rule): Rule | null {
  const history = store.ruleHistory(id);
  const saved = history.ok ? history.value[0]?.rule : undefined;
  return saved ? { ...saved, id, enabled, createdBy } : null;
}
