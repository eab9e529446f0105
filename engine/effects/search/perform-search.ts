import { z } from 'zod';
import { readWith } from '../../model/index.ts';
import { type Performer, performed, refusedEffect } from '../perform.ts';
import type { DocumentIndex, Viewer } from './document-index.ts';

export interface SearchOptions {
  index: DocumentIndex;
  now: () => Date;
  /** What a member may see. */
  viewerOf: (member: string) => Viewer;
  /** Hits of one search at most. Default 200. */
  limit?: number;
}

const searchRun = z.looseObject({ query: z.string(), runAs: z.string() });

/** `search.run`: the documents a saved search finds for the rule's creator. Output: `{ hits: [{ id, title, … }] }`. */
export function searchPerformer({ index, now, viewerOf, limit = 200 }: SearchOptions): Performer {
  return async (effect) => {
    const read = readWith(searchRun, effect);
    if (!read.ok) return refusedEffect('invalid-effect', 'this is not a search that can be run');
    const { query, runAs } = read.value;
    const found = index.search({
      kind: 'query',
      text: query,
      viewer: viewerOf(runAs),
      now: now().toISOString(),
      limit,
    });
    const hits = found.map(({ id, title, url, updatedAt }) => ({
      id,
      title,
      updatedAt,
      ...(url !== null && { url }),
    }));
    return performed({ hits });
  };
}
