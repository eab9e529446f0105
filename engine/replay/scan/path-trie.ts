import type { Path } from '../../language/index.ts';

/** Keys to look out for in an object, and what is looked for behind each. */
export interface TrieNode {
  /** Each key as bytes, with the quote that ends it. */
  keys: Uint8Array[];
  children: TrieNode[];
  /** Where among the sought values the one that stands here belongs; -1 where none does. */
  slot: number;
  /** Whether some key is a position in a list, should there be one here. */
  hasPositions: boolean;
}

/** More keys than a mask of seen ones has bits. */
const mostKeys = 31;

/**
 * The paths into the payload, as the bytes they lead through; slots are positions among `paths`. Null where some path
 * cannot be followed by bytes, because its keys have no one spelling.
 */
export function createPathTrie(paths: readonly Path[]): TrieNode | null {
  const root = emptyNode();
  for (const [slot, { root: start, segments }] of paths.entries()) {
    if (start !== 'payload') continue;
    let node = root;
    for (const segment of segments) {
      if (!segment.isWellFormed() || JSON.stringify(segment) !== `"${segment}"`) return null;
      node = childOf(node, segment);
    }
    // The same path twice would need two slots.
    if (node.slot >= 0) return null;
    node.slot = slot;
  }
  return isNarrow(root) ? root : null;
}

function emptyNode(): TrieNode {
  return { keys: [], children: [], slot: -1, hasPositions: false };
}

function childOf(node: TrieNode, key: string): TrieNode {
  const bytes = new TextEncoder().encode(`${key}"`);
  const known = node.keys.findIndex((each) => Buffer.compare(each, bytes) === 0);
  const child = node.children[known];
  if (child) return child;
  const added = emptyNode();
  node.keys.push(bytes);
  node.children.push(added);
  if (/^\d+$/.test(key)) node.hasPositions = true;
  return added;
}

function isNarrow(node: TrieNode): boolean {
  return node.children.length <= mostKeys && node.children.every(isNarrow);
}
