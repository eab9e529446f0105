import { z } from 'zod';
import { hashJson, limits, parseJson, readWith } from '../../model/index.ts';
import type { Database } from '../../store/index.ts';
import { attempt } from './attempt.ts';
import { type Answer, refuse } from './refusal.ts';

/** A request that may be sent again. */
export interface OnceRequest {
  /** Of the `Idempotency-Key` header; undefined: the request is carried out each time. */
  key: string | undefined;
  tokenId: string;
  /** What is asked for, and with what: the same key with anything else is an error. */
  operation: string;
  body: unknown;
}

/** How long a key and its answer are kept, in milliseconds. The design asks for 24 hours at least. */
const keysKept = 48 * 60 * 60 * 1000;

/**
 * Carries a request out in one transaction with the answer that is kept under its key: sent again, even at the same
 * time or after a crash, it is answered the same and does nothing. Refusals are not kept; they changed nothing.
 */
export type Once = <Value>(
  request: OnceRequest,
  schema: z.ZodType<Value>,
  work: () => Answer<Value>,
) => Answer<Value>;

const row = z.object({ body_hash: z.string(), answer: z.string() });

export function createOnce(database: Database, now: () => Date): Once {
  const { connection } = database;
  const find = connection.prepare(
    'SELECT body_hash, answer FROM idempotency_keys WHERE token_id = ? AND key = ?',
  );
  const keep = connection.prepare(
    'INSERT INTO idempotency_keys (token_id, key, body_hash, answer, at) VALUES (?, ?, ?, ?, ?)',
  );
  const forget = connection.prepare('DELETE FROM idempotency_keys WHERE at < ?');

  return ({ key, tokenId, operation, body }, schema, work) => {
    if (key === undefined) return attempt(database, work);
    const bodyHash = hashJson([operation, body ?? null]);
    return attempt(database, () => {
      const time = now();
      forget.run(new Date(time.getTime() - keysKept).toISOString());
      const kept = row.safeParse(find.get(tokenId, key));
      if (kept.success) {
        if (kept.data.body_hash !== bodyHash) {
          const words = `the Idempotency-Key "${key}" was used for another request; use a new one`;
          return refuse('CONFLICT', words);
        }
        return reread(kept.data.answer, schema);
      }
      const answer = work();
      if (answer.ok) keep.run(tokenId, key, bodyHash, JSON.stringify(answer.value), time.toISOString());
      return answer;
    });
  };
}

function reread<Value>(text: string, schema: z.ZodType<Value>): Answer<Value> {
  const parsed = parseJson(text, { maxBytes: limits.packBytes, maxDepth: 2 * limits.ruleNestingDepth });
  const read = parsed.ok ? readWith(schema, parsed.value) : parsed;
  return read.ok ? read : refuse('INTERNAL_SERVER_ERROR', 'the answer that was kept cannot be read');
}
