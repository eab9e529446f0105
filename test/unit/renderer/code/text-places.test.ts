import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatPlace, type Json, type PlaceSegment } from '../../../../engine/model/index.ts';
import {
  markSpan,
  nearestSpan,
  placeAt,
  readTree,
  spanOfPlace,
  valueAt,
} from '../../../../renderer/code/text-places.ts';

/** Every value inside a JSON value with the segments that lead to it. */
function everyValue(value: Json, segments: PlaceSegment[] = []): { segments: PlaceSegment[]; value: Json }[] {
  const inner =
    typeof value === 'object' && value !== null
      ? Object.entries(value).map(([key, part]): [PlaceSegment, Json] => [
          Array.isArray(value) ? Number(key) : key,
          part,
        ])
      : [];
  return [{ segments, value }, ...inner.flatMap(([key, part]) => everyValue(part, [...segments, key]))];
}

const anyJson = fc.jsonValue({ maxDepth: 4 }).map((value): Json => JSON.parse(JSON.stringify(value)));

describe('places in a text', () => {
  it('finds the text of every value, however the JSON is laid out', () => {
    fc.assert(
      fc.property(anyJson, fc.integer({ min: 0, max: 4 }), (document, indent) => {
        const text = JSON.stringify(document, null, indent);
        const tree = readTree(text);
        for (const { segments, value } of everyValue(document)) {
          const span = spanOfPlace(tree, formatPlace(segments));
          expect(span).not.toBeNull();
          expect(JSON.parse(text.slice(span?.from, span?.to))).toEqual(value);
          expect(valueAt(tree, segments)).toEqual(value);
        }
      }),
    );
  });

  it('names the place that a value was found at', () => {
    fc.assert(
      fc.property(anyJson, (document) => {
        const tree = readTree(JSON.stringify(document, null, 2));
        for (const { segments } of everyValue(document)) {
          // A key without letters counts as one that is still being written.
          if (segments.at(-1) === '') continue;
          const span = spanOfPlace(tree, formatPlace(segments));
          expect(placeAt(tree, span?.from ?? -1)).toBe(formatPlace(segments));
        }
      }),
    );
  });

  it('gives a key the place of its value, and the room between entries that of what they are in', () => {
    const text = '{\n  "scope": { "apps": ["cards"] }\n}';
    const tree = readTree(text);
    expect(placeAt(tree, text.indexOf('cope'))).toBe('scope');
    expect(placeAt(tree, text.indexOf(': {'))).toBe('scope');
    expect(placeAt(tree, 2)).toBe('');
    expect(placeAt(tree, text.indexOf('cards'))).toBe('scope.apps[0]');
  });

  it('looks for a place that is missing at the innermost thing around it', () => {
    const text = '{ "actions": [{ "type": "tag" }] }';
    const span = nearestSpan(readTree(text), 'actions[0].params.to[1]');
    expect(text.slice(span.from, span.to)).toBe('{ "type": "tag" }');
  });

  it('underlines the key of a list or object, not the pages behind it', () => {
    const text = '{ "params": { "to": [1, 2] }, "n": 5 }';
    const marked = (place: string) => {
      const { from, to } = markSpan(readTree(text), place);
      return text.slice(from, to);
    };
    expect(marked('params.to')).toBe('"to"');
    expect(marked('n')).toBe('5');
    expect(marked('')).toBe('{');
  });

  it('finds what stands before a break in the JSON', () => {
    const text = '{ "trigger": { "kind": "event" }, "filter": [ { "path": ';
    expect(valueAt(readTree(text), ['trigger', 'kind'])).toBe('event');
  });

  it('does not look into a text that nests deeper than any rule may', () => {
    expect(readTree('['.repeat(20_000)).root).toBeUndefined();
    expect(placeAt(readTree('['.repeat(20_000)), 500)).toBe('');
  });
});
