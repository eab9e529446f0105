import { z } from 'zod';
import { parsePath } from '../language/index.ts';
import {
  actionStep,
  describeOperandProblem,
  failure,
  type InputIssue,
  isLeaf,
  type JsonObject,
  json,
  type Operator,
  readWith,
  ruleLimits,
  rule as ruleSchema,
  success,
} from '../model/index.ts';
import type { Dialect } from './dialect.ts';
import { writeEventType, writePath, writeSteps } from './write-parts.ts';

const readOps = {
  eq: 'eq',
  ne: 'neq',
  in: 'in',
  not_in: 'nin',
  contains: 'contains',
  gt: 'gt',
  lt: 'lt',
} as const satisfies Record<string, Operator>;
const op = z.enum(['eq', 'ne', 'in', 'not_in', 'contains', 'gt', 'lt']);

const ticketPath = 'payload.ticket.';

const helpdeskRule = z.strictObject({
  name: ruleSchema.shape.name,
  trigger: z.string().min(1, 'an event is needed').max(200),
  conditions: z
    .array(z.strictObject({ field: z.string().min(1, 'a field is needed').max(485), op, value: json }))
    .max(1000)
    .default([]),
  actions: z
    .array(z.strictObject({ name: actionStep.shape.type, params: actionStep.shape.params }))
    .max(200)
    .default([]),
  cooldown_s: ruleLimits.shape.cooldownSeconds,
  max_fires_per_day: ruleLimits.shape.maxFiresPerDay,
  enabled: z.boolean().default(false),
});

/** Ticket rules: `{name, trigger, conditions, actions, cooldown_s, max_fires_per_day, enabled}`. */
export const helpdesk: Dialect = {
  name: 'helpdesk',
  namesApps: false,

  read(source) {
    const read = readWith(helpdeskRule, source);
    if (!read.ok) return read;
    const { conditions, ...rest } = read.value;
    const issues = conditions.flatMap((condition, index) =>
      checkCondition(condition, `conditions[${index}]`),
    );
    if (issues.length > 0) return failure(issues);
    return success({
      rule: {
        name: rest.name,
        enabled: rest.enabled,
        trigger: { kind: 'event', eventType: rest.trigger },
        filter: conditions.map((condition) => ({
          path: ticketPath + condition.field,
          op: readOps[condition.op],
          value: condition.value,
        })),
        actions: rest.actions.map(({ name, params }) => ({ type: name, params })),
        limits: { cooldownSeconds: rest.cooldown_s, maxFiresPerDay: rest.max_fires_per_day },
      },
      eventType: { name: rest.trigger, at: 'trigger' },
      actionTypes: rest.actions.map(({ name }, index) => ({ name, at: `actions[${index}].name` })),
      apps: null,
    });
  },

  sourcePlace(at) {
    return at
      .replace(/^filter/, 'conditions')
      .replace(/^(conditions\[\d+\])\.path/, '$1.field')
      .replace(/^(actions\[\d+\])\.type/, '$1.name')
      .replace('limits.cooldownSeconds', 'cooldown_s')
      .replace('limits.maxFiresPerDay', 'max_fires_per_day')
      .replace('trigger.eventType', 'trigger');
  },

  write(rule, report) {
    const conditions: JsonObject[] = [];
    for (const [index, node] of rule.filter.entries()) {
      const at = `filter[${index}]`;
      if (!isLeaf(node)) {
        report(at, 'conditions are single comparisons: groups, "not" and list conditions do not exist');
        continue;
      }
      if (!node.path.startsWith(ticketPath) || node.path === ticketPath) {
        report(`${at}.path`, `a field is part of the ticket (${ticketPath}…), "${node.path}" is not`);
      }
      writePath(node, at, report);
      const dialectOp = op.options.find((name) => readOps[name] === node.op);
      if (!dialectOp) report(`${at}.op`, `there is no "${node.op}", only ${op.options.join(', ')}`);
      if ((node.op === 'gt' || node.op === 'lt') && typeof node.value !== 'number') {
        report(`${at}.value`, `"${node.op}" compares numbers only`);
      }
      if ((node.op === 'in' || node.op === 'nin') && !Array.isArray(node.value)) {
        report(`${at}.value`, `"${node.op}" takes a list`);
      }
      conditions.push({
        field: node.path.slice(ticketPath.length),
        op: dialectOp ?? node.op,
        value: node.value,
      });
    }
    if (rule.limits.maxPerMinute !== null) report('limits.maxPerMinute', 'there is no limit per minute');
    const { maxFiresPerDay } = rule.limits;
    return {
      name: rule.name,
      trigger: writeEventType(rule.trigger, report),
      conditions,
      actions: writeSteps(rule, report).map(({ type, params }) => ({ name: type, params })),
      cooldown_s: rule.limits.cooldownSeconds,
      ...(maxFiresPerDay === null ? {} : { max_fires_per_day: maxFiresPerDay }),
      enabled: rule.enabled,
    };
  },
};

function checkCondition(
  condition: z.infer<typeof helpdeskRule>['conditions'][number],
  at: string,
): InputIssue[] {
  const issues: InputIssue[] = [];
  const parsed = parsePath(ticketPath + condition.field);
  if (!parsed.ok) issues.push({ code: 'invalid', message: parsed.error.message, at: `${at}.field` });
  const problem = describeOperandProblem({ op: readOps[condition.op], value: condition.value });
  if (problem !== null) issues.push({ code: 'invalid', message: problem, at: `${at}.value` });
  return issues;
}
