import type { FilterNode, Json, Leaf, Operator } from '../model/index.ts';
import type { Clause } from './clauses.ts';
import type { Field, Lexicon } from './lexicon.ts';
import { quantityAt } from './quantity.ts';
import { ask, isFree, longestAt, phraseEnd, type Reading, range } from './reading.ts';
import { enumAt, memberAt, quotedAt, tagAt, type ValueReading, valueAt } from './values.ts';
import { comparisons, countries, languages } from './words/common.ts';

/** One condition as it was said: its tokens, and whether "or" stands before it. */
export interface Said {
  node: FilterNode;
  tokens: number[];
  isOr: boolean;
}

interface Found {
  node: FilterNode;
  end: number;
}

const copulas: ReadonlySet<string> = new Set(
  'is are was were = : of has have had as being equals equal to the a an at marked named gets set with reads'.split(
    ' ',
  ),
);
const negations: ReadonlySet<string> = new Set([
  "isn't",
  "aren't",
  "wasn't",
  'not',
  '!=',
  'never',
  "doesn't",
  "hasn't",
]);

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

/** "by the system", "not a system action", "by Theo B.", "to Vera X." */
function actorAt(reading: Reading, index: number, fields: readonly Field[], lexicon: Lexicon): Found | null {
  const { tokens } = reading;
  const isNot = negations.has(tokens[index]?.lower ?? '');
  let at = isNot ? index + 1 : index;
  const isBy = tokens[at]?.lower === 'by';
  if (isBy) at++;
  while (['a', 'an', 'the', 'some'].includes(tokens[at]?.lower ?? '')) at++;
  const kind = { system: 'system', user: 'user', agent: 'agent', person: 'user', human: 'user' }[
    tokens[at]?.lower ?? ''
  ];
  const action = ['action', 'event'].includes(tokens[at + 1]?.lower ?? '');
  if (kind !== undefined && (isBy || action)) {
    const leaf: Leaf = { path: 'actorKind', op: 'eq', value: kind };
    return { node: isNot ? { not: leaf } : leaf, end: action ? at + 2 : at + 1 };
  }
  const isTo = !isBy && ['to', 'for', 'from'].includes(tokens[at]?.lower ?? '');
  if (isTo) at++;
  if (isBy || isTo) {
    const member = memberAt(reading, at, lexicon, true);
    if (!member) return null;
    const own = fields.find((field) => field.pick === 'member');
    if (isTo && !own) return null;
    const leaf: Leaf = { path: own?.path ?? 'actorId', op: 'eq', value: member.value };
    return { node: isNot ? { not: leaf } : leaf, end: member.end };
  }
  return null;
}

/** "nobody has it", "it is unassigned". */
function nobodyAt(reading: Reading, index: number, fields: readonly Field[]): Found | null {
  const field = fields.find(
    (each) => each.isNullable && each.pick === 'agent' && !/previous/.test(each.path),
  );
  if (!field) return null;
  const { lower } = reading.tokens[index] ?? { lower: '' };
  if (lower === 'unassigned') return { node: { path: field.path, op: 'eq', value: null }, end: index + 1 };
  const end = phraseEnd(reading, index, 'nobody has') ?? phraseEnd(reading, index, 'no one has');
  return end === null ? null : { node: { path: field.path, op: 'eq', value: null }, end };
}

/** "tagged billing or invoice", "with the tag X", "has the tag X", "tags contain X". */
function taggedAt(reading: Reading, index: number, fields: readonly Field[], lexicon: Lexicon): Found | null {
  const field = fields.find(({ path, kind }) => kind === 'list' && /\.tags$/.test(path));
  if (!field) return null;
  const { tokens } = reading;
  let at = index;
  let isNot = false;
  while (negations.has(tokens[at]?.lower ?? '') || (at > index && copulas.has(tokens[at]?.lower ?? ''))) {
    isNot ||= negations.has(tokens[at]?.lower ?? '');
    at++;
  }
  const word = tokens[at]?.lower ?? '';
  if (word === 'without') isNot = true;
  const starts =
    word === 'tagged'
      ? at + 1
      : ['tag', 'tags'].includes(word)
        ? at + 1
        : ['with', 'has', 'having', 'without'].includes(word)
          ? afterTag(reading, at + 1)
          : null;
  if (starts === null) return null;
  let from = starts;
  while (
    ['as', 'contains', 'contain', 'include', 'includes', 'with', '=', 'is', 'are'].includes(
      tokens[from]?.lower ?? '',
    )
  )
    from++;
  const list = listOf(reading, from, (each) => tagAt(reading, each, lexicon) ?? quotedAt(reading, each));
  if (!list) return null;
  const leaves = list.values.map((value): Leaf => ({ path: field.path, op: 'contains', value }));
  const node = joined(leaves, list.isOr);
  return { node: isNot ? { not: node } : node, end: list.end };
}

