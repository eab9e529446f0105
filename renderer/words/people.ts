import { type Catalog, findMember } from '../../engine/catalog/index.ts';

/** What people call a member; where nobody here knows the member, its id. */
export function personName(catalog: Catalog | null, id: string): string {
  return (catalog ? findMember(catalog, id)?.name : undefined) ?? id;
}
