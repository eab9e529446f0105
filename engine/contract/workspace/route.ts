import { type HTTPMethod, type HTTPPath, oc } from '@orpc/contract';
import { z } from 'zod';
import type { Scope } from './access.ts';
import { workspaceErrors } from './problem-details.ts';

/** What the service must know of a route before it is served. */
export interface RouteMeta {
  /** Null: any valid token. */
  scope: Scope | null;
}

const base = oc.$meta<RouteMeta>({ scope: null }).errors(workspaceErrors);

interface RouteWords {
  tag: string;
  summary: string;
  description?: string;
  status?: number;
}

/** A route whose input is its path's parameters and its query, and whose output is the body. */
export function route(method: HTTPMethod, path: HTTPPath, scope: Scope | null, words: RouteWords) {
  return base.meta({ scope }).route({ method, path, ...written(words, scope) });
}

/** A route that also reads headers or writes them: input and output name each part. */
export function detailedRoute(method: HTTPMethod, path: HTTPPath, scope: Scope | null, words: RouteWords) {
  return base.meta({ scope }).route({
    method,
    path,
    ...written(words, scope),
    inputStructure: 'detailed',
    outputStructure: 'detailed',
  });
}

function written({ tag, summary, description, status }: RouteWords, scope: Scope | null) {
  return {
    tags: [tag],
    summary,
    ...(description === undefined ? {} : { description }),
    ...(status === undefined ? {} : { successStatus: status }),
    // The description of the API names the scope, too.
    spec: <Operation extends object>(operation: Operation) => ({
      ...operation,
      security: [{ bearer: scope === null ? [] : [scope] }],
    }),
  };
}

export const idParams = z.object({ id: z.string().min(1).max(200) });

/** The why of a change; what is left out has a default text. */
const changeReason = z.string().max(4_000).optional();

/** Headers of a write. */
export const writeHeaders = z.looseObject({ 'x-change-reason': changeReason });
/** Headers of a write that is carried out once, however often it is sent. */
export const onceHeaders = z.looseObject({
  'x-change-reason': changeReason,
  'idempotency-key': z.string().min(1).max(200).optional(),
});
/** Headers of a write to something that others may have changed. `If-Match` is an ETag, or `*`. */
export const matchHeaders = z.looseObject({
  'x-change-reason': changeReason,
  'if-match': z.string().max(300).optional(),
});

const limit = z.coerce.number().int().min(1).max(500).optional();
export const pageQuery = { cursor: z.string().max(300).optional(), limit };

/** A page of a list. `nextCursor` is null on the last one. */
export function pageOf<Item extends z.ZodType>(item: Item) {
  return z.object({ items: z.array(item), nextCursor: z.string().nullable() });
}
