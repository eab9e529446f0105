import { describe, expect, test } from 'vitest';
import { pageBounds, pageFrom, pageOfList } from '../../../../engine/workspace/requests/page.ts';

describe('pages', () => {
  test('a list in memory is read page by page to its end', () => {
    const list = ['a', 'b', 'c', 'd', 'e'];
    const seen: string[][] = [];
    let cursor: string | undefined;
    for (let pages = 0; pages < 5; pages++) {
      const page = pageOfList(list, { cursor, limit: 2 });
      if (!page.ok) throw new Error(page.error.message);
      seen.push(page.value.items);
      if (page.value.nextCursor === null) break;
      cursor = page.value.nextCursor;
    }
    expect(seen).toEqual([['a', 'b'], ['c', 'd'], ['e']]);
  });

  test('a page that ends with the list has no next one', () => {
    expect(pageOfList(['a', 'b'], { limit: 2 })).toEqual({
      ok: true,
      value: { items: ['a', 'b'], nextCursor: null },
    });
    expect(pageOfList([], {})).toEqual({ ok: true, value: { items: [], nextCursor: null } });
  });

  test('rows beyond the limit only say that there is more', () => {
    const page = pageFrom(
      [{ n: 7 }, { n: 5 }, { n: 3 }],
      2,
      (row) => row.n,
      (row) => row.n,
    );
    expect(page.items).toEqual([7, 5]);
    expect(pageBounds({ cursor: page.nextCursor ?? '' })).toEqual({
      ok: true,
      value: { after: 5, limit: 100 },
    });
  });

  test.each(['', 'p5', Buffer.from('p-1').toString('base64url'), Buffer.from('p1e9').toString('base64url')])(
    '"%s" is no cursor',
    (cursor) => {
      expect(pageBounds({ cursor })).toMatchObject({ ok: false, error: { code: 'UNPROCESSABLE_CONTENT' } });
    },
  );
});
