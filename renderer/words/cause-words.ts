import { appTitle, type Catalog, findActionType, findEventType } from '../../engine/catalog/index.ts';
import { type Json, schedule } from '../../engine/model/index.ts';
import { cutValues } from './cut-values.ts';
import { personName } from './people.ts';
import { scheduleText } from './rule-words.ts';
import { listText, valueText } from './values.ts';

/**
 * Why two versions of a rule come to something else, as people read it: what the command line says with places, paths
 * and JSON. `filter[0]: payload.session.topic equals "fraud" was removed` → `session.topic equals “fraud” was removed`.
 */
export function causeText(cause: string, catalog: Catalog): string {
  const pieces = cutValues(cause);
  return pieces
    .map((piece, index) => {
      const before = pieces[index - 1];
      if (piece.kind === 'text') return plainWords(piece.text, catalog);
      return valueWords(piece.value, before?.kind === 'text' ? before.text : '', catalog);
    })
    .join('');
}

function valueWords(value: Json, before: string, catalog: Catalog): string {
  if (typeof value === 'string' && /scope\.apps: $/.test(before)) return appTitle(catalog, value);
  if (Array.isArray(value) && /is (?:one|none) of $/.test(before))
    return listText(
      value.map((item) => valueText(item)),
      'or',
    );
  const when = schedule.safeParse(value);
  if (!when.success) return valueText(value, 200);
  const words = scheduleText(when.data);
  return `${words.charAt(0).toLowerCase()}${words.slice(1)}`;
}

const limitNames: Readonly<Record<string, string>> = {
  cooldownSeconds: 'the cooldown in seconds',
  maxFiresPerDay: 'the limit per day',
  maxPerMinute: 'the limit per minute',
};

function plainWords(text: string, catalog: Catalog): string {
  const title = (type: string) => findActionType(catalog, type)?.title ?? type;
  return text
    .replace(/(^|; )filter\[[\w.[\]]*: /g, '$1')
    .replace(/(^|; )scope\.apps: $/, '$1the app ')
    .replace(/(^|; )limits\.(\w+): /g, (whole, start: string, limit: string) => {
      const name = limitNames[limit];
      return name === undefined ? whole : `${start}${name}: `;
    })
    .replace(/^trigger: (.*)$/, (_whole, types: string) => `the trigger: ${eventWords(types, catalog)}`)
    .replace(/^( → )([\w.]+)$/, (_whole, arrow: string, type: string) => arrow + eventWords(type, catalog))
    .replace(/^createdBy: (\S+) → (\S+)$/, (_whole, from: string, to: string) => {
      return `it runs as another person: ${personName(catalog, from)} → ${personName(catalog, to)}`;
    })
    .replace(/^depth$/, 'too many rules had set each other off')
    .replace(/^actions: (.+) → (.+)$/, (_whole, from: string, to: string) => {
      const titles = (types: string) => listText(types.split(', ').map(title));
      return `the actions: ${titles(from)} → ${titles(to)}`;
    })
    .replace(/(^|; )actions\[(\d+)\] (\S+): /g, (_whole, start: string, index: string, type: string) => {
      return `${start}action ${Number(index) + 1}, ${title(type)}: `;
    })
    .replace(/(?<=: )effects\[\d+\]\.?(\S*)/g, (_whole, place: string) => {
      return place.replace(/\[(\d+)\]/g, (_item, at: string) => ` item ${Number(at) + 1}`);
    })
    .replace(/\b(?:would-run|not-reached)\b/g, (status) => status.replace('-', ' '))
    .replace(/, actual (?=nothing there|$)/g, '; the event has ')
    .replace(/\bpayload\.(?=\w)/g, '');
}

function eventWords(text: string, catalog: Catalog): string {
  return text.replace(/[\w.]+/g, (type) => {
    const known = findEventType(catalog, type);
    return known ? `“${known.title}”` : type;
  });
}
