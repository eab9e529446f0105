import type { FilterNode } from '../../model/index.ts';
import type { Clause } from '../clauses.ts';
import type { Field, Lexicon } from '../lexicon.ts';
import { isFree, type Reading, range } from '../reading.ts';
import { actorAt, nobodyAt } from './actors.ts';
import { bareValueAt } from './bare-values.ts';
import { fieldAt, quantityFirst } from './comparisons.ts';
import { adjectiveAt } from './facts.ts';
import type { Found } from './found.ts';
import { taggedAt } from './tags.ts';

/** One condition as it was said: its tokens, and whether "or" stands before it. */
export interface Said {
  node: FilterNode;
  tokens: number[];
  isOr: boolean;
}

/** Reads what a clause asks of the event, from left to right. What it cannot read it leaves unread. */
export function readConditions(
  reading: Reading,
  clause: Clause,
  fields: readonly Field[],
  lexicon: Lexicon,
): Said[] {
  const said: Said[] = [];
  let isOr = false;
  for (let index = clause.from; index < clause.to; index++) {
    const token = reading.tokens[index];
    if (!token || !isFree(reading, index)) continue;
    if (token.lower === 'or' && said.length > 0) {
      isOr = true;
      said.at(-1)?.tokens.push(index);
      continue;
    }
    const found = conditionAt(reading, index, clause.to, fields, lexicon);
    if (!found) {
      if (token.lower === 'and' || token.text === ',') isOr = isOr && token.text === ',';
      continue;
    }
    const tokens = range(index, found.end).filter((at) => isFree(reading, at));
    said.push({ node: found.node, tokens, isOr });
    for (const at of tokens) reading.places[at] = 'filter';
    isOr = false;
    index = found.end - 1;
  }
  return said;
}

function conditionAt(
  reading: Reading,
  index: number,
  to: number,
  fields: readonly Field[],
  lexicon: Lexicon,
): Found | null {
  const found =
    actorAt(reading, index, fields, lexicon) ??
    nobodyAt(reading, index, fields) ??
    taggedAt(reading, index, fields, lexicon) ??
    adjectiveAt(reading, index, fields) ??
    fieldAt(reading, index, to, fields, lexicon) ??
    quantityFirst(reading, index, fields) ??
    bareValueAt(reading, index, fields, lexicon);
  return found && found.end <= to ? found : null;
}
