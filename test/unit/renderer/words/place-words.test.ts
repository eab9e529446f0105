import { expect, it } from 'vitest';
import { fieldText, placeText } from '../../../../renderer/words/place-words.ts';
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

it('a field is named as its form calls it, with the action it belongs to', () => {
  const named = (at: string): string => fieldText(at, rule, catalog);
  expect(named('order')).toBe('Order');
  expect(named('limits.maxFiresPerDay')).toBe('Most per day');
  expect(named('labels[0]')).toBe('Labels');
  expect(named('scope.apps[1]')).toBe('Apps');
  expect(named('trigger.schedule.minutes')).toBe('Trigger');
  expect(named('actions[0].params.to[0]')).toBe('Action 1: Send e-mail, To');
  expect(named('actions[0].params.unheard_of')).toBe('Action 1: Send e-mail, unheard_of');
  expect(named('actions[0].disabled')).toBe('Action 1: Send e-mail');
  expect(named('actions[7]')).toBe('The actions');
  expect(named('filter[0].any[0].value')).toBe('Session.topic equals “fraud”');
});
