import type { Path } from '../language/index.ts';
import type { Json } from '../model/index.ts';
import type { Unsplit } from './block-list.ts';
import type { Entry, Member } from './entry.ts';
import type { Reader } from './read-value.ts';
import type { Vocabularies } from './vocabulary.ts';

/** A place in the tree, with all the entries at or below it. */
export interface Tree {
  node: Node;
  readonly entries: Map<Member, Entry>;
  /** With so many entries it is arranged anew: what told a few apart may not tell many apart. */
  arrangeAt: number;
  /** Those of the whole set. */
  readonly vocabularies: Vocabularies;
}

export type Node = List | ValueSplit | HoldingSplit;

export interface List extends Unsplit {
  kind: 'list';
}

/** Entries under each of the values they ask for. */
export interface ValueSplit {
  kind: 'values';
  name: string;
  path: Path;
  read: Reader;
  children: Map<Json, Tree>;
  /** Entries that ask for none. */
  rest: Tree;
}

/** Entries under the item that a list should have, or the text that should be in a text. */
export interface HoldingSplit {
  kind: 'holding';
  name: string;
  path: Path;
  read: Reader;
  children: Map<Json, Tree>;
  /** Entries that ask for none. */
  rest: Tree;
}
