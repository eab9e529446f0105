import { mayTouchApp } from '../../catalog/index.ts';
import { type Scope, scopes } from '../../contract/index.ts';
import type { Member, Role } from '../../model/index.ts';
import { type Answer, refuse } from '../requests/refusal.ts';

/** Who makes a request: the member a token speaks for, and what the token allows. */
export interface Caller {
  tokenId: string;
  tokenName: string;
  expiresAt: string | null;
  member: Member;
  scopes: readonly Scope[];
}

const reading = scopes.filter((each) => each.endsWith(':read'));

/** What a role may do: owners and admins all, managers write rules, the others read. */
export function scopesOfRole(role: Role): readonly Scope[] {
  switch (role) {
    case 'owner':
    case 'admin':
      return scopes;
    case 'manager':
      return [...reading, 'rules:write'];
    case 'operator':
    case 'reader':
      return reading;
  }
}

export function requireScope(caller: Caller, scope: Scope): Answer<null> {
  if (caller.scopes.includes(scope)) return { ok: true, value: null };
  return refuse('FORBIDDEN', `this needs the scope ${scope}, which the token "${caller.tokenName}" lacks`, {
    missing: { scope },
  });
}

/** A rule may be touched by whoever may touch every app that it lists. */
export function requireApps(caller: Caller, apps: readonly string[]): Answer<null> {
  const missing = [...new Set(apps)].filter((app) => !mayTouchApp(caller.member, app));
  if (missing.length === 0) return { ok: true, value: null };
  return refuse('FORBIDDEN', `${caller.member.name} may not touch rules of ${missing.join(', ')}`, {
    missing: { apps: missing },
  });
}

/** What concerns the whole workspace is for those who may touch all of it. */
export function requireWholeWorkspace(caller: Caller, apps: readonly string[]): Answer<null> {
  const { role } = caller.member;
  if (role === 'owner' || role === 'admin') return { ok: true, value: null };
  return refuse(
    'FORBIDDEN',
    `this concerns all apps, and ${caller.member.name} may touch some of them only`,
    {
      missing: { apps: apps.filter((app) => !mayTouchApp(caller.member, app)) },
    },
  );
}