function afterTag(reading: Reading, index: number): number | null {
  let at = index;
  while (
    ['the', 'a', 'tags'].includes(reading.tokens[at]?.lower ?? '') &&
    reading.tokens[at]?.lower !== 'tag'
  )
    at++;
  return reading.tokens[at]?.lower === 'tag' ? at + 1 : null;
}

/** Facts that are true or false: "is a VIP", "is not in order". */
function adjectiveAt(reading: Reading, index: number, fields: readonly Field[]): Found | null {
  const { tokens } = reading;
  let at = index;
  let isNot = false;
  while (copulas.has(tokens[at]?.lower ?? '') || negations.has(tokens[at]?.lower ?? '')) {
    isNot ||= negations.has(tokens[at]?.lower ?? '');
    at++;
  }
  const found = longestAt(
    reading,
    at,
    fields.filter(({ kind }) => kind === 'boolean'),
    ({ names }) => names,
  );
  if (!found) return null;
  let { end } = found;
  if (at === index) {
    let next = end;
    while (['is', '=', ':'].includes(tokens[next]?.lower ?? '')) next++;
    const value = { true: true, yes: true, false: false, no: false }[tokens[next]?.lower ?? ''];
    if (value !== undefined && next > end) {
      return { node: { path: found.entry.path, op: 'eq', value }, end: next + 1 };
    }
  }
  if (['customer', 'customers', 'requester'].includes(tokens[end]?.lower ?? '')) end++;
  return { node: { path: found.entry.path, op: 'eq', value: !isNot }, end };
}

/** A field, what it is compared by, and what with: "severity above medium", "the topic is fraud or identity". */
function fieldAt(
  reading: Reading,
  index: number,
  to: number,
  fields: readonly Field[],
  lexicon: Lexicon,
): Found | null {
  const named = fields.flatMap((field) => field.names.map((name) => ({ field, name })));
  let best: { field: Field; end: number; length: number; isAmbiguous: boolean } | null = null;
  for (const { field, name } of named) {
    // The event's own words may begin a name: "the SLA named …".
    const starts = reading.places[index - 1]?.startsWith('trigger') ? [index, index - 1] : [index];
    for (const start of starts) {
      const end = phraseEnd(reading, start, name) ?? phraseEnd(reading, start, `=${name.toLowerCase()}`);
      if (end === null || end < index || !comparisonAt(reading, end, to, field, lexicon)) continue;
      const isClosed = field.values.length > 0 || field.pick !== null;
      if (start < index && end === index && !isClosed) continue;
      const length = end - start;
      if (best === null || length > best.length) best = { field, end, length, isAmbiguous: false };
      else if (length === best.length && field.path !== best.field.path) best.isAmbiguous = true;
    }
  }
  if (!best || best.isAmbiguous) return null;
  const rest = comparisonAt(reading, best.end, to, best.field, lexicon);
  return rest ? { node: rest.node, end: rest.end } : null;
}

function comparisonAt(
  reading: Reading,
  index: number,
  to: number,
  field: Field,
  lexicon: Lexicon,
): Found | null {
  const { tokens } = reading;
  let at = index;
  let isNot = false;
  for (; at < to; at++) {
    const lower = tokens[at]?.lower ?? '';
    if (!isFree(reading, at)) return null;
    if (lower === 'other' && tokens[at + 1]?.lower === 'than') {
      isNot = true;
      at++;
    } else if (negations.has(lower)) isNot = true;
    else if (!copulas.has(lower)) break;
  }
  const comparison = longestAt(reading, at, comparisons, ({ phrase }) => [phrase]);
  const op: Operator = comparison?.entry.op ?? 'eq';
  let from = comparison?.end ?? at;
  while (['the', 'a', 'an'].includes(tokens[from]?.lower ?? '')) from++;
  const plain: Field = op === 'contains' ? { ...field, values: [], pick: null, kind: 'text' } : field;
  const list = listOf(reading, from, (each) =>
    isFree(reading, each) && each < to ? valueAt(reading, each, plain, lexicon) : null,
  );
  if (!list) return null;
  const isBare = at === index && reading.tokens[from]?.kind === 'word' && field.kind === 'text';
  if (isBare && field.values.length === 0 && field.pick === null && !endsPart(reading, list.end, to))
    return null;
  const node = nodeOf(field, op, list.values, isNot, list.isOr);
  return node ? { node, end: list.end } : null;
}

