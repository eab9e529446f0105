import { z } from 'zod';
import { type Catalog, createCatalog } from '../../catalog/index.ts';
import type { SavedSearch } from '../../contract/index.ts';
import type { Database } from '../../store/index.ts';
import type { Caller } from '../access/caller.ts';
import { createAudit } from '../database/index.ts';
import { attempt } from '../requests/attempt.ts';
import { type Answer, refuse } from '../requests/refusal.ts';

/** The saved searches of a workspace: those its packs come with, and those that were made here. */
export interface Searches {
  list(): SavedSearch[];
  create(
    search: { id?: string | undefined; title: string; query: string },
    caller: Caller,
  ): Answer<SavedSearch>;
  /** The catalog with the searches made here in it. */
  catalog(): Catalog;
}

export interface SearchesOptions {
  database: Database;
  /** What the workspace comes with. */
  base: Catalog;
  now: () => Date;
  ids: (prefix: string) => string;
  changed: (catalog: Catalog) => void;
}

const searchRow = z.object({ id: z.string(), title: z.string(), query: z.string() });

export function createSearches({ database, base, now, ids, changed }: SearchesOptions): Searches {
  const { connection } = database;
  const every = connection.prepare('SELECT id, title, query FROM searches ORDER BY seq');
  const insert = connection.prepare(
    'INSERT INTO searches (id, title, query, created_by, created_at) VALUES (?, ?, ?, ?, ?)',
  );
  const audit = createAudit(database);
  const made = (): SavedSearch[] => every.all().map((row) => searchRow.parse(row));
  const list = (): SavedSearch[] => [
    ...base.packs.flatMap((pack) => pack.directory.savedSearches),
    ...made(),
  ];
  let catalog = withSearches(base, made());

  return {
    list,
    catalog: () => catalog,
    create: ({ id = ids('search_'), title, query }, caller) =>
      attempt(database, () => {
        if (list().some((each) => each.id === id)) {
          const message = `there is a saved search "${id}" already`;
          return refuse('CONFLICT', message, { errors: [{ at: 'id', message }] });
        }
        const at = now().toISOString();
        insert.run(id, title, query, caller.member.id, at);
        audit({ at, kind: 'change', what: 'search.created', actor: caller.member.id, detail: { id, title } });
        database.afterCommit(() => {
          catalog = withSearches(base, made());
          changed(catalog);
        });
        return { ok: true, value: { id, title, query } };
      }),
  };
}

/** Packs that have searches of their own are where a rule's parameters look for them. */
function withSearches(base: Catalog, searches: readonly SavedSearch[]): Catalog {
  if (searches.length === 0) return base;
  return createCatalog(
    base.packs.map((pack) =>
      pack.directory.savedSearches.length === 0
        ? pack
        : {
            ...pack,
            directory: { ...pack.directory, savedSearches: [...pack.directory.savedSearches, ...searches] },
          },
    ),
  );
}
