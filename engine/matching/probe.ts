import type { Path } from '../language/index.ts';
import { formatPlace, type Json } from '../model/index.ts';
import { type BlockList, blocksOf, type Part } from './block-list.ts';
import type { Entry } from './entry.ts';
import { mayMatchPart } from './match-block.ts';
import type { Tree } from './tree-node.ts';
import type { Vocabulary } from './vocabulary.ts';

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

function checkTree(tree: Tree, placeOf: PlaceOf): Check {
  const { node } = tree;
  if (node.kind === 'list') {
    if (!node.entries.every(isTold)) return always;
    return checkList(blocksOf(node, tree.vocabularies), placeOf);
  }
  const rest = checkTree(node.rest, placeOf);
  // Of a list nothing is known, so that any item may be in it.
  if (node.kind === 'holding') {
    return some([rest, ...[...node.children.values()].map((child) => checkTree(child, placeOf))]);
  }
  const place = placeOf(node.path);
  const children = new Map([...node.children].map(([value, child]) => [value, checkTree(child, placeOf)]));
  return some([
    rest,
    (values) => {
      const value = values[place];
      return value !== undefined && (children.get(value)?.(values) ?? false);
    },
  ]);
}

/** The blocks that every event meets, or one of those that its value leads to. */
function checkList(list: BlockList, placeOf: PlaceOf): Check {
  const { always: first, vocabulary, byValue, otherwise } = list;
  const checkParts = (parts: readonly Part[]) => some(parts.map((part) => checkPart(part, placeOf)));
  if (!vocabulary) return checkParts(first);
  const place = placeOf(vocabulary.path);
  const checks = new Map([...byValue].map(([value, parts]) => [value, checkParts(parts)]));
  const check = checkParts(otherwise);
  return some([
    checkParts(first),
    (values) => {
      const value = values[place];
      return ((value === undefined ? undefined : checks.get(value)) ?? check)(values);
    },
  ]);
}

/** Some rule of a part may match where what it asks of single values is satisfied. */
function checkPart(part: Part, placeOf: PlaceOf): Check {
  const places = new Map<Vocabulary, number>();
  for (const { kind, vocabulary } of part.block.columns) {
    if (kind !== 'holding') places.set(vocabulary, placeOf(vocabulary.path));
  }
  return (values) => mayMatchPart(part, places, values);
}

/** Whether single values can tell that a rule does not match; of a list nothing is known, so that it may hold anything. */
function isTold({ open }: Entry): boolean {
  return open.some(({ constraint }) => constraint.kind !== 'holding');
}

function some(checks: readonly Check[]): Check {
  if (checks.includes(always)) return always;
  const [first, second, ...others] = checks.filter((check) => check !== never);
  if (!first) return never;
  if (!second) return first;
  const more = some([second, ...others]);
  return (values) => first(values) || more(values);
}
