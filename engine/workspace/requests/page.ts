import { type Answer, refuse } from './refusal.ts';

export interface PageRequest {
  cursor?: string | undefined;
  limit?: number | undefined;
}

export interface Page<Item> {
  items: Item[];
  nextCursor: string | null;
}

const usualLimit = 100;

/** A page's bounds in the database: what comes after a sequence number, one more than is shown. */
export interface PageBounds {
  /** Null: from the start. */
  after: number | null;
  limit: number;
}

/** Pages follow the order in which things were made, so that what is made in between moves nothing. */
export function pageBounds(request: PageRequest): Answer<PageBounds> {
  const limit = request.limit ?? usualLimit;
  if (request.cursor === undefined) return { ok: true, value: { after: null, limit } };
  const text = Buffer.from(request.cursor, 'base64url').toString('latin1');
  if (!/^p\d{1,15}$/.test(text)) {
    return refuse('UNPROCESSABLE_CONTENT', 'this cursor is not one of this list', {
      errors: [{ at: 'cursor', message: 'use the nextCursor of the page before, or none' }],
    });
  }
  return { ok: true, value: { after: Number(text.slice(1)), limit } };
}

/** The page made of rows of which one more than `limit` was asked for. */
export function pageFrom<Row, Item>(
  rows: readonly Row[],
  limit: number,
  seqOf: (row: Row) => number,
  read: (row: Row) => Item,
): Page<Item> {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  const nextCursor =
    rows.length > limit && last !== undefined
      ? Buffer.from(`p${seqOf(last)}`, 'latin1').toString('base64url')
      : null;
  return { items: shown.map(read), nextCursor };
}

/** A page of a list that is whole in memory. */
export function pageOfList<Item>(list: readonly Item[], request: PageRequest): Answer<Page<Item>> {
  const bounds = pageBounds(request);
  if (!bounds.ok) return bounds;
  const { after, limit } = bounds.value;
  const numbered = list.map((item, index) => ({ item, seq: index + 1 })).slice(after ?? 0);
  return {
    ok: true,
    value: pageFrom(
      numbered.slice(0, limit + 1),
      limit,
      (row) => row.seq,
      (row) => row.item,
    ),
  };
}
