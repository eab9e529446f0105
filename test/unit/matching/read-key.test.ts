import { describe, expect, it } from 'vitest';
import { placeOfKey, readKey } from '../../../engine/matching/read-key.ts';

describe('the place at which a key is read', () => {
  it('is the same for the same key', () => {
    const keys = ['', 'a', 'b', 'title', 'status', 'priority', 'an exceedingly long key', 'ключ'];
    expect(keys.map(placeOfKey)).toEqual([0, 1, 2, 16, 9, 20, 0, 2]);
  });

  it('is mostly another for another key', () => {
    const counts = Array.from({ length: 32 }, () => 0);
    for (let index = 0; index < 3_200; index++) {
      const place = placeOfKey(`key${index}`);
      counts[place] = (counts[place] ?? 0) + 1;
    }
    expect(counts.length).toBe(32);
    expect(Math.min(...counts)).toBeGreaterThan(0);
    expect(Math.max(...counts)).toBeLessThan(320);
  });
});

describe('a key', () => {
  it('is read alike at every place', () => {
    for (let place = 0; place < 32; place++)
      expect([readKey(place, { a: place }, 'a'), readKey(place, { a: 1 }, 'b')]).toEqual([place, undefined]);
  });
});
