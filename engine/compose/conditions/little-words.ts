export const copulas: ReadonlySet<string> = new Set(
  'is are was were = : of has have had as being equals equal to the a an at marked named gets set with reads'.split(
    ' ',
  ),
);

export const negations: ReadonlySet<string> = new Set([
  "isn't",
  "aren't",
  "wasn't",
  'not',
  '!=',
  'never',
  "doesn't",
  "hasn't",
]);
