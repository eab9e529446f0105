/** What one `field:value` asks of a document's field. */
export type FieldTest =
  | { kind: 'is'; field: string; value: string }
  | { kind: 'missing'; field: string }
  | { kind: 'past'; field: string }
  | { kind: 'compare'; field: string; operator: '>' | '>=' | '<' | '<='; value: number };

export interface SearchQuery {
  /** Words and "exact phrases". */
  phrases: string[];
  tests: FieldTest[];
}

/** More of either than anybody writes. */
const most = 40;
const parts = /"([^"]*)"|(\S+)/g;
const fieldPart = /^([a-z][a-z0-9_-]{0,39}):(?!\/\/)(.+)$/i;
const comparison = /^(>=|<=|>|<)(-?\d{1,15}(?:\.\d{1,6})?)$/;

/**
 * Reads what a saved search says: words, "phrases", and fields as in `type:invoice`, `variance:>0`, `due:past` and
 * `retention:none`. Any text is a query; nothing in it is an operator of the database.
 */
export function parseSearchQuery(text: string): SearchQuery {
  const query: SearchQuery = { phrases: [], tests: [] };
  for (const [whole, quoted] of text.slice(0, 10_000).matchAll(parts)) {
    if (query.phrases.length + query.tests.length === most) break;
    const test = quoted === undefined ? readFieldTest(whole) : null;
    const phrase = (quoted ?? whole).trim();
    if (test) query.tests.push(test);
    else if (/[\p{L}\p{N}]/u.test(phrase)) query.phrases.push(phrase);
  }
  return query;
}

// Words that say nothing of what a question is about.
const fillers = new Set(
  'a an and any are as at be by do does for from has have how i in is it me my of on or our that the their there these this to was we were what when where which who why will with you your'.split(
    ' ',
  ),
);

/** The words of a question that may find something. */
export function wordsOfQuestion(text: string): string[] {
  const words = text.slice(0, 10_000).match(/[\p{L}\p{N}]+/gu) ?? [];
  const telling = words.map((word) => word.toLowerCase()).filter((word) => !fillers.has(word));
  return [...new Set(telling)].slice(0, most);
}

/** The expression of FTS5 for phrases, each as a quoted string: none of its operators can come from a text. */
export function matchExpression(phrases: readonly string[], match: 'all' | 'any'): string {
  return phrases
    .map((phrase) => `"${phrase.replaceAll('"', '""').replaceAll('\u0000', ' ')}"`)
    .join(match === 'all' ? ' AND ' : ' OR ');
}

function readFieldTest(text: string): FieldTest | null {
  const found = fieldPart.exec(text);
  if (!found) return null;
  const [, name = '', value = ''] = found;
  const field = name.toLowerCase();
  if (value === 'none') return { kind: 'missing', field };
  if (value === 'past') return { kind: 'past', field };
  const [, operator, number] = comparison.exec(value) ?? [];
  switch (operator) {
    case '>':
    case '>=':
    case '<':
    case '<=':
      return { kind: 'compare', field, operator, value: Number(number) };
    default:
      return { kind: 'is', field, value };
  }
}
