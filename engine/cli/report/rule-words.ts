import type { RuleDocument, RuleSummary } from '../../contract/index.ts';
import { operatorWords } from '../../language/index.ts';
import {
  type FilterNode,
  filterChildren,
  isLeaf,
  type Leaf,
  type Rule,
  type Trigger,
} from '../../model/index.ts';
import { jsonText, visible } from './effect-words.ts';
import type { Paint } from './paint.ts';
import { textTable } from './text-table.ts';

export function triggerInWords(trigger: Trigger): string {
  if (trigger.kind === 'event') return trigger.eventType;
  const { schedule } = trigger;
  if (schedule.kind === 'every') return `every ${schedule.minutes} minutes`;
  const days = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];
  const day = schedule.weekday === undefined ? 'daily' : `every ${days[schedule.weekday - 1]}`;
  const two = (value: number) => String(value).padStart(2, '0');
  return `${day} at ${two(schedule.hour)}:${two(schedule.minute)} UTC`;
}

/** The rules list as a table. */
export function rulesTable(rules: readonly RuleSummary[], paint: Paint): string {
  if (rules.length === 0) return 'There are no rules. "rulewright rules new FILE" stores one.';
  const rows = rules.map((rule) => [
    rule.id,
    rule.enabled ? 'enabled' : 'disabled',
    `v${rule.version}${rule.hasUnsavedVersion ? '+' : ''}`,
    visible(rule.name),
    triggerInWords(rule.trigger),
    rule.apps.join(', ') || 'no apps',
    countProblems(rule.problems),
  ]);
  return textTable(['id', 'status', 'version', 'name', 'trigger', 'apps', 'problems'], rows, paint);
}

/** One line that says which rule this is and how it stands. */
export function ruleLine({ rule, hasUnsavedVersion }: RuleDocument): string {
  const draft = hasUnsavedVersion ? ' · draft differs' : '';
  const status = rule.enabled ? 'enabled' : 'disabled';
  return `${rule.id}  ${JSON.stringify(rule.name)}  ${status} · version ${rule.version}${draft}`;
}

/** A rule from top to bottom, as the canvas draws it. */
export function ruleInWords(document: RuleDocument): string {
  const { rule } = document;
  const { cooldownSeconds, maxFiresPerDay, maxPerMinute } = rule.limits;
  const limits = [
    cooldownSeconds > 0 ? `cooldown ${cooldownSeconds} s` : '',
    maxFiresPerDay === null ? '' : `at most ${maxFiresPerDay} a day`,
    maxPerMinute === null ? '' : `at most ${maxPerMinute} a minute`,
  ].filter((text) => text !== '');
  return [
    ruleLine(document),
    ...(rule.description ? [visible(rule.description)] : []),
    '',
    `When   ${triggerInWords(rule.trigger)}`,
    `Apps   ${rule.scope.apps.join(', ') || 'none: it never fires'}`,
    ...conditionLines(rule),
    ...rule.actions.map(
      (step, index) =>
        `${index === 0 ? 'Then ' : '     '}  ${index + 1}. ${visible(step.type)} ${jsonText(step.params)}${step.disabled ? '  (disabled)' : ''}`,
    ),
    ...(limits.length > 0 ? [`Limits ${limits.join(', ')}`] : []),
  ].join('\n');
}

function conditionLines(rule: Rule): string[] {
  if (rule.filter.length === 0) return ['If     always'];
  const lines = rule.filter.flatMap((node) => nodeLines(node, ''));
  return lines.map((line, index) => `${index === 0 ? 'If  ' : '    '}   ${line}`);
}

function nodeLines(node: FilterNode, indent: string): string[] {
  const off = node.disabled ? '  (disabled)' : '';
  if (isLeaf(node)) {
    return [`${indent}${visible(node.path)} ${operatorWords[node.op]} ${jsonText(node.value)}${off}`];
  }
  const children = filterChildren(node, '').flatMap((child) => nodeLines(child.node, `${indent}  `));
  return [`${indent}${groupTitle(node)}${off}`, ...children];
}

function groupTitle(node: Exclude<FilterNode, Leaf>): string {
  if ('any' in node) return 'any of';
  if ('all' in node) return 'all of';
  if ('not' in node) return 'not';
  if ('anyItem' in node) return `some item of ${visible(node.anyItem)}`;
  return `every item of ${visible(node.everyItem)}`;
}

function countProblems({ errors, warnings }: RuleSummary['problems']): string {
  const parts = [
    errors > 0 ? `${errors} ${errors === 1 ? 'error' : 'errors'}` : '',
    warnings > 0 ? `${warnings} ${warnings === 1 ? 'warning' : 'warnings'}` : '',
  ].filter((text) => text !== '');
  return parts.join(', ') || 'none';
}