/** Whether nothing more is said of a thing: a mark, "and", or words that are read already. */
function endsPart(reading: Reading, index: number, to: number): boolean {
  const token = reading.tokens[index];
  return (
    index >= to ||
    !token ||
    token.kind === 'mark' ||
    !isFree(reading, index) ||
    ['and', 'or', 'but'].includes(token.lower)
  );
}

/** One comparison as a node. Steps on an ordered scale become the values that are meant. */
function nodeOf(
  field: Field,
  op: Operator,
  values: Json[],
  isNot: boolean,
  isOr: boolean,
): FilterNode | null {
  const [value] = values;
  if (value === undefined) return null;
  const { path } = field;
  if (op === 'contains' || op === 'starts_with' || op === 'ends_with') {
    const node = joined(
      values.map((each): Leaf => ({ path, op, value: each })),
      isOr,
    );
    return isNot ? { not: node } : node;
  }
  if (op === 'eq') {
    if (values.length === 1) return { path, op: isNot ? 'neq' : 'eq', value };
    return { path, op: isNot ? 'nin' : 'in', value: values };
  }
  if (values.length > 1) return null;
  if (field.values.length > 0) {
    if (!field.isOrdered || typeof value !== 'string') return null;
    const meant = onScale(field.values, op, value);
    if (meant.length === 0) return null;
    return oneOf(path, meant, isNot);
  }
  if (typeof value !== 'number') return null;
  const leaf: Leaf = { path, op, value };
  return isNot ? { not: leaf } : leaf;
}

function oneOf(path: string, values: string[], isNot: boolean): Leaf {
  const [only] = values;
  if (values.length === 1 && only !== undefined) return { path, op: isNot ? 'neq' : 'eq', value: only };
  return { path, op: isNot ? 'nin' : 'in', value: values };
}

function onScale(values: readonly string[], op: Operator, value: string): string[] {
  const rank = values.indexOf(value);
  return values.filter((_, index) => {
    if (op === 'gt') return index > rank;
    if (op === 'gte') return index >= rank;
    return op === 'lt' ? index < rank : index <= rank;
  });
}

/** "more than 500 euros spent", "after more than 30 minutes", "over 5,000 euros", "at least pause": the unit tells the field. */
function quantityFirst(reading: Reading, index: number, fields: readonly Field[]): Found | null {
  const { tokens } = reading;
  const begin = ['after', 'with', 'of', 'worth', 'lasting', 'by'].includes(tokens[index]?.lower ?? '')
    ? index + 1
    : index;
  const comparison = longestAt(reading, begin, comparisons, ({ phrase }) => [phrase]);
  if (!comparison) return null;
  const { op } = comparison.entry;
  const scales = fields.filter(({ values, isOrdered }) => values.length > 0 && isOrdered);
  const owners = scales.filter((field) => enumAt(reading, comparison.end, field.values));
  const [scale] = owners;
  const step = scale && owners.length === 1 ? enumAt(reading, comparison.end, scale.values) : null;
  if (scale && step && typeof step.value === 'string') {
    const named = longestAt(reading, step.end, [scale], ({ names }) => names);
    return {
      node: oneOf(scale.path, onScale(scale.values, op, step.value), false),
      end: named?.end ?? step.end,
    };
  }
  const quantity = quantityAt(reading, comparison.end);
  if (!quantity || quantity.unit === 'plain') return null;
  const suffix = { seconds: /seconds$/i, money: /cents$/i, percent: /percent/i }[quantity.unit];
  const fitting = fields.filter(({ path, kind }) => kind === 'number' && suffix.test(path));
  const after = longestAt(reading, quantity.end, fitting, ({ names }) => names);
  const [only] = fitting;
  const field = after?.entry ?? (fitting.length === 1 ? only : undefined);
  if (!field) return null;
  return { node: { path: field.path, op, value: quantity.value }, end: after?.end ?? quantity.end };
}

