import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { nodeAtPlace, placeOfNode, readingOrder } from '../../../engine/editing/index.ts';
import { fraudRule, rules } from './arbitrary-rules.ts';

describe('nodes and places', () => {
  test('the node at a node’s place is that node', () => {
    fc.assert(
      fc.property(rules, (rule) => {
        for (const node of readingOrder(rule)) {
          const place = placeOfNode(rule, node);
          expect(place).not.toBeNull();
          expect(nodeAtPlace(rule, place ?? '')).toBe(node);
        }
      }),
    );
  });
  test('a place inside a node belongs to the node', () => {
    expect(nodeAtPlace(fraudRule, 'actions[1].params.to[0]')).toBe('step:s2');
    expect(nodeAtPlace(fraudRule, 'filter[1].any[0].value[3]')).toBe('filter[1].any[0]');
    expect(nodeAtPlace(fraudRule, 'filter[1].any[1].not.path')).toBe('filter[1].any[1].not');
    expect(nodeAtPlace(fraudRule, 'filter[1].note')).toBe('filter[1]');
    expect(nodeAtPlace(fraudRule, 'scope.apps[0]')).toBe('scope');
    expect(nodeAtPlace(fraudRule, 'trigger.eventType')).toBe('trigger');
  });
  test('what is not on the canvas belongs to no node', () => {
    expect(nodeAtPlace(fraudRule, 'name')).toBeNull();
    expect(nodeAtPlace(fraudRule, 'limits.cooldownSeconds')).toBeNull();
    expect(nodeAtPlace(fraudRule, '')).toBeNull();
    expect(nodeAtPlace(fraudRule, 'actions[9].type')).toBeNull();
    expect(placeOfNode(fraudRule, 'step:gone')).toBeNull();
  });
});
