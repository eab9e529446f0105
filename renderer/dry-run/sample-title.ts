const beginnings: readonly [RegExp, string][] = [
  [/^(?:only fails|decides against): /, 'Fails on this alone: '],
  [/^decides for: /, 'Holds by this alone: '],
];

/** The name of an event as it is listed: what a made one is for, in words; quotation marks as everywhere on screen. */
export function sampleTitle(name: string): string {
  const told = beginnings.reduce((text, [begin, words]) => text.replace(begin, words), name);
  return told.replaceAll(/"([^"]*)"/g, '“$1”');
}
