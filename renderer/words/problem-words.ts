import { appTitle, type Catalog } from '../../engine/catalog/index.ts';
import type { Problem, Rule } from '../../engine/model/index.ts';
import { cutValues } from './cut-values.ts';
import { placeText } from './place-words.ts';
import { pathText } from './rule-words.ts';
import { listText, valueText } from './values.ts';

/** A problem as people read it: places of the rule, fields and values in words. The place it goes to stays as it is. */
export function readable(problem: Problem, rule: Rule, catalog: Catalog): Problem {
  const { message, fix } = problem;
  const told = (text: string) => problemText(text, rule, catalog);
  return { ...problem, message: told(message), ...(fix === undefined ? {} : { fix: told(fix) }) };
}

/** `always holds where filter[0] (payload.x eq "a") does` → `always holds where x equals “a” does`. */
export function problemText(message: string, rule: Rule, catalog: Catalog): string {
  const placed = message.replace(
    // A place, and behind it the condition there, which is told in words instead.
    /(?<![\w.“"])((?:filter|actions)\[\d+\](?:\.\w+|\[\d+\])*)(?: \(\S+ \w+ (?:"(?:[^"\\]|\\.)*"|[^")])*\))?/g,
    (_whole, at: string) => lowerFirst(placeText(at, rule, catalog)),
  );
  return valuesText(placed, catalog);
}

/** A message with its values, apps and fields as people read them: `the app "cards"` → `the app “Cards”`. */
export function valuesText(message: string, catalog: Catalog): string {
  const pieces = cutValues(message);
  return pieces
    .map((piece, index) => {
      if (piece.kind === 'text') {
        const isOfList = Array.isArray(pieceValue(pieces[index + 1]));
        return pathsIn(isOfList ? piece.text.replace(/ in $/, ' is one of ') : piece.text);
      }
      const before = pieces[index - 1];
      const { value } = piece;
      if (Array.isArray(value))
        return listText(
          value.map((item) => valueText(item)),
          'or',
        );
      if (typeof value !== 'string') return valueText(value, 200);
      const isApp = before?.kind === 'text' && /\bthe app $/.test(before.text);
      return `“${isApp ? appTitle(catalog, value) : pathText(value)}”`;
    })
    .join('');
}

function pieceValue(piece: ReturnType<typeof cutValues>[number] | undefined): unknown {
  return piece?.kind === 'value' ? piece.value : undefined;
}

function pathsIn(text: string): string {
  return text.replace(/\bpayload\.(?=\w)/g, '');
}

/** Inside a sentence a group is no title: "any of 2 conditions". */
function lowerFirst(text: string): string {
  return text.replace(/^(?:Any|All|Not|Some|Every)\b/, (word) => word.toLowerCase());
}
