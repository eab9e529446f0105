/**
 * A few texts that a pattern probably matches, made from its plainest reading: the first of alternatives, each
 * repetition as short as it may be, then once more. Guesses: whoever uses one tests it.
 */
export function textsMatching(source: string): string[] {
  const texts = [0, 1].map((more) =>
    readAlternatives({ source: source.replace(/^\(\?[a-z]+\)/, ''), at: 0, more }),
  );
  return [...new Set(texts)];
}

interface Reader {
  source: string;
  at: number;
  /** How often beyond the least an open repetition is written. */
  more: number;
}

function readAlternatives(reader: Reader): string {
  const first = readSequence(reader);
  while (reader.source[reader.at] === '|') {
    reader.at++;
    readSequence(reader);
  }
  return first;
}

function readSequence(reader: Reader): string {
  let text = '';
  while (reader.at < reader.source.length) {
    const char = reader.source[reader.at];
    if (char === '|' || char === ')') break;
    const piece = readPiece(reader);
    text += piece.repeat(readRepetition(reader));
  }
  return text;
}

function readPiece(reader: Reader): string {
  const char = reader.source.charAt(reader.at++);
  if (char === '^' || char === '$') return '';
  if (char === '.') return 'x';
  if (char === '\\') return readEscape(reader.source.charAt(reader.at++));
  if (char === '[') return readClass(reader);
  if (char !== '(') return char;
  const group = /^\?(?:P?<[^>]*>|[a-z-]*:)/.exec(reader.source.slice(reader.at));
  if (group) reader.at += group[0].length;
  const inside = readAlternatives(reader);
  reader.at++;
  return inside;
}

function readEscape(char: string): string {
  const classes: Readonly<Record<string, string>> = {
    d: '1',
    w: 'a',
    s: ' ',
    D: 'x',
    W: ' ',
    S: 'x',
    n: '\n',
    t: '\t',
  };
  if (char === 'b' || char === 'B' || char === 'A' || char === 'z') return '';
  return classes[char] ?? char;
}

function readClass(reader: Reader): string {
  const end = reader.source.indexOf(']', reader.at + 1);
  if (end < 0) return '';
  const inside = reader.source.slice(reader.at, end);
  reader.at = end + 1;
  if (!inside.startsWith('^'))
    return inside.startsWith('\\') ? readEscape(inside.charAt(1)) : inside.charAt(0);
  const excluded = inside.slice(1);
  return [...'xa1 -_Z'].find((char) => !excluded.includes(char)) ?? '\u00e9';
}

function readRepetition(reader: Reader): number {
  const rest = reader.source.slice(reader.at);
  const counted = /^\{(\d+)(,(\d*))?\}/.exec(rest);
  const mark = counted?.[0] ?? /^[*+?]/.exec(rest)?.[0];
  if (mark === undefined) return 1;
  reader.at += mark.length;
  if (reader.source[reader.at] === '?') reader.at++;
  const least = counted ? Math.min(Number(counted[1]), 100) : mark === '+' ? 1 : 0;
  const isFixed = counted !== null && counted[2] === undefined;
  return isFixed ? least : least + reader.more;
}
