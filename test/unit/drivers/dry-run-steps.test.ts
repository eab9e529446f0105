import { expect, it } from 'vitest';
import { dryRun, dryRunSteps } from '../../../engine/drivers/index.ts';
import { catalog, ruleWith, sampleEvent } from './setting.ts';

const rules = [
  ruleWith({ actions: [{ type: 'tag_session', params: { tags: ['vip', '${event.payload.session.id}'] } }] }),
  ruleWith({
    actions: [
      { type: 'tag_session', params: { tags: ['${event.payload.nowhere}'] } },
      { type: 'assign_to', params: { strategy: 'round_robin' } },
    ],
    onActionError: 'stop',
  }),
  ruleWith({
    createdBy: 'm_nobody',
    actions: [{ type: 'made_up' }, { type: 'tag_session', disabled: true }],
  }),
];

it('has the steps that the whole dry run records', () => {
  for (const rule of rules) {
    const event = sampleEvent('session.opened', { app: 'cards' });
    const steps = dryRunSteps({ rule, event, catalog });
    expect(steps).toEqual(dryRun({ rule, event, catalog }).steps);
    expect(steps).toHaveLength(rule.actions.length);
  }
  expect(
    rules.map((rule) => dryRunSteps({ rule, event: sampleEvent('session.opened'), catalog })[0]?.status),
  ).toEqual(['would-run', 'invalid', 'invalid']);
});
