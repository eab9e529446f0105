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

/** Whom an app's work can be given to: active members who belong to it by name and do not only read. */
export function membersOfApp(catalog: Catalog, app: string): Member[] {
  const members = packOfApp(catalog, app)?.directory.members ?? [];
  return members.filter((member) => member.active && member.role !== 'reader' && member.apps.includes(app));
}
