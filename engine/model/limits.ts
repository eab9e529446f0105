/** Hard limits on what is read from outside. Sizes are UTF-8 bytes; see the design's safety page. */
export const limits = {
  /** Levels of JSON lists and objects, in anything but a rule. */
  nestingDepth: 64,
  /** Levels of filter nodes; a group is two levels of JSON, so a rule's text may nest deeper. */
  filterDepth: 64,
  ruleNestingDepth: 160,
  ruleBytes: 1_000_000,
  eventBytes: 5_000_000,
  packBytes: 20_000_000,
  filterNodes: 1_000,
  actionSteps: 200,
  nameLength: 200,
  noteLength: 4_000,
} as const;

/** A match caused by a chain of this many rules is skipped with reason `depth`. */
export const maxCauseDepth = 5;
