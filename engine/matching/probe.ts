import type { Path } from '../language/index.ts';
import { formatPlace, type Json } from '../model/index.ts';
import { maySatisfy } from './constraints.ts';
import type { Entry, Tree } from './tree-node.ts';

/**
 * What can be told of an event of one type and app without reading all of it. The values given are those at `paths`:
 * text, numbers, true, false and null as they are; undefined stands for what is missing, a list or an object.
 */
export interface Probe {
  /** Empty where nothing can be told: some rule has no condition that one value decides. */
  readonly paths: readonly Path[];
  /** Whether some rule may match an event with these values; false is a proof that none does. */
  mayMatch(values: readonly (Json | undefined)[]): boolean;
}

/** The probe of trees as they are now. */
export function createProbe(trees: readonly Tree[]): Probe {
  const places = new Map<string, number>();
  const paths: Path[] = [];
  const placeOf = (path: Path) => {
    const name = formatPlace([path.root, ...path.segments]);
    const known = places.get(name);
    if (known !== undefined) return known;
    places.set(name, paths.length);
    return paths.push(path) - 1;
  };
  const mayMatch = some(trees.map((tree) => checkTree(tree, placeOf)));
  return mayMatch === always ? { paths: [], mayMatch } : { paths, mayMatch };
}

type Check = Probe['mayMatch'];
type PlaceOf = (path: Path) => number;

function always(): boolean {
  return true;
}

function never(): boolean {
  return false;
}

function checkTree({ node }: Tree, placeOf: PlaceOf): Check {
  if (node.kind === 'list') return some(node.entries.map((entry) => checkEntry(entry, placeOf)));
  const rest = checkTree(node.rest, placeOf);
  // Of a list nothing is known, so that any item may be in it.
  if (node.kind === 'holding') {
    return some([rest, ...[...node.children.values()].map((child) => checkTree(child, placeOf))]);
  }
  const place = placeOf(node.path);
  if (node.kind === 'values') {
    const children = new Map([...node.children].map(([value, child]) => [value, checkTree(child, placeOf)]));
    return some([
      rest,
      (values) => {
        const value = values[place];
        return value !== undefined && (children.get(value)?.(values) ?? false);
      },
    ]);
  }
  const bounded = node.bounded.map(({ bound, entry }) => ({ bound, check: checkEntry(entry, placeOf) }));
  return some([
    rest,
    (values) => bounded.some(({ bound, check }) => maySatisfy(bound, values[place]) && check(values)),
  ]);
}

/** An entry may match where what its way has not settled is satisfied too. */
function checkEntry({ open }: Entry, placeOf: PlaceOf): Check {
  const known = open.filter(({ constraint }) => constraint.kind !== 'holding');
  if (known.length === 0) return always;
  const asked = known.map(({ constraint }) => ({ constraint, place: placeOf(constraint.path) }));
  return (values) => asked.every(({ constraint, place }) => maySatisfy(constraint, values[place]));
}

function some(checks: readonly Check[]): Check {
  if (checks.includes(always)) return always;
  const [first, second, ...others] = checks.filter((check) => check !== never);
  if (!first) return never;
  if (!second) return first;
  const more = some([second, ...others]);
  return (values) => first(values) || more(values);
}
