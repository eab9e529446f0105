import { exportDialect, importDialect } from '../../dialects/index.ts';
import { granted } from '../refusals.ts';
import { procedures, type StudioServices } from '../services.ts';

export function dialectHandlers({ store, catalog, changes, newId }: StudioServices) {
  return {
    importDialect: procedures.rules.importDialect.handler(({ input: { text, from, app }, errors }) => {
      const pack = catalog.packs.find(({ name }) => name === from);
      const createdBy = pack?.workspace.defaultCreator ?? store.author;
      const read = importDialect(text, from, { catalog, createdBy, ...(app === undefined ? {} : { app }) });
      if (!read.ok) throw errors.INVALID_INPUT({ data: { issues: read.error } });
      // A dialect carries no identity: the same text imported twice is two rules.
      const entries = read.value.rules.map((rule) => ({
        rule: { ...rule, id: `r_${newId()}` },
        why: `Imported from ${from}`,
      }));
      const rules = granted(store.createRules(entries), errors);
      changes.look();
      return { rules, notes: read.value.notes };
    }),
    exportDialect: procedures.rules.exportDialect.handler(({ input: { id, to }, errors }) => {
      const { rule } = granted(store.getRule(id), errors);
      const written = exportDialect(rule, to, catalog);
      if (!written.ok) throw errors.INVALID_INPUT({ data: { issues: written.error } });
      return { text: written.value };
    }),
  };
}
