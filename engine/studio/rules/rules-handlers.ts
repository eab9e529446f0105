import { isJsonObject } from '../../model/index.ts';
import { granted } from '../refusals.ts';
import { procedures, type StudioServices } from '../services.ts';
import { changeMany } from './change-many.ts';
import { copyName } from './copy-name.ts';
import { creatorFor } from './creator.ts';
import { dialectHandlers } from './dialect-handlers.ts';
import { readRuleInput } from './read-rule-input.ts';
import { rememberSummaries } from './rule-summary.ts';

export function rulesHandlers(services: StudioServices) {
  const { store, catalog, changes, newId } = services;
  const rules = procedures.rules;
  const summaries = rememberSummaries(catalog);

  /** Tells every window at once, then answers. */
  function told<Value>(value: Value): Value {
    changes.look();
    return value;
  }

  return {
    list: rules.list.handler(({ errors }) => summaries(granted(store.listRules(), errors))),
    get: rules.get.handler(({ input, errors }) => granted(store.getRule(input.id), errors)),
    create: rules.create.handler(({ input, errors }) => {
      const createdBy = creatorFor(input.rule, catalog, store.author);
      const read = readRuleInput(input.rule, { id: `r_${newId()}`, createdBy });
      if (!read.ok) throw errors.INVALID_INPUT({ data: { issues: read.error } });
      return told(granted(store.createRule({ rule: read.value, why: input.why }), errors));
    }),
    saveDraft: rules.saveDraft.handler(({ input, errors }) => {
      const { id, baseRevision, codeText, layout } = input;
      if (isJsonObject(input.rule) && input.rule.id !== undefined && input.rule.id !== id) {
        const message = `the id of a rule cannot change; it is ${id}`;
        throw errors.INVALID_INPUT({ data: { issues: [{ code: 'invalid', message, at: 'id' }] } });
      }
      const read = readRuleInput(input.rule, { id, createdBy: store.author });
      if (!read.ok) throw errors.INVALID_INPUT({ data: { issues: read.error } });
      return told(granted(store.saveDraft({ id, baseRevision, rule: read.value, codeText, layout }), errors));
    }),
    saveVersion: rules.saveVersion.handler(({ input: { id, baseRevision, why, enabled }, errors }) => {
      const flag = enabled === undefined ? {} : { enabled };
      return told(granted(store.saveVersion({ id, baseRevision, why, ...flag }), errors));
    }),
    setEnabled: rules.setEnabled.handler(({ input, errors }) =>
      told(granted(store.setEnabled(input), errors)),
    ),
    changeMany: rules.changeMany.handler(({ input }) => told(changeMany(store, input))),
    remove: rules.remove.handler(({ input, errors }) => told(granted(store.removeRule(input), errors))),
    restore: rules.restore.handler(({ input, errors }) => told(granted(store.restoreRule(input.id), errors))),
    duplicate: rules.duplicate.handler(({ input, errors }) => {
      const original = granted(store.getRule(input.id), errors);
      const names = new Set(granted(store.listRules(), errors).map(({ rule }) => rule.name));
      const rule = { ...original.rule, id: `r_${newId()}`, name: copyName(original.rule.name, names) };
      const why = `Duplicate of ${original.rule.id}`;
      return told(granted(store.createRule({ rule, why, layout: original.layout }), errors));
    }),
    history: rules.history.handler(({ input, errors }) => granted(store.ruleHistory(input.id), errors)),
    ...dialectHandlers(services),
  };
}
