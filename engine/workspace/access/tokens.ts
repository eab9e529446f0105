import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import { type Catalog, findMember } from '../../catalog/index.ts';
import { type Scope, scope } from '../../contract/index.ts';
import type { Database } from '../../store/index.ts';
import { type Caller, scopesOfRole } from './caller.ts';

export interface NewToken {
  name: string;
  /** The member it speaks for. */
  member: string;
  /** What it may do of what the member's role may do; left out: all of that. */
  scopes?: readonly Scope[];
  /** ISO time; null: until it is revoked. */
  expiresAt?: string | null;
}

export interface Tokens {
  /** Makes a token and returns it: it is kept as a hash and cannot be shown again. */
  issue(token: NewToken): string;
  /** In force with the next request. */
  revoke(name: string): void;
  /** Who it is, now; null for a token that is unknown, expired or revoked, or whose member has left. */
  find(token: string): Caller | null;
  /** Names of those that work. */
  names(): string[];
}

const row = z.object({
  id: z.string(),
  name: z.string(),
  hash: z.string(),
  member: z.string(),
  scopes: z.string(),
  expires_at: z.string().nullable(),
});
const scopeList = z.array(scope).nullable();

export interface TokensOptions {
  database: Database;
  catalog: () => Catalog;
  now: () => Date;
  ids: (prefix: string) => string;
}

/** Bearer tokens: 192 random bits in letters, digits, `-` and `_`, stored as SHA-256. */
export function createTokens({ database, catalog, now, ids }: TokensOptions): Tokens {
  const { connection } = database;
  const insert = connection.prepare(
    'INSERT INTO tokens (id, name, hash, member, scopes, created_at, expires_at) VALUES (?, ?, ?, ?, ?, ?, ?)',
  );
  // The index narrows by the first half of the hash; the whole of it is then compared in constant time.
  const candidates = connection.prepare(
    `SELECT id, name, hash, member, scopes, expires_at FROM tokens
     WHERE hash >= ? AND hash < ? AND revoked_at IS NULL AND (expires_at IS NULL OR expires_at > ?)`,
  );
  const revoke = connection.prepare('UPDATE tokens SET revoked_at = ? WHERE name = ? AND revoked_at IS NULL');
  const names = connection.prepare(
    'SELECT name FROM tokens WHERE revoked_at IS NULL AND (expires_at IS NULL OR expires_at > ?) ORDER BY name',
  );

  return {
    issue({ name, member, scopes = null, expiresAt = null }) {
      const token = `rw_${randomBytes(24).toString('base64url')}`;
      const time = now().toISOString();
      database.write(() =>
        insert.run(ids('tok_'), name, hashOf(token), member, JSON.stringify(scopes), time, expiresAt),
      );
      return token;
    },
    revoke: (name) => void database.write(() => revoke.run(now().toISOString(), name)),
    names: () =>
      names.all(now().toISOString()).map((each) => z.object({ name: z.string() }).parse(each).name),
    find(token) {
      const hash = hashOf(token);
      const half = hash.slice(0, 32);
      for (const candidate of candidates.all(half, `${half}g`, now().toISOString())) {
        const found = row.parse(candidate);
        if (timingSafeEqual(Buffer.from(found.hash), Buffer.from(hash))) return callerOf(found);
      }
      return null;
    },
  };

  function callerOf(found: z.infer<typeof row>): Caller | null {
    const member = findMember(catalog(), found.member);
    if (!member?.active) return null;
    const granted = scopeList.parse(JSON.parse(found.scopes));
    return {
      tokenId: found.id,
      tokenName: found.name,
      expiresAt: found.expires_at,
      member,
      // A member whose role shrank keeps no more than the role has now.
      scopes: scopesOfRole(member.role).filter((each) => granted === null || granted.includes(each)),
    };
  }
}

function hashOf(token: string): string {
  return createHash('sha256').update(token, 'utf8').digest('hex');
}
