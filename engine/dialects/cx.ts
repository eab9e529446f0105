import { z } from 'zod';
import { actionStep, readWith, rule as ruleSchema, success } from '../model/index.ts';
import type { Dialect } from './dialect.ts';
import { writeEventType, writeSteps } from './write-parts.ts';

const cxRule = z.strictObject({
  name: ruleSchema.shape.name,
  trigger: z.string().min(1, 'an event is needed').max(200),
  apps: z.array(z.string().min(1).max(100)).max(1000).optional(),
  actions: z
    .array(z.strictObject({ type: actionStep.shape.type, params: actionStep.shape.params }))
    .max(200)
    .default([]),
});

/** Rules across apps: `{name, trigger, apps, actions: [{type, params}]}`. They have no conditions. */
export const cx: Dialect = {
  name: 'cx',
  namesApps: true,

  read(source) {
    const read = readWith(cxRule, source);
    if (!read.ok) return read;
    const { name, trigger, apps, actions } = read.value;
    return success({
      rule: { name, trigger: { kind: 'event', eventType: trigger }, actions },
      eventType: { name: trigger, at: 'trigger' },
      actionTypes: actions.map(({ type }, index) => ({ name: type, at: `actions[${index}].type` })),
      apps: apps ?? null,
    });
  },

  sourcePlace(at) {
    return at.replace('trigger.eventType', 'trigger').replace('scope.apps', 'apps');
  },

  write(rule, report) {
    if (rule.filter.length > 0) report('filter', 'rules have no conditions');
    if (rule.limits.cooldownSeconds !== 0) report('limits.cooldownSeconds', 'there is no cooldown');
    if (rule.limits.maxFiresPerDay !== null) report('limits.maxFiresPerDay', 'there is no daily cap');
    if (rule.limits.maxPerMinute !== null) report('limits.maxPerMinute', 'there is no limit per minute');
    return {
      name: rule.name,
      trigger: writeEventType(rule.trigger, report),
      apps: rule.scope.apps,
      actions: writeSteps(rule, report),
    };
  },
};
