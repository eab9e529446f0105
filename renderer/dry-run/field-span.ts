import { findNodeAtLocation, parseTree } from 'jsonc-parser';
import { limits, type Place, parseJson, parsePlace } from '../../engine/model/index.ts';

/** Where a field stands in a text of JSON, its name included; null where the text has no such field. */
export function fieldSpan(text: string, at: Place): { from: number; to: number } | null {
  // The tree parser recurses: what no event may be must not reach it.
  if (!parseJson(text, { maxBytes: limits.eventBytes }).ok) return null;
  const root = parseTree(text);
  const node = root && findNodeAtLocation(root, parsePlace(at));
  if (!node) return null;
  const from = node.parent?.type === 'property' ? node.parent.offset : node.offset;
  return { from, to: node.offset + node.length };
}
