import { describe, expect, it } from 'vitest';
import { dialectPlace } from '../../../engine/dialects/index.ts';

describe('a place in a rule that was read from a dialect', () => {
  it('is named as the text of the dialect has it', () => {
    expect(dialectPlace('cx', 'trigger.eventType')).toBe('trigger');
    expect(dialectPlace('cx', 'scope.apps[0]')).toBe('apps[0]');
    expect(dialectPlace('cx', 'actions[1].type')).toBe('actions[1].type');
  });
});
