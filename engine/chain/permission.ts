import { type Catalog, findMember, mayTouchApp } from '../catalog/index.ts';
import type { Member, Rule } from '../model/index.ts';

/** What a rule may do in the name of whoever made it. */
export interface CreatorStanding {
  creator: Member | null;
  /** False: the whole match is skipped with `permission`. */
  mayRun: boolean;
  /** False: each step fails with `permission`. */
  mayTouch: boolean;
  note: string | null;
}

/**
 * A rule runs as its creator. One who is gone, or whose role may run no rules, stops the match; one who may not touch
 * the event's app fails each step. Who is unknown to the catalog is a note, not a refusal.
 */
export function creatorStanding(catalog: Catalog, rule: Rule, app: string): CreatorStanding {
  const creator = findMember(catalog, rule.createdBy) ?? null;
  if (!creator) {
    const note = `creator "${rule.createdBy}" is not in the catalog; permissions were not checked`;
    return { creator, mayRun: true, mayTouch: true, note };
  }
  const mayRun = creator.active && creator.role !== 'operator' && creator.role !== 'reader';
  return { creator, mayRun, mayTouch: mayTouchApp(creator, app), note: null };
}
