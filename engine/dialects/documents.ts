import { z } from 'zod';
import { parsePath } from '../language/index.ts';
import {
  describeOperandProblem,
  failure,
  isAny,
  isJsonObject,
  isLeaf,
  isNot,
  type Json,
  type JsonObject,
  json,
  type Leaf,
  type Place,
  type Rule,
  readWith,
  rule as ruleSchema,
  success,
} from '../model/index.ts';
import type { Dialect, Report } from './dialect.ts';
import { readSchedule, writeSchedule } from './documents-schedule.ts';
import { writePath, writeSteps } from './write-parts.ts';

const op = z.enum(['eq', 'neq', 'in', 'nin', 'gt', 'gte', 'lt', 'lte', 'contains']);
const columns = ['eventType', 'actorKind', 'actorId', 'streamId', 'streamVersion', 'tenantId'];

const path = z
  .string()
  .max(500)
  .superRefine((text, context) => {
    const problem = pathProblem(text);
    if (problem !== null) context.addIssue({ code: 'custom', message: problem });
  });
const leaf = z.strictObject({ path, op, value: json }).superRefine((read, context) => {
  const problem = describeOperandProblem(read);
  if (problem !== null) context.addIssue({ code: 'custom', message: problem, path: ['value'] });
});
const node = z.union([leaf, z.strictObject({ any: z.array(leaf) }), z.strictObject({ not: leaf })]);

const documentsRule = z.strictObject({
  name: ruleSchema.shape.name,
  trigger: z.discriminatedUnion('kind', [
    z.strictObject({
      kind: z.literal('event'),
      eventType: z.string().min(1, 'an event type is needed').max(200),
      filter: z.array(node).max(1000).default([]),
    }),
    z.looseObject({ kind: z.literal('schedule') }),
  ]),
  action: z.object({ type: z.string().min(1, 'an action type is needed').max(200) }).catchall(json),
});

/**
 * Document automations: `{name, trigger: {kind: "event", eventType, filter} | {kind: "schedule", schedule}, action}`.
 * The action's parameters stand beside its `type`. A filter is leaves, `any` of leaves and `not` of a leaf.
 */
export const documents: Dialect = {
  name: 'documents',
  namesApps: false,

  read(source) {
    const read = readWith(documentsRule, source);
    if (!read.ok) return read;
    const { name, trigger, action } = read.value;
    const { type, ...params } = action;
    const actions: Json = [{ type, params: nestedParams(params) ?? params }];
    const actionTypes = [{ name: type, at: 'action.type' }];
    if (trigger.kind === 'event') {
      const { eventType, filter } = trigger;
      return success({
        rule: { name, trigger: { kind: 'event', eventType }, filter, actions },
        eventType: { name: eventType, at: 'trigger.eventType' },
        actionTypes,
        apps: null,
      });
    }
    const schedule = readSchedule(trigger);
    if (!schedule.ok) return failure(schedule.error);
    return success({
      rule: { name, trigger: { kind: 'schedule', schedule: schedule.value }, actions },
      eventType: null,
      actionTypes,
      apps: null,
    });
  },

  sourcePlace(at) {
    return at
      .replace(/^filter/, 'trigger.filter')
      .replace(/^actions\[0\]\.params/, 'action')
      .replace(/^actions(\[0\])?/, 'action');
  },

  write(rule, report) {
    if (rule.limits.cooldownSeconds !== 0) report('limits.cooldownSeconds', 'there is no cooldown');
    if (rule.limits.maxFiresPerDay !== null) report('limits.maxFiresPerDay', 'there is no daily cap');
    if (rule.limits.maxPerMinute !== null) report('limits.maxPerMinute', 'there is no limit per minute');
    return {
      name: rule.name,
      trigger: writeTrigger(rule, report),
      action: writeAction(rule, report),
    };
  },
};

function writeTrigger(rule: Rule, report: Report): JsonObject {
  const { trigger } = rule;
  if (trigger.kind === 'schedule') {
    if (rule.filter.length > 0) report('filter', 'schedules have no filter');
    return { kind: 'schedule', schedule: writeSchedule(trigger.schedule) };
  }
  const filter = writeFilter(rule, report);
  return { kind: 'event', eventType: trigger.eventType, ...(filter.length > 0 ? { filter } : {}) };
}

/** Some write the parameters as an object of their own; no action has a parameter that is called so. */
function nestedParams(params: JsonObject): JsonObject | null {
  return Object.keys(params).length === 1 && isJsonObject(params.params) ? params.params : null;
}

function writeAction(rule: Rule, report: Report): JsonObject {
  const [first, ...others] = writeSteps(rule, report);
  for (const index of others.keys()) report(`actions[${index + 1}]`, 'a rule has one action');
  if (!first) {
    report('actions', 'a rule needs an action');
    return {};
  }
  if ('type' in first.params) report('actions[0].params.type', '"type" names the action itself');
  if (nestedParams(first.params))
    report('actions[0].params.params', 'this would be read as all the parameters');
  return { type: first.type, ...first.params };
}

function writeFilter(rule: Rule, report: Report): JsonObject[] {
  return rule.filter.flatMap((node, index): JsonObject[] => {
    const at = `filter[${index}]`;
    if (isLeaf(node)) return [writeLeaf(node, at, report)];
    if (node.disabled !== undefined) report(`${at}.disabled`, 'conditions cannot be switched off');
    if (node.note !== undefined) report(`${at}.note`, 'conditions have no notes');
    if (isAny(node)) {
      const leaves = node.any.flatMap((child, place): JsonObject[] => {
        const childAt = `${at}.any[${place}]`;
        if (isLeaf(child)) return [writeLeaf(child, childAt, report)];
        report(childAt, 'an "any" group holds single comparisons only');
        return [];
      });
      return [{ any: leaves }];
    }
    if (isNot(node) && isLeaf(node.not)) return [{ not: writeLeaf(node.not, `${at}.not`, report) }];
    if (isNot(node)) report(`${at}.not`, '"not" takes a single comparison only');
    else report(at, 'a filter holds comparisons, "any" groups and "not" only');
    return [];
  });
}

function writeLeaf(leaf: Leaf, at: Place, report: Report): JsonObject {
  writePath(leaf, at, report);
  const problem = parsePath(leaf.path).ok ? pathProblem(leaf.path) : null;
  if (problem !== null) report(`${at}.path`, problem);
  if (!op.safeParse(leaf.op, { jitless: true }).success) {
    report(`${at}.op`, `there is no "${leaf.op}", only ${op.options.join(', ')}`);
  }
  if ((leaf.op === 'in' || leaf.op === 'nin') && !Array.isArray(leaf.value)) {
    report(`${at}.value`, `"${leaf.op}" takes a list`);
  }
  return { path: leaf.path, op: leaf.op, value: leaf.value };
}

/** Why the dialect has no such path; null when it has. */
function pathProblem(text: string): string | null {
  const parsed = parsePath(text);
  if (!parsed.ok) return parsed.error.message;
  const { root } = parsed.value;
  if (root === 'payload' || columns.includes(root)) return null;
  return `a path is payload.<field> or one of ${columns.join(', ')}`;
}
