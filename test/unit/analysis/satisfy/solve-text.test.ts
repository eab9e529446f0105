import { describe, expect, it } from 'vitest';
import { nothingKnown } from '../../../../engine/analysis/satisfy/facts.ts';
import { literal, spotAt, type Test } from '../../../../engine/analysis/satisfy/formula.ts';
import {
  contradictsAsText,
  onlyText,
  textCandidates,
} from '../../../../engine/analysis/satisfy/solve-text.ts';
import { textsMatching } from '../../../../engine/analysis/satisfy/texts-matching.ts';

const between = (low: string | null, high: string | null, base: string | null = null) => {
  const range = (op: 'gt' | 'lt', bound: string) =>
    literal(spotAt('payload', ['t']), { kind: 'range', op, bound }, true, op);
  const literals = [
    ...(low === null ? [] : [range('gt', low)]),
    ...(high === null ? [] : [range('lt', high)]),
  ];
  return [...textCandidates(literals, nothingKnown, base)];
};

describe('texts between bounds', () => {
  it('are tried just before and after a bound', () => {
    expect(between(null, 'abd')).toEqual(expect.arrayContaining(['abc', 'ab', 'abd\u0000']));
  });

  it('before the first character of all are what is left without it', () => {
    const found = between(null, 'a\u0000');
    expect(found).toContain('a');
    expect(found.every((text) => !text.includes('\uffff'))).toBe(true);
  });

  it('in the middle take the first character that differs halfway, a missing one as nought', () => {
    expect(between('aa', 'ae')).toContain('ac');
    expect(between('a', 'ad')).toContain(`a${String.fromCharCode(50)}`);
    expect(between('ad', 'a')).toContain(`a${String.fromCharCode(50)}`);
    expect(between('a', 'a')).toContain('a\u0000');
  });

  it('that are times are tried a moment and a day around them', () => {
    const found = between('2026-03-01T00:00:00.000Z', null);
    expect(found).toEqual(
      expect.arrayContaining([
        '2026-03-01T00:00:00.001Z',
        '2026-02-28T23:59:59.999Z',
        '2026-03-02T00:00:00.000Z',
        '2026-02-28T00:00:00.000Z',
      ]),
    );
    expect(between('0000-01-01', null)).toContain('-000001-12-31T00:00:00.000Z');
    expect(between('9999-12-31', null)).toContain('+010000-01-01T00:00:00.000Z');
  });

  it('that only look like times are left alone', () => {
    const ordinary = between('2026-99-99x', null).filter((text) => text.endsWith('Z'));
    expect(ordinary).toEqual(['2026-01-01T00:00:00.000Z']);
  });
});

describe('texts for a pattern', () => {
  it('are nothing for a class without an end', () => {
    expect(textsMatching('a[bc')).toEqual(['abc']);
  });

  it('repeat as seldom as may be, then once more', () => {
    expect(textsMatching('ab+c{2,}')).toEqual(['abcc', 'abbccc']);
  });
});

describe('bounds that meet', () => {
  const contradicts = (low: 'gt' | 'gte', high: 'lt' | 'lte') => {
    const range = (op: 'gt' | 'gte' | 'lt' | 'lte') =>
      literal(spotAt('payload', ['t']), { kind: 'range', op, bound: 'm' }, true, op);
    return contradictsAsText([range(low), range(high)]);
  };

  it('leave one text, unless one of them leaves it out', () => {
    expect(contradicts('gte', 'lte')).toBe(false);
    expect(contradicts('gte', 'lt')).toBe(true);
    expect(contradicts('gt', 'lte')).toBe(true);
  });
});

describe('conditions on one text', () => {
  const all = (...asked: [test: Test, holds?: boolean][]) =>
    asked.map(([test, holds = true], index) => literal(spotAt('payload', ['t']), test, holds, String(index)));
  const starts = (text: string): Test => ({ kind: 'starts', text });
  const ends = (text: string): Test => ({ kind: 'ends', text });
  const range = (op: 'gt' | 'gte' | 'lt' | 'lte', bound: string): Test => ({ kind: 'range', op, bound });

  it('contradict each other where its start or end would be two, or one that is excluded', () => {
    expect(contradictsAsText(all([starts('ab')], [starts('a')]))).toBe(false);
    expect(contradictsAsText(all([starts('ab')], [starts('b')]))).toBe(true);
    expect(contradictsAsText(all([ends('ab')], [ends('a')]))).toBe(true);
    expect(contradictsAsText(all([starts('ab')], [starts('a'), false]))).toBe(true);
    expect(contradictsAsText(all([ends('ab')], [ends('b'), false]))).toBe(true);
    expect(contradictsAsText(all([ends('b')], [ends('ab'), false]))).toBe(false);
  });

  it('contradict each other where all with that start sort beyond a bound', () => {
    expect(contradictsAsText(all([starts('b')], [range('lt', 'b')]))).toBe(true);
    expect(contradictsAsText(all([starts('b')], [range('lte', 'b')]))).toBe(false);
    expect(contradictsAsText(all([starts('a')], [range('gt', 'b')]))).toBe(true);
    expect(contradictsAsText(all([starts('b')], [range('gt', 'bc')]))).toBe(false);
  });

  it('leave one text where the narrowest bounds are the same', () => {
    expect(onlyText(all([range('gte', 'm')], [range('lte', 'm')]))).toBe('m');
    expect(onlyText(all([range('gt', 'm'), false], [range('lt', 'm'), false]))).toBe('m');
    expect(onlyText(all([range('lte', '')]))).toBe('');
    expect(onlyText(all([range('gte', 'm')]))).toBe(null);
    expect(
      onlyText(all([range('gte', 'm')], [range('gte', 'a')], [range('lte', 'm')], [range('lte', 'z')])),
    ).toBe('m');
    expect(contradictsAsText(all([range('gte', 'm')], [range('lte', 'm'), false], [range('lte', 'm')]))).toBe(
      true,
    );
    expect(contradictsAsText(all([range('lte', 'm')], [range('gte', 'm'), false], [range('gte', 'm')]))).toBe(
      true,
    );
  });
});
