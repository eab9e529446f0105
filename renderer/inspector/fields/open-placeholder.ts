/** The placeholder that is being written at the caret: where its `${` begins, and what of its path is there already. */
export interface OpenPlaceholder {
  start: number;
  query: string;
}

/** Null where the caret stands in no unfinished placeholder; `$${` is a literal one. */
export function openPlaceholder(text: string, caret: number): OpenPlaceholder | null {
  const before = text.slice(0, caret);
  const start = before.lastIndexOf('${');
  if (start < 0 || before.slice(start).includes('}')) return null;
  if (before[start - 1] === '$') return null;
  const query = before.slice(start + 2);
  return /[\s{]/.test(query) ? null : { start, query };
}

/** The text with the placeholder finished, and where the caret stands behind it. */
export function finishPlaceholder(
  text: string,
  caret: number,
  open: OpenPlaceholder,
  path: string,
): { text: string; caret: number } {
  // What is left of a path behind the caret belongs to the placeholder that is replaced.
  const rest = text.slice(caret).replace(/^[\w.[\]-]*\}/, '');
  const head = `${text.slice(0, open.start)}\${${path}}`;
  return { text: head + rest, caret: head.length };
}
