import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { smallestChange } from '../../../../renderer/code/text-change.ts';

describe('the smallest change between two texts', () => {
  it('turns one into the other', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'b', '\n', '😀', '😁', '{') });
    fc.assert(
      fc.property(text, text, (before, after) => {
        const change = smallestChange(before, after);
        const result =
          change === null ? before : before.slice(0, change.from) + change.text + before.slice(change.to);
        expect(result).toBe(after);
      }),
    );
  });

  it('is nothing for equal texts', () => {
    expect(smallestChange('{"a": 1}', '{"a": 1}')).toBeNull();
  });

  it('touches only what differs', () => {
    expect(smallestChange('"op": "eq",', '"op": "neq",')).toEqual({ from: 7, to: 7, text: 'n' });
    expect(smallestChange('aXXb', 'ab')).toEqual({ from: 1, to: 3, text: '' });
  });

  it('never cuts a character in two', () => {
    const change = smallestChange('😀', '😁');
    expect(change).toEqual({ from: 0, to: 2, text: '😁' });
  });
});
