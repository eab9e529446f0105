/**
 * One piece of a parameter's text. `raw` is what stands between `${` and `}` as written; `unclosed` is a `${` that
 * never ends, which no one can have meant as text: `$${` writes that.
 */
export type TemplatePart =
  | { kind: 'text'; text: string }
  | { kind: 'placeholder'; path: string; raw: string }
  | { kind: 'unclosed'; raw: string };

export interface Template {
  parts: readonly TemplatePart[];
}

/** Parses any text; `printTemplate` gives the same text back. */
export function parseTemplate(source: string): Template {
  const parts: TemplatePart[] = [];
  let text = '';
  const flush = () => {
    if (text !== '') parts.push({ kind: 'text', text });
    text = '';
  };
  let at = 0;
  while (at < source.length) {
    if (source.startsWith('$${', at)) {
      text += '${';
      at += 3;
    } else if (source.startsWith('${', at)) {
      flush();
      const end = endOfPlaceholder(source, at + 2);
      const raw = source.slice(at + 2, end ?? source.length);
      parts.push(end === null ? { kind: 'unclosed', raw } : { kind: 'placeholder', path: raw.trim(), raw });
      at = end === null ? source.length : end + 1;
    } else {
      text += source[at];
      at++;
    }
  }
  flush();
  return { parts };
}

/** The text a template was parsed from. */
export function printTemplate(template: Template): string {
  return template.parts.map(printPart).join('');
}

/** The path, when the whole text is one placeholder: its value then keeps its type. */
export function wholePlaceholder(template: Template): string | null {
  const [first, ...others] = template.parts;
  return first?.kind === 'placeholder' && others.length === 0 ? first.path : null;
}

function printPart(part: TemplatePart): string {
  switch (part.kind) {
    case 'text':
      return part.text.replaceAll('${', '$$$${');
    case 'placeholder':
      return `\${${part.raw}}`;
    case 'unclosed':
      return `\${${part.raw}`;
  }
}

/** The closing brace; one inside a quoted key (`["a}b"]`) does not count. */
function endOfPlaceholder(source: string, start: number): number | null {
  let isQuoted = false;
  for (let index = start; index < source.length; index++) {
    const char = source[index];
    if (isQuoted && char === '\\') index++;
    else if (char === '"') isQuoted = !isQuoted;
    else if (char === '}' && !isQuoted) return index;
  }
  // An odd quote must not swallow the rest of the text.
  const plain = source.indexOf('}', start);
  return isQuoted && plain >= 0 ? plain : null;
}
