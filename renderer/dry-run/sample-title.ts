import { appTitle, type Catalog, findEventType } from '../../engine/catalog/index.ts';
import { capitalised } from '../words/values.ts';

const beginnings: readonly [RegExp, string][] = [
  [/^(?:only fails|decides against): /, 'Fails on this alone: '],
  [/^decides for: /, 'Holds by this alone: '],
];

/** The name of an event as it is listed: what a made one is for, in words; quotation marks as everywhere on screen. */
export function sampleTitle(name: string, catalog: Catalog): string {
  const told = beginnings.reduce((text, [begin, words]) => text.replace(begin, words), name);
  const named = told
    .replace(/^matches$/, 'Matches')
    .replace(/^the same in the app “(.+)”$/, (_whole, app: string) => `The same in ${appTitle(catalog, app)}`)
    .replace(/^an event of type (.+)$/, (_whole, type: string) => {
      return `Another event: ${findEventType(catalog, type)?.title ?? type}`;
    });
  return capitalised(named.replaceAll(/"([^"]*)"/g, '“$1”'));
}
