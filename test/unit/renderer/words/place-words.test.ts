import { expect, it } from 'vitest';
import { placeText } from '../../../../renderer/words/place-words.ts';
import { catalog, ruleWith } from '../../drivers/setting.ts';

const rule = ruleWith({
  filter: [{ any: [{ path: 'payload.session.topic', op: 'eq', value: 'fraud' }] }],
  actions: [{ id: 's1', type: 'send_email', params: { to: ['a@b.example'] } }],
});

it('a place is named as people call it, however deep in the rule it is', () => {
  const named = (at: string): string => placeText(at, rule, catalog);
  expect(named('filter[0].any[0].path')).toBe('session.topic equals “fraud”');
  expect(named('filter[0]')).toBe('Any of 1 condition');
  expect(named('actions[0].params.to[0]')).toBe('action 1: Send e-mail');
  expect(named('scope.apps')).toBe('the scope');
  expect(named('trigger.eventType')).toBe('the trigger');
  expect(named('actions')).toBe('the actions');
  expect(named('limits')).toBe('the limits: permission, cooldown, caps');
  expect(named('limits.cooldownSeconds')).toBe('the limits');
  expect(named('createdBy')).toBe('the rule');
});
