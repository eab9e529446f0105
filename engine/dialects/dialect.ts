import type { Catalog } from '../catalog/index.ts';
import type { DialectName } from '../contract/index.ts';
import type { InputIssue, Json, JsonObject, Pack, Place, Result, Rule } from '../model/index.ts';

/** A rule as read from a dialect: native fields, and the names in it that the catalog must know. */
export interface DialectDraft {
  /** Native fields but scope, to be read as a rule. */
  rule: JsonObject;
  eventType: { name: string; at: Place } | null;
  actionTypes: { name: string; at: Place }[];
  /** Apps that the text itself names; null where the dialect has none or the text leaves them out. */
  apps: string[] | null;
}

/** Says that something at a place of the rule has no counterpart in the dialect. */
export type Report = (at: Place, message: string) => void;

export interface Dialect {
  name: DialectName;
  read(source: Json): Result<DialectDraft, InputIssue[]>;
  /** Where in the source something of the native rule came from: `filter[0].value` → `conditions[0].value`. */
  sourcePlace(at: Place): Place;
  /** The rule in the dialect's shape. What does not fit goes to `report`, and the shape is then not to be used. */
  write(rule: Rule, report: Report): JsonObject;
  /** Whether a rule in this dialect says which apps it is for. */
  namesApps: boolean;
}

/** The pack whose rules the dialect writes; undefined in a catalog without it. */
export function packOfDialect(catalog: Catalog, dialect: DialectName): Pack | undefined {
  return catalog.packs.find((pack) => pack.name === dialect);
}

/**
 * The packs whose names a rule in the dialect may use: its own, and those of plugins, which have no apps. Where its
 * own is missing, all.
 */
export function packsFor(catalog: Catalog, dialect: DialectName): readonly Pack[] {
  if (!packOfDialect(catalog, dialect)) return catalog.packs;
  return catalog.packs.filter((pack) => pack.name === dialect || pack.directory.apps.length === 0);
}

/** Ids of the apps that a rule in the dialect may be for. */
export function appsFor(catalog: Catalog, dialect: DialectName): string[] {
  const pack = packOfDialect(catalog, dialect);
  return (pack ? [pack] : catalog.packs).flatMap(({ directory }) => directory.apps.map(({ id }) => id));
}
