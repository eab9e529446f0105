import type Database from 'better-sqlite3';
import { type FieldTest, matchExpression, parseSearchQuery, wordsOfQuestion } from './search-query.ts';

/** A document as it can be found. */
export interface IndexedDocument {
  id: string;
  title: string;
  body: string;
  tags: readonly string[];
  /** ISO time, UTC. */
  updatedAt: string;
  url?: string;
  /** What `field:value` asks about; names in lower case. */
  fields?: Readonly<Record<string, string | number>>;
  /** Ids of the members who may see it. Absent: everybody. */
  readers?: readonly string[];
}

export interface FoundDocument {
  id: string;
  title: string;
  url: string | null;
  updatedAt: string;
  /** The start of its text. */
  excerpt: string;
}

/** In whose name something is looked for. */
export interface Viewer {
  member: string;
  /** Owners and admins see what is kept from others. */
  seesAll: boolean;
}

export interface SearchRequest {
  /** A saved search (all of it must hold), or a question (the best matches for its words). */
  kind: 'query' | 'question';
  text: string;
  viewer: Viewer;
  /** ISO time: only what changed at or after it. */
  since?: string;
  /** ISO time: what `due:past` is compared with. */
  now: string;
  limit: number;
}

export interface DocumentIndex {
  /** Adds documents, or replaces those of the same id; all or none. */
  put(documents: readonly IndexedDocument[]): void;
  remove(id: string): void;
  /** Best first; what fits equally well newest first. */
  search(request: SearchRequest): FoundDocument[];
  count(): number;
}

/** The tables, made where they are missing; safe to run on a database that has others. */
const schema = `
  CREATE TABLE IF NOT EXISTS search_document (
    number INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    title TEXT NOT NULL,
    body TEXT NOT NULL,
    url TEXT,
    updated_at TEXT NOT NULL,
    is_public INTEGER NOT NULL
  ) STRICT;
  CREATE TABLE IF NOT EXISTS search_field (
    document INTEGER NOT NULL REFERENCES search_document (number) ON DELETE CASCADE,
    name TEXT NOT NULL,
    text TEXT NOT NULL COLLATE NOCASE,
    number REAL,
    PRIMARY KEY (document, name)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS search_reader (
    document INTEGER NOT NULL REFERENCES search_document (number) ON DELETE CASCADE,
    member TEXT NOT NULL,
    PRIMARY KEY (document, member)
  ) STRICT, WITHOUT ROWID;
  CREATE VIRTUAL TABLE IF NOT EXISTS search_text USING fts5 (
    title, body, tags, tokenize = 'porter unicode61 remove_diacritics 2'
  );
`;

const excerptLength = 1_500;

/** A full-text index of documents in a database that may hold other things too. Foreign keys must be on. */
export function createDocumentIndex(database: Database.Database): DocumentIndex {
  database.exec(schema);
  const insertDocument = database.prepare<[string, string, string, string | null, string, number]>(
    `INSERT INTO search_document (id, title, body, url, updated_at, is_public) VALUES (?, ?, ?, ?, ?, ?)`,
  );
  const insertField = database.prepare('INSERT INTO search_field VALUES (?, ?, ?, ?)');
  const insertReader = database.prepare('INSERT OR IGNORE INTO search_reader VALUES (?, ?)');
  const insertText = database.prepare(
    'INSERT INTO search_text (rowid, title, body, tags) VALUES (?, ?, ?, ?)',
  );
  const deleteText = database.prepare(
    'DELETE FROM search_text WHERE rowid = (SELECT number FROM search_document WHERE id = ?)',
  );
  const deleteDocument = database.prepare('DELETE FROM search_document WHERE id = ?');

  const remove = database.transaction((id: string) => {
    deleteText.run(id);
    deleteDocument.run(id);
  });
  const put = database.transaction((documents: readonly IndexedDocument[]) => {
    for (const { id, title, body, tags, updatedAt, url, fields = {}, readers } of documents) {
      remove(id);
      const isPublic = readers === undefined ? 1 : 0;
      const { lastInsertRowid } = insertDocument.run(id, title, body, url ?? null, updatedAt, isPublic);
      insertText.run(lastInsertRowid, title, body, tags.join('\n'));
      for (const [name, value] of Object.entries(fields)) {
        insertField.run(lastInsertRowid, name, String(value), typeof value === 'number' ? value : null);
      }
      for (const member of readers ?? []) insertReader.run(lastInsertRowid, member);
    }
  });

  return {
    put: (documents) => put(documents),
    remove: (id) => remove(id),
    search: (request) => search(database, request),
    count: () => Number(database.prepare('SELECT count(*) FROM search_document').pluck().get()),
  };
}

interface FoundRow {
  id: string;
  title: string;
  url: string | null;
  updatedAt: string;
  excerpt: string;
}

function search(database: Database.Database, request: SearchRequest): FoundDocument[] {
  const { kind, text, viewer, since, now, limit } = request;
  const { phrases, tests } =
    kind === 'query' ? parseSearchQuery(text) : { phrases: wordsOfQuestion(text), tests: [] };
  // A query that asks for nothing finds nothing, rather than everything.
  if (phrases.length + tests.length === 0) return [];
  const where: string[] = [];
  const values: (string | number)[] = [];
  const add = (condition: string, ...more: (string | number)[]) => {
    where.push(condition);
    values.push(...more);
  };
  if (phrases.length > 0)
    add('search_text MATCH ?', matchExpression(phrases, kind === 'query' ? 'all' : 'any'));
  for (const test of tests) add(...conditionFor(test, now));
  if (since !== undefined) add('d.updated_at >= ?', since);
  if (!viewer.seesAll) {
    add(
      '(d.is_public = 1 OR EXISTS (SELECT 1 FROM search_reader r WHERE r.document = d.number AND r.member = ?))',
      viewer.member,
    );
  }
  const from =
    phrases.length > 0 ? 'search_text t JOIN search_document d ON d.number = t.rowid' : 'search_document d';
  const best = phrases.length > 0 ? 'bm25(search_text, 4.0, 1.0, 2.0), ' : '';
  const statement = database.prepare<(string | number)[], FoundRow>(
    `SELECT d.id, d.title, d.url, d.updated_at AS updatedAt, substr(d.body, 1, ${excerptLength}) AS excerpt
     FROM ${from} WHERE ${where.join(' AND ')} ORDER BY ${best}d.updated_at DESC, d.id LIMIT ?`,
  );
  return statement.all(...values, limit);
}

const fieldOf = 'SELECT 1 FROM search_field f WHERE f.document = d.number AND f.name = ?';

function conditionFor(test: FieldTest, now: string): [string, ...(string | number)[]] {
  switch (test.kind) {
    case 'is':
      return [`EXISTS (${fieldOf} AND f.text = ?)`, test.field, test.value];
    case 'missing':
      return [`NOT EXISTS (${fieldOf})`, test.field];
    case 'past':
      return [`EXISTS (${fieldOf} AND f.number IS NULL AND f.text < ?)`, test.field, now];
    case 'compare':
      return [`EXISTS (${fieldOf} AND f.number ${test.operator} ?)`, test.field, test.value];
  }
}
