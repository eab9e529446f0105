import Database from 'better-sqlite3';
import { expect, onTestFinished, test } from 'vitest';
import { createDocumentIndex } from '../../../../engine/effects/search/document-index.ts';
import { searchPerformer } from '../../../../engine/effects/search/perform-search.ts';

function createSearch(limit?: number) {
  const database = new Database(':memory:');
  onTestFinished(() => void database.close());
  database.pragma('foreign_keys = ON');
  const index = createDocumentIndex(database);
  const base = { body: 'steel', tags: [], updatedAt: '2026-01-01T00:00:00Z' };
  index.put([
    { ...base, id: 'a', title: 'A', url: 'https://docs.example/a' },
    { ...base, id: 'b', title: 'B', fields: { due: '2026-03-02T11:59:59Z' } },
    { ...base, id: 'c', title: 'C', readers: ['m_ana'] },
  ]);
  const perform = searchPerformer({
    index,
    now: () => new Date('2026-03-02T12:00:00Z'),
    viewerOf: (member) => ({ member, seesAll: false }),
    ...(limit !== undefined && { limit }),
  });
  return (query: unknown, runAs: unknown = 'm_bo') =>
    perform(
      { kind: 'search.run', savedSearch: 's', title: 'S', ...JSON.parse(JSON.stringify({ query, runAs })) },
      { key: 'k' },
    );
}

test("a saved search gives what the rule's creator may see", async () => {
  const search = createSearch();
  expect(await search('steel')).toEqual({
    ok: true,
    value: {
      output: {
        hits: [
          { id: 'a', title: 'A', updatedAt: '2026-01-01T00:00:00Z', url: 'https://docs.example/a' },
          { id: 'b', title: 'B', updatedAt: '2026-01-01T00:00:00Z' },
        ],
      },
      raised: [],
    },
  });
  expect(await search('steel', 'm_ana')).toMatchObject({
    value: { output: { hits: [{}, {}, { id: 'c' }] } },
  });
  expect(await search('due:past')).toMatchObject({ value: { output: { hits: [{ id: 'b' }] } } });
});

test('a saved search gives no more than may be had', async () => {
  expect(await createSearch(1)('steel')).toMatchObject({ value: { output: { hits: [{ id: 'a' }] } } });
});

test('what is no search is not run', async () => {
  expect(await createSearch()(7)).toMatchObject({ error: { code: 'invalid-effect', retryable: false } });
});
