import type { Json } from '../../model/index.ts';
import {
  closeObject,
  comma,
  odd,
  openList,
  openObject,
  quote,
  skipColon,
  skipExactly,
  skipPlainText,
  skipSpace,
  skipValue,
} from './json-bytes.ts';
import type { TrieNode } from './path-trie.ts';
import { readScalar } from './read-scalar.ts';
import type { TextCache } from './text-cache.ts';

/** Finds the values at the paths of a trie while it checks the payload around them. */
export interface PayloadScanner {
  /** Makes room for so many values. */
  reserve(slots: number): void;
  /** Begins a line: nothing is found yet. */
  begin(): void;
  /** Behind the object, `levels` of lists and objects deep at most; `odd` where it is better read whole. */
  scan(bytes: Buffer, at: number, node: TrieNode, levels: number): number;
  /** The value found for a slot; undefined where there is none, or a list or an object. */
  value(bytes: Buffer, slot: number): Json | undefined;
}

export function createPayloadScanner(texts: TextCache): PayloadScanner {
  // Where the values stand, by slot, and the line on which each was found.
  let from = new Int32Array(64);
  let to = new Int32Array(64);
  let foundOn = new Int32Array(64);
  let line = 0;

  function scan(bytes: Buffer, at: number, node: TrieNode, levels: number): number {
    if (levels === 0) return odd;
    let position = skipSpace(bytes, at + 1);
    if (bytes[position] === closeObject) return position + 1;
    const { keys } = node;
    let seen = 0;
    for (;;) {
      if (bytes[position] !== quote) return odd;
      const first = bytes[position + 1];
      let child: TrieNode | null = null;
      for (let index = 0; index < keys.length; index++) {
        const key = keys[index];
        if (!key || key[0] !== first) continue;
        const behind = skipExactly(bytes, position + 1, key);
        if (behind === odd) continue;
        // Of a key that is there twice the last would count.
        if ((seen & (1 << index)) !== 0) return odd;
        seen |= 1 << index;
        child = node.children[index] ?? null;
        position = behind;
        break;
      }
      // With an escape it may be one of the keys in other clothes.
      if (child === null) position = skipPlainText(bytes, position);
      if (position === odd) return odd;
      position = skipColon(bytes, position);
      if (position === odd) return odd;
      position = child
        ? scanSought(bytes, position, child, levels - 1)
        : skipValue(bytes, position, levels - 1);
      if (position === odd) return odd;
      position = skipSpace(bytes, position);
      const next = bytes[position];
      if (next === closeObject) return position + 1;
      if (next !== comma) return odd;
      position = skipSpace(bytes, position + 1);
    }
  }

  function scanSought(bytes: Buffer, at: number, node: TrieNode, levels: number): number {
    const first = bytes[at];
    if (first === openObject) return scan(bytes, at, node, levels);
    if (first === openList) return node.hasPositions ? odd : skipValue(bytes, at, levels);
    const behind = first === quote ? skipPlainText(bytes, at) : skipValue(bytes, at, levels);
    if (node.slot >= 0) {
      from[node.slot] = at;
      to[node.slot] = behind;
      foundOn[node.slot] = line;
    }
    return behind;
  }

  return {
    reserve(slots) {
      if (slots <= from.length) return;
      from = new Int32Array(slots * 2);
      to = new Int32Array(slots * 2);
      foundOn = new Int32Array(slots * 2);
    },
    begin() {
      line = (line + 1) | 0;
    },
    scan,
    value(bytes, slot) {
      if (foundOn[slot] !== line) return undefined;
      return readScalar(bytes, from[slot] ?? 0, to[slot] ?? 0, texts);
    },
  };
}
