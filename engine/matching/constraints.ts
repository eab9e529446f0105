import type { Path } from '../language/index.ts';
import { formatPlace, type Json } from '../model/index.ts';
import { valuesThatHold } from './compile-operator.ts';
import type { Plan } from './plan.ts';

/** What must hold of the value at one path for a part of a filter to hold, and is enough for that. */
export type Constraint = Membership | Others | Bound | Holding;

/** The value is one of these simple ones. */
export interface Membership {
  kind: 'values';
  /** The path in one spelling; constraints of one name can share a split. */
  name: string;
  path: Path;
  values: ReadonlySet<Json>;
}

/** The value is none of these simple ones: another one, or missing. */
export interface Others {
  kind: 'others';
  /** That of the constraints to be one of some values. */
  name: string;
  path: Path;
  values: ReadonlySet<Json>;
}

/** The value is a number above the bound, or below it with sign -1. */
export interface Bound {
  kind: 'bound';
  /** The path in one spelling, with the direction. */
  name: string;
  path: Path;
  sign: 1 | -1;
  bound: number;
  isStrict: boolean;
}

/** The value is a list that has this simple value, or a text that has this text. */
export interface Holding {
  kind: 'holding';
  /** The path in one spelling, with what is asked. */
  name: string;
  path: Path;
  item: Json;
}

/** The constraint that a part of a filter, outside `where`, comes to; null where it is none that an index can use. */
export function constraintOf(plan: Plan): Constraint | null {
  if (plan.kind === 'any') return joined(plan.children.map(constraintOf));
  if (plan.kind === 'not') return opposite(constraintOf(plan.child));
  if (plan.kind === 'all') {
    const [first, ...others] = plan.children;
    return first && others.length === 0 ? constraintOf(first) : null;
  }
  if (plan.kind !== 'leaf') return null;
  const { path, leaf, enumOrder } = plan;
  const { op, value } = leaf;
  switch (op) {
    case 'eq':
      return isSimple(value) ? membership(path, [value]) : null;
    case 'in':
      return Array.isArray(value) && value.every(isSimple) ? membership(path, value) : null;
    case 'neq':
      return isSimple(value) ? others(path, [value]) : null;
    case 'nin':
      return Array.isArray(value) && value.every(isSimple) ? others(path, value) : null;
    case 'gt':
    case 'gte':
    case 'lt':
    case 'lte':
      if (enumOrder) return membership(path, valuesThatHold(op, value, enumOrder));
      if (typeof value !== 'number' || !Number.isFinite(value)) return null;
      return {
        kind: 'bound',
        name: `${nameOf(path)} ${op.startsWith('g') ? 'above' : 'below'}`,
        path,
        sign: op === 'gt' || op === 'gte' ? 1 : -1,
        bound: value,
        isStrict: op === 'gt' || op === 'lt',
      };
    case 'contains':
      return isSimple(value) ? { kind: 'holding', name: `${nameOf(path)} holding`, path, item: value } : null;
    default:
      return null;
  }
}

function membership(path: Path, values: readonly Json[]): Membership {
  return { kind: 'values', name: nameOf(path), path, values: new Set(values) };
}

function others(path: Path, values: readonly Json[]): Others {
  return { kind: 'others', name: nameOf(path), path, values: new Set(values) };
}

/** What holds exactly where a constraint does not; null where that is none. */
function opposite(constraint: Constraint | null): Membership | Others | null {
  if (constraint?.kind === 'values') return { ...constraint, kind: 'others' };
  return constraint?.kind === 'others' ? { ...constraint, kind: 'values' } : null;
}

/** Whether whatever satisfies the other bound, in the same direction, satisfies this one, and not the reverse. */
export function isEasier(one: Bound, other: Bound): boolean {
  if (one.bound === other.bound) return !one.isStrict && other.isStrict;
  return one.sign * (other.bound - one.bound) > 0;
}

/** Alternatives that all ask for values at the same path ask for any of them. */
function joined(alternatives: readonly (Constraint | null)[]): Membership | null {
  const [first] = alternatives;
  if (first?.kind !== 'values') return null;
  const values = new Set<Json>();
  for (const each of alternatives) {
    if (each?.kind !== 'values' || each.name !== first.name) return null;
    for (const value of each.values) values.add(value);
  }
  return { ...first, values };
}

function nameOf({ root, segments }: Path): string {
  return formatPlace([root, ...segments]);
}

function isSimple(value: Json): boolean {
  return typeof value !== 'object' || value === null;
}
