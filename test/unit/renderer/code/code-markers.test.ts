import { describe, expect, it } from 'vitest';
import { readCode } from '../../../../engine/editing/index.ts';
import type { Problem } from '../../../../engine/model/index.ts';
import { codeMarkers } from '../../../../renderer/code/code-markers.ts';
import { readTree } from '../../../../renderer/code/text-places.ts';
import { rule, writing } from './writing.ts';

/** The markers of a text that is not a valid rule, with the text they underline. */
function issueMarkers(text: string) {
  const read = readCode(text, rule);
  if (read.ok) throw new Error('the text is a valid rule');
  return codeMarkers(readTree(text), read.error, []).map((marker) => ({
    ...marker,
    marked: text.slice(marker.from, marker.to),
  }));
}

const problem: Problem = {
  severity: 'warning',
  code: 'never-holds',
  message: 'This never holds',
  at: 'filter[0].value',
  fix: 'Choose another channel',
};

describe('markers', () => {
  it('carry the text that mends the problem, where there is one', () => {
    const { text } = writing('"whatsapp"', '"whatsapp"');
    const [mended] = codeMarkers(readTree(text), [], [{ ...problem, replacement: 'web' }]);
    expect(mended?.fix).toMatchObject({ title: 'Choose another channel', text: '"web"' });
    expect(text.slice(mended?.fix?.span.from, mended?.fix?.span.to)).toBe('"whatsapp"');
    expect(codeMarkers(readTree(text), [], [problem])[0]).not.toHaveProperty('fix');
  });

  it('underline a problem at its place, with the way to mend it', () => {
    const { text } = writing('"whatsapp"', '"whatsapp"');
    const [marker] = codeMarkers(readTree(text), [], [problem]);
    expect(text.slice(marker?.from, marker?.to)).toBe('"whatsapp"');
    expect(marker).toMatchObject({ severity: 'warning', code: 'never-holds', isSyntax: false });
    expect(marker?.message).toBe('This never holds\nChoose another channel');
  });

  it('underline an unknown key and a value of the wrong type in the words of the reader', () => {
    const [unknown] = issueMarkers(writing('"order": 100', '"odrer": 100').text);
    expect(unknown).toMatchObject({ marked: '100', message: 'unknown key "odrer"', severity: 'error' });
    const [wrong] = issueMarkers(writing('"order": 100', '"order": "first"').text);
    expect(wrong).toMatchObject({ marked: '"first"', isSyntax: false });
  });

  it('underline the character that broken JSON breaks at', () => {
    const [marker] = issueMarkers('{\n  "name": ]\n}');
    expect(marker).toMatchObject({ marked: ']', isSyntax: true });
    expect(issueMarkers('{ "order": 1 // first\n}')).toMatchObject([{ marked: '// first', isSyntax: true }]);
  });

  it('underline the end of a text that stops too early, and an empty one', () => {
    expect(issueMarkers('{ "name": "A"')).toMatchObject([{ marked: '"', isSyntax: true }]);
    expect(issueMarkers('')).toMatchObject([{ from: 0, to: 0, isSyntax: true }]);
  });

  it('leave out the problems of the last valid rule while the text is not one', () => {
    const { text } = writing('"order": 100', '"order": "first"');
    const read = readCode(text, rule);
    const markers = codeMarkers(readTree(text), read.ok ? [] : read.error, [problem]);
    expect(markers.map(({ code }) => code)).toEqual(['invalid']);
  });
});
