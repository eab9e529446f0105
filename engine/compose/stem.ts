/** A light stem: plural, past and -ing forms of a word become one. Not a word of the language. */
export function stem(lower: string): string {
  let word = lower.replace(/'s$/, '').replace(/s'$/, '');
  if (word.length <= 3) return word;
  if (word.endsWith('ies')) word = `${word.slice(0, -3)}y`;
  else if (/(?:ch|sh|x|ss)es$/.test(word)) word = word.slice(0, -2);
  else if (/[^su]s$/.test(word) && !word.endsWith('is')) word = word.slice(0, -1);
  if (/[aeiouy][^aeiou]*ied$/.test(word)) word = `${word.slice(0, -3)}y`;
  else if (/[aeiouy].*(?:ing|ed)$/.test(word) && word.length > 4) {
    word = word.replace(/(?:ing|ed)$/, '');
    if (/([bdgmnprt])\1$/.test(word)) word = word.slice(0, -1);
  }
  return word.length > 3 ? word.replace(/e$/, '') : word;
}

/** The stems of a phrase: `hard_cap` and `Hard cap` have the same. */
export function stems(phrase: string): string[] {
  return phrase
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[\s_.\-/]+/)
    .filter((word) => word !== '')
    .map(stem);
}
