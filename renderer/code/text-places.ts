import {
  findNodeAtLocation,
  findNodeAtOffset,
  getNodePath,
  getNodeValue,
  type Node,
  type ParseError,
  parseTree,
} from 'jsonc-parser';
import {
  formatPlace,
  limits,
  type Place,
  type PlaceSegment,
  parseJson,
  parsePlace,
} from '../../engine/model/index.ts';

/** A stretch of a text: offsets of its first character and of the one behind its last. */
export interface TextSpan {
  from: number;
  to: number;
}

/** A text and what stands where in it. Broken JSON still has the parts that could be made out. */
export interface CodeTree {
  text: string;
  /** Undefined for an empty text, and for one that is too large or too deep to be looked into. */
  root: Node | undefined;
  /** Where the text first stops being JSON; null while it is, and where that is not known. */
  brokenAt: TextSpan | null;
}

export function readTree(text: string): CodeTree {
  // The tree parser recurses: what no rule may be must not reach it.
  const read = parseJson(text, { maxBytes: limits.ruleBytes, maxDepth: limits.ruleNestingDepth });
  const isBounded = read.ok || read.error.code === 'not-json';
  if (!isBounded) return { text, root: undefined, brokenAt: null };
  const errors: ParseError[] = [];
  const root = parseTree(text, errors, { disallowComments: true });
  const [first] = errors;
  return { text, root, brokenAt: first ? spanOf(first) : null };
}

/** Where the value at a place stands; null when the text has no such value. */
export function spanOfPlace(tree: CodeTree, place: Place): TextSpan | null {
  const node = nodeAt(tree, parsePlace(place));
  return node ? spanOf(node) : null;
}

/** Where to look for a place: its value, or else the innermost value around it that is there. */
export function nearestSpan(tree: CodeTree, place: Place): TextSpan {
  for (let segments = parsePlace(place); ; segments = segments.slice(0, -1)) {
    const node = nodeAt(tree, segments);
    if (node) return spanOf(node);
    if (segments.length === 0) return { from: 0, to: 0 };
  }
}

/**
 * What to underline for a place: a plain value itself, but only the key or the opening bracket of a list or an
 * object, which may go on for pages.
 */
export function markSpan(tree: CodeTree, place: Place): TextSpan {
  const span = nearestSpan(tree, place);
  const node = tree.root && findNodeAtOffset(tree.root, span.from);
  if (!node || (node.type !== 'object' && node.type !== 'array')) return span;
  const key = node.parent?.type === 'property' ? node.parent.children?.[0] : undefined;
  return key ? spanOf(key) : { from: node.offset, to: node.offset + 1 };
}

/** The place whose key or value is at an offset; between the entries of an object or a list, that one's place. */
export function placeAt(tree: CodeTree, offset: number): Place {
  const node = tree.root && findNodeAtOffset(tree.root, offset, true);
  if (!node) return '';
  const key: unknown = node.type === 'property' ? node.children?.[0]?.value : undefined;
  const segments = [...getNodePath(node), ...(typeof key === 'string' ? [key] : [])];
  // A key that is being written has no name yet: the place is the object's.
  return formatPlace(segments.at(-1) === '' ? segments.slice(0, -1) : segments);
}

/** The value at a place as far as the text can be read; undefined when there is none. */
export function valueAt(tree: CodeTree, segments: readonly PlaceSegment[]): unknown {
  const node = nodeAt(tree, segments);
  return node ? getNodeValue(node) : undefined;
}

/** The innermost key or value around an offset. */
export function nodeAround(tree: CodeTree, offset: number): Node | undefined {
  return tree.root && findNodeAtOffset(tree.root, offset, true);
}

export function spanOf(node: Pick<Node, 'offset' | 'length'>): TextSpan {
  return { from: node.offset, to: node.offset + node.length };
}

function nodeAt(tree: CodeTree, segments: readonly PlaceSegment[]): Node | undefined {
  return tree.root && findNodeAtLocation(tree.root, [...segments]);
}