/** A value that only one field can have: "a voice session", "as escalated", "high or urgent", "in Spanish". */
function bareValueAt(
  reading: Reading,
  index: number,
  fields: readonly Field[],
  lexicon: Lexicon,
): Found | null {
  const { tokens } = reading;
  let at = index;
  let isNot = false;
  const glue = [
    'on',
    'by',
    'as',
    'in',
    'with',
    'from',
    'via',
    'of',
    'at',
    'to',
    'is',
    'are',
    'was',
    'that',
    'which',
    'level',
    'the',
    'a',
    'an',
  ];
  while (glue.includes(tokens[at]?.lower ?? '') || negations.has(tokens[at]?.lower ?? '')) {
    isNot ||= negations.has(tokens[at]?.lower ?? '');
    at++;
  }
  if (!isFree(reading, at)) return null;
  const place = placeWord(reading, at, fields);
  if (place) return { node: { path: place.path, op: isNot ? 'neq' : 'eq', value: place.value }, end: at + 1 };
  const candidates = fields.filter(({ values }) => values.length > 0 && enumAt(reading, at, values));
  if (candidates.length === 0) return null;
  const lists = candidates.flatMap((field) => {
    const list = listOf(reading, at, (each) =>
      isFree(reading, each) ? valueAt(reading, each, field, lexicon) : null,
    );
    if (!list) return [];
    const named = longestAt(reading, list.end, [field], ({ names }) => names);
    return [{ field, list, end: named?.end ?? list.end, isNamed: named !== null }];
  });
  const owners = lists.some(({ isNamed }) => isNamed) ? lists.filter(({ isNamed }) => isNamed) : lists;
  const direct =
    owners.length > 1
      ? owners.filter(({ field }) => !/^payload\.(from|to)$|Before$/.test(field.path))
      : owners;
  const [owner] = direct;
  if (!owner) return null;
  if (direct.length > 1) {
    ask(
      reading,
      at,
      owner.list.end,
      `Which of these is meant: ${direct.map(({ field }) => field.title.toLowerCase()).join(' or ')}?`,
      direct.map(({ field }) => ({
        label: field.title,
        instead: `${field.title.toLowerCase()} ${tokens[at]?.text ?? ''}`,
      })),
    );
    return null;
  }
  const node = nodeOf(owner.field, 'eq', owner.list.values, isNot, owner.list.isOr);
  return node ? { node, end: owner.end } : null;
}

/** "in Spanish", "from Germany". */
function placeWord(
  reading: Reading,
  at: number,
  fields: readonly Field[],
): { path: string; value: string } | null {
  const lower = reading.tokens[at]?.lower ?? '';
  const before = reading.tokens[at - 1]?.lower ?? '';
  const language = fields.find(({ path }) => /\.lang(uage)?$/.test(path));
  if (language && Object.hasOwn(languages, lower) && before !== 'tagged') {
    return { path: language.path, value: languages[lower] ?? '' };
  }
  const country = fields.find(({ path }) => /\.country$/.test(path));
  return country && Object.hasOwn(countries, lower)
    ? { path: country.path, value: countries[lower] ?? '' }
    : null;
}

interface ValueList {
  values: Json[];
  isOr: boolean;
  end: number;
}

/** Values joined by commas, "or" and "and". Whether it is "or" is kept: a list of one field's values means any of them. */
function listOf(
  reading: Reading,
  index: number,
  read: (at: number) => ValueReading | null,
): ValueList | null {
  const values: Json[] = [];
  let isOr = false;
  let end = index;
  let at = index;
  for (;;) {
    const found = read(at);
    if (!found) break;
    values.push(found.value);
    end = found.end;
    at = end;
    const link = reading.tokens[at]?.lower;
    if (link === ',' && reading.tokens[at + 1]?.lower === 'or') at++;
    if (reading.tokens[at]?.lower !== 'or') break;
    isOr = true;
    at++;
    while (['a', 'an', 'the', 'with'].includes(reading.tokens[at]?.lower ?? '')) at++;
  }
  return values.length === 0 ? null : { values, isOr, end };
}

function joined(nodes: FilterNode[], isOr: boolean): FilterNode {
  const [only] = nodes;
  if (only && nodes.length === 1) return only;
  return isOr ? { any: nodes } : { all: nodes };
}
