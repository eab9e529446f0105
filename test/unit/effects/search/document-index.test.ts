import Database from 'better-sqlite3';
import fc from 'fast-check';
import { describe, expect, onTestFinished, test } from 'vitest';
import { northfieldDocuments } from '../../../../engine/effects/demo-tools/northfield-index.ts';
import {
  createDocumentIndex,
  type DocumentIndex,
  type IndexedDocument,
  type SearchRequest,
} from '../../../../engine/effects/search/document-index.ts';

function createIndex(documents: readonly IndexedDocument[] = northfieldDocuments()): DocumentIndex {
  const database = new Database(':memory:');
  onTestFinished(() => void database.close());
  database.pragma('foreign_keys = ON');
  database.pragma('trusted_schema = OFF');
  const index = createDocumentIndex(database);
  index.put(documents);
  return index;
}

function find(index: DocumentIndex, text: string, more: Partial<SearchRequest> = {}): string[] {
  const request: SearchRequest = {
    kind: 'query',
    text,
    viewer: { member: 'm_nora_f', seesAll: true },
    now: '2026-01-20T09:00:00.000Z',
    limit: 50,
    ...more,
  };
  return index.search(request).map(({ id }) => id);
}

describe('the saved searches of the demo workspace', () => {
  test.each([
    ['retention:none', ['doc_290', 'doc_299', 'doc_312', 'doc_314', 'doc_321', 'doc_330']],
    ['type:rfi status:open due:past', ['doc_290', 'doc_299']],
    ['type:invoice variance:>0', ['doc_312', 'doc_321']],
    ['sensitivity:restricted members:>10', ['doc_305']],
  ])('%s finds what it says', (query, found) => {
    expect(find(createIndex(), query).sort()).toEqual(found);
  });

  test('ask the time they are given', () => {
    const index = createIndex();
    expect(find(index, 'type:rfi status:open due:past', { now: '2026-01-10T00:00:00Z' })).toEqual([
      'doc_290',
    ]);
  });
});

describe('a search', () => {
  test('finds documents that have all of its words, whatever case or accent', () => {
    const index = createIndex([
      document('a', { title: 'Résumé of the bridge', body: 'steel and glass' }),
      document('b', { body: 'steel', tags: ['bridge'] }),
      document('c', { body: 'steel only' }),
    ]);
    expect(find(index, 'STEEL bridge').sort()).toEqual(['a', 'b']);
    expect(find(index, 'resume')).toEqual(['a']);
    expect(find(index, 'bridges').sort()).toEqual(['a', 'b']);
    expect(find(index, '"steel and glass"')).toEqual(['a']);
    expect(find(index, '"glass and steel"')).toEqual([]);
  });

  test('gives what fits best first, and newest first among equals', () => {
    const index = createIndex([
      document('old', { body: 'crane', updatedAt: '2026-01-01T00:00:00Z' }),
      document('new', { body: 'crane', updatedAt: '2026-01-02T00:00:00Z' }),
      document('named', { title: 'crane', body: 'other words', updatedAt: '2025-01-01T00:00:00Z' }),
    ]);
    expect(find(index, 'crane')).toEqual(['named', 'new', 'old']);
    expect(find(index, 'type:none')).toEqual(['new', 'old', 'named']);
    expect(find(index, 'crane', { limit: 1 })).toEqual(['named']);
    expect(find(index, 'crane', { since: '2026-01-02T00:00:00Z' })).toEqual(['new']);
  });

  test('shows nobody what was not meant for them', () => {
    const index = createIndex([
      document('all', { body: 'crane' }),
      document('some', { body: 'crane', readers: ['m_a', 'm_b'] }),
      document('none', { body: 'crane', readers: [] }),
    ]);
    const as = (member: string, seesAll = false) =>
      find(index, 'crane', { viewer: { member, seesAll } }).sort();
    expect(as('m_a')).toEqual(['all', 'some']);
    expect(as('m_c')).toEqual(['all']);
    expect(as('m_c', true)).toEqual(['all', 'none', 'some']);
  });

  test('for nothing finds nothing', () => {
    const index = createIndex();
    expect(find(index, '')).toEqual([]);
    expect(find(index, '"" * ?')).toEqual([]);
    expect(find(index, 'what is it?', { kind: 'question' })).toEqual([]);
  });

  test('takes any text as data', () => {
    const index = createIndex();
    const hostile = fc.constantFrom(
      '"',
      "'",
      '*',
      '^',
      ':',
      '-',
      '(',
      ')',
      'AND',
      'OR',
      'NOT',
      'NEAR(a b, 2)',
      'title:x',
      '{title}',
      ';--',
      '\u0000',
      'é',
      '\ud800',
      '%',
      '_',
      'a:>1',
      'a:none',
      'due:past',
      '\\',
      "'); DROP TABLE search_document; --",
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(hostile, fc.string()), { maxLength: 12 }), (parts) => {
        for (const glue of ['', ' ']) {
          find(index, parts.join(glue));
          find(index, parts.join(glue), { kind: 'question' });
        }
      }),
      { numRuns: 1_000 },
    );
    expect(index.count()).toBe(12);
  });
});

describe('a question', () => {
  test('finds the documents that share most with it', () => {
    const index = createIndex();
    const [first] = find(index, 'Which AP invoices differ in price from their orders?', { kind: 'question' });
    expect(first).toBe('doc_312');
    expect(find(index, 'type:rfi', { kind: 'question' })).not.toEqual([]);
  });

  test('brings the start of each text', () => {
    const index = createIndex([document('long', { body: `crane ${'x'.repeat(5_000)}`, url: 'https://x/1' })]);
    const [found] = index.search({
      kind: 'question',
      text: 'the crane',
      viewer: { member: '', seesAll: true },
      now: '',
      limit: 1,
    });
    expect(found).toEqual({
      id: 'long',
      title: 'long',
      url: 'https://x/1',
      updatedAt: '2026-01-01T00:00:00Z',
      excerpt: `crane ${'x'.repeat(1_494)}`,
    });
  });
});

describe('the index', () => {
  test('replaces a document, and forgets one', () => {
    const index = createIndex([document('a', { body: 'steel', fields: { type: 'x' }, readers: ['m'] })]);
    index.put([document('a', { body: 'glass' })]);
    expect([find(index, 'steel'), find(index, 'glass'), find(index, 'type:x')]).toEqual([[], ['a'], []]);
    index.remove('a');
    index.remove('a');
    expect([find(index, 'glass'), index.count()]).toEqual([[], 0]);
  });

  test('takes all documents or none', () => {
    const index = createIndex([]);
    const bad = document('b', {});
    Reflect.set(bad, 'title', null);
    expect(() => index.put([document('a', {}), bad])).toThrow();
    expect(index.count()).toBe(0);
  });

  test('can be opened again on the same database', () => {
    const database = new Database(':memory:');
    onTestFinished(() => void database.close());
    database.pragma('foreign_keys = ON');
    createDocumentIndex(database).put([document('a', { body: 'steel' })]);
    expect(find(createDocumentIndex(database), 'steel')).toEqual(['a']);
  });
});

function document(id: string, more: Partial<IndexedDocument>): IndexedDocument {
  return { id, title: id, body: '', tags: [], updatedAt: '2026-01-01T00:00:00Z', ...more };
}
