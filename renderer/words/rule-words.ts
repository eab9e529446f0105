import { appTitle, type Catalog, findActionType, findEventType } from '../../engine/catalog/index.ts';
import { operatorWords } from '../../engine/language/index.ts';
import {
  type ActionStep,
  type FilterNode,
  isAll,
  isAny,
  isAnyItem,
  isJsonObject,
  isLeaf,
  isNot,
  type Json,
  type Pack,
  type Rule,
  type Schedule,
  type Trigger,
} from '../../engine/model/index.ts';
import { countText, listText, valueText } from './values.ts';

const weekdays = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];

/** "Every 4 hours", "Mondays at 08:00 UTC". */
export function scheduleText(schedule: Schedule): string {
  if (schedule.kind === 'daily-utc') {
    const time = `${String(schedule.hour).padStart(2, '0')}:${String(schedule.minute).padStart(2, '0')} UTC`;
    const weekday = schedule.weekday === undefined ? undefined : weekdays[schedule.weekday - 1];
    return weekday ? `${weekday}s at ${time}` : `Every day at ${time}`;
  }
  const { minutes } = schedule;
  if (minutes % 1440 === 0) return minutes === 1440 ? 'Every day' : `Every ${minutes / 1440} days`;
  if (minutes % 60 === 0) return minutes === 60 ? 'Every hour' : `Every ${minutes / 60} hours`;
  return `Every ${minutes} minutes`;
}

/** What starts a rule, as a title. */
export function triggerTitle(trigger: Trigger, catalog: Catalog): string {
  if (trigger.kind === 'schedule') return scheduleText(trigger.schedule);
  return findEventType(catalog, trigger.eventType)?.title ?? 'Unknown event';
}

/** The packs a rule may draw on: that of its event type; for a schedule all, or those of its apps. */
export function packsOfRule(rule: Rule, catalog: Catalog): Pack[] {
  if (rule.trigger.kind === 'event') {
    const owner = catalog.eventTypes.get(rule.trigger.eventType)?.pack;
    if (owner) return [owner];
  }
  const byScope = new Set(rule.scope.apps.flatMap((app) => catalog.apps.get(app)?.pack ?? []));
  return byScope.size > 0 ? [...byScope] : [...catalog.packs];
}

/** The scope in words: what fires, and what is ignored. */
export function scopeSentence(rule: Rule, catalog: Catalog): string {
  const { apps } = rule.scope;
  if (apps.length === 0) return 'No app is chosen, so this rule never fires.';
  const chosen = listText(apps.map((app) => appTitle(catalog, app)));
  const others = packsOfRule(rule, catalog)
    .flatMap((pack) => pack.directory.apps)
    .filter((app) => !apps.includes(app.id))
    .map((app) => app.title);
  if (others.length === 0) return `Will fire on ${chosen}.`;
  const verb = others.length === 1 ? 'is' : 'are';
  return `Will fire on ${chosen} only; ${listText(others)} ${verb} ignored.`;
}

/** A path without the `payload.` that nearly all of them start with. */
export function pathText(path: string): string {
  return path.replace(/^payload\./, '');
}

/** What stands behind the field on a condition: `contains “fraud”`. */
export function comparisonText(op: keyof typeof operatorWords, value: Json): string {
  if (op === 'exists') return value === false ? 'is missing' : 'is present';
  return `${operatorWords[op]} ${valueText(value)}`;
}

export function groupTitle(node: FilterNode): string {
  if (isAny(node)) return 'Any of these';
  if (isAll(node)) return 'All of these';
  if (isNot(node)) return 'Not';
  if (isLeaf(node)) return 'Condition';
  return isAnyItem(node)
    ? `Some item of ${pathText(node.anyItem)}`
    : `Every item of ${pathText(node.everyItem)}`;
}

/** A filter node in one line, for labels and announcements. */
export function filterText(node: FilterNode): string {
  if (isLeaf(node)) return `${pathText(node.path)} ${comparisonText(node.op, node.value)}`;
  if (isAny(node)) return `Any of ${countText(node.any.length, 'condition')}`;
  if (isAll(node)) return `All of ${countText(node.all.length, 'condition')}`;
  if (isNot(node)) return `Not: ${filterText(node.not)}`;
  return groupTitle(node);
}

export function stepTitle(step: ActionStep, catalog: Catalog): string {
  return findActionType(catalog, step.type)?.title ?? step.type;
}

/** Two or three parameters that say what a step is about, for its node. */
export function stepSummary(step: ActionStep): { name: string; value: string }[] {
  return Object.entries(step.params)
    .filter(([, value]) => value !== null && value !== '' && !(Array.isArray(value) && value.length === 0))
    .slice(0, 3)
    .map(([name, value]) => ({ name, value: plainText(value) }));
}

function plainText(value: Json): string {
  if (typeof value === 'string') return value;
  if (Array.isArray(value)) return value.map(plainText).join(', ');
  if (isJsonObject(value)) {
    // A tag with a value reads as one thing.
    if (typeof value.key === 'string' && value.value !== undefined)
      return `${value.key}: ${plainText(value.value)}`;
    return Object.entries(value)
      .map(([key, inner]) => `${key}: ${plainText(inner)}`)
      .join(', ');
  }
  return String(value);
}
