import type { Member } from '../model/index.ts';
import { type Catalog, packOfApp } from './catalog.ts';

/** Whether a member may touch things of an app: owners and admins all of them, others those they are in. */
export function mayTouchApp(member: Member, app: string): boolean {
  if (!member.active) return false;
  return member.role === 'owner' || member.role === 'admin' || member.apps.includes(app);
}

/** Whether rules may run, and be written, in this member's name in an app (operators and readers only read). */
export function mayRunRules(member: Member, app: string): boolean {
  return member.role !== 'operator' && member.role !== 'reader' && mayTouchApp(member, app);
}

/** The active members who belong to an app by name: whom its work can be given to. In directory order. */
export function membersOfApp(catalog: Catalog, app: string): Member[] {
  const members = packOfApp(catalog, app)?.directory.members ?? [];
  return members.filter((member) => member.active && member.apps.includes(app));
}
