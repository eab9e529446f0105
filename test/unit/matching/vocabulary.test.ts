import { describe, expect, it } from 'vitest';
import {
  createVocabulary,
  numberOf,
  type Vocabularies,
  vocabularyFor,
} from '../../../engine/matching/vocabulary.ts';

const path = { root: 'payload' as const, segments: ['a'], text: 'payload.a' };
const range = (count: number) => new Set(Array.from({ length: count }, (_, index) => index));

describe('a vocabulary', () => {
  it('numbers values from 1, each once', () => {
    const vocabulary = createVocabulary(path);
    expect(['x', null, 'x', 0, -0].map((value) => numberOf(vocabulary, value))).toEqual([1, 2, 1, 3, 3]);
  });

  it('is shared by the tables of one path, and knows the values of all of them', () => {
    const shared: Vocabularies = new Map();
    const one = vocabularyFor(shared, 'payload.a', path, new Set(['x', 'y']));
    const other = vocabularyFor(shared, 'payload.a', path, new Set(['y', 'z']));
    expect(other).toBe(one);
    expect([...one.ids]).toEqual([
      ['x', 1],
      ['y', 2],
      ['z', 3],
    ]);
    expect(vocabularyFor(shared, 'payload.b', path, new Set()).ids.size).toBe(0);
  });

  it('is shared as long as a table has at most four rows for nothing to each of its own, and 64', () => {
    const shared: Vocabularies = new Map();
    const common = vocabularyFor(shared, 'payload.a', path, range(68));
    expect(vocabularyFor(shared, 'payload.a', path, new Set(['x']))).toBe(common);
    expect(common.ids.size).toBe(69);
    const own = vocabularyFor(shared, 'payload.a', path, new Set(['y']));
    expect([...own.ids]).toEqual([['y', 1]]);
    expect([common.ids.size, shared.get('payload.a')]).toEqual([69, common]);
    expect(vocabularyFor(shared, 'payload.a', path, new Set(['y', 'z']))).toBe(common);
  });
});
