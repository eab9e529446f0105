import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { neighbour, readingOrder } from '../../../engine/editing/index.ts';
import { fraudRule, rules } from './arbitrary-rules.ts';

describe('walking with the arrow keys', () => {
  test('down from the trigger visits every node once, and up again is the way back', () => {
    fc.assert(
      fc.property(rules, (rule) => {
        const visited: string[] = [];
        for (let at: string | null = 'trigger'; at !== null; at = neighbour(rule, at, 'down'))
          visited.push(at);
        expect(visited).toEqual(readingOrder(rule));
        for (const [index, at] of visited.entries())
          expect(neighbour(rule, at, 'up')).toBe(visited[index - 1] ?? null);
      }),
    );
  });
  test('into a group and out again comes back to the group', () => {
    fc.assert(
      fc.property(rules, (rule) => {
        for (const at of readingOrder(rule)) {
          const inside = neighbour(rule, at, 'in');
          if (inside !== null) expect(neighbour(rule, inside, 'out')).toBe(at);
        }
      }),
    );
  });
  test('in and out lead nowhere from what is no frame and stands in none', () => {
    for (const at of ['trigger', 'scope', 'step:s1']) {
      expect(neighbour(fraudRule, at, 'in')).toBeNull();
      expect(neighbour(fraudRule, at, 'out')).toBeNull();
    }
    expect(neighbour(fraudRule, 'filter[0]', 'in')).toBeNull();
    expect(neighbour({ ...fraudRule, filter: [] }, 'filter', 'in')).toBeNull();
    expect(neighbour(fraudRule, 'filter', 'out')).toBeNull();
  });
  test('starts at the trigger where nothing is selected', () => {
    expect(neighbour(fraudRule, '', 'down')).toBe('trigger');
  });
});
