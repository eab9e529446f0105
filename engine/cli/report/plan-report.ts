import type { PlanItem, PlanKind, PublishPlan, PulledRule, PullReport } from '../../contract/index.ts';
import { driftWords } from '../../sync/index.ts';
import { amount } from './amount.ts';
import { visible } from './effect-words.ts';
import type { Paint, Tone } from './paint.ts';

const signs: Record<PlanKind, { sign: string; tone: Tone }> = {
  create: { sign: '+', tone: 'good' },
  change: { sign: '~', tone: 'strong' },
  enable: { sign: '▶', tone: 'good' },
  disable: { sign: '■', tone: 'strong' },
  delete: { sign: '-', tone: 'bad' },
  conflict: { sign: '!', tone: 'bad' },
  unchanged: { sign: '=', tone: 'quiet' },
};

/** A plan for people: what would be done, what it was judged by, and whether it enables anything. */
export function planReport(plan: PublishPlan, paint: Paint): string {
  const lines = [`${paint('strong', `Plan for ${plan.workspace}`)} (${visible(plan.title)}, ${plan.url})`];
  const shown = plan.items.filter(({ kind, notes }) => kind !== 'unchanged' || notes.length > 0);
  for (const item of shown) lines.push('', ...itemLines(item, plan, paint));
  if (shown.length === 0) lines.push('', 'Nothing to publish: the workspace has all of this.');
  for (const { ruleId, problem } of plan.warnings) {
    lines.push('', `${paint('strong', problem.severity)}: ${ruleId} ${visible(problem.message)}`);
  }
  lines.push('', countLine(plan));
  if (plan.apps.length > 0) {
    lines.push(`Apps affected: ${plan.apps.map(({ title }) => visible(title)).join(', ')}`);
  }
  if (plan.impact) {
    const { changed, events, source } = plan.impact;
    lines.push(
      `Effect: ${amount(changed, 'outcome changes', 'outcomes change')} over ${amount(events, 'recorded event')} (${visible(source)})`,
    );
  }
  for (const note of plan.notes) lines.push(`Note: ${visible(note)}`);
  if (plan.outside.length > 0) {
    lines.push(`Left out, for other workspaces: ${plan.outside.map(({ ruleId }) => ruleId).join(', ')}`);
  }
  if (plan.onlyThere.length > 0) {
    lines.push(`Only there ("pull" brings them): ${plan.onlyThere.map(({ ruleId }) => ruleId).join(', ')}`);
  }
  lines.push(paint('strong', plan.activation));
  return lines.join('\n');
}

function itemLines(item: PlanItem, plan: PublishPlan, paint: Paint): string[] {
  const { sign, tone } = signs[item.kind];
  const forced = item.isForced ? '  forced' : '';
  const lines = [
    `${paint(tone, `${sign} ${item.kind}`)}  ${item.ruleId}  ${JSON.stringify(item.name)}${forced}`,
  ];
  for (const { text } of item.words) lines.push(`    ${visible(text)}`);
  if (item.drift && item.kind !== 'unchanged') lines.push(`    there: ${visible(driftWords(item.drift))}`);
  for (const { at, base, mine, theirs } of item.conflict?.fields ?? []) {
    lines.push(`    ${paint('bad', 'conflict')} at ${at === '' ? 'the rule' : at}`);
    lines.push(`      base   ${short(base)}`, `      mine   ${short(mine)}`, `      theirs ${short(theirs)}`);
  }
  if (item.conflict?.mergesCleanly) lines.push('    both changed it in different places: "pull" merges it');
  const effect = plan.impact?.rules.find(({ ruleId }) => ruleId === item.ruleId);
  for (const { why, events } of effect?.groups ?? []) lines.push(`    ${events} × ${visible(why)}`);
  if (item.hash !== null && item.kind !== 'unchanged' && item.kind !== 'conflict') {
    lines.push(
      item.tested
        ? `    ${paint('good', '✓')} this content passed ${item.tested.cases} expectations`
        : `    ${paint('quiet', '·')} this content has passed no expectations`,
    );
  }
  for (const { severity, at, message } of item.problems) {
    lines.push(`    ${severity}: ${at === '' ? '' : `${at}: `}${visible(message)}`);
  }
  for (const note of item.notes) lines.push(`    note: ${visible(note)}`);
  return lines;
}

function countLine({ items }: PublishPlan): string {
  const counts = Map.groupBy(items, ({ kind }) => kind);
  return (['create', 'change', 'enable', 'disable', 'delete', 'conflict', 'unchanged'] as const)
    .map((kind) => `${counts.get(kind)?.length ?? 0} ${kind}`)
    .join(', ');
}

function short(value: unknown): string {
  if (value === undefined) return '(not there)';
  const text = visible(JSON.stringify(value));
  return text.length > 160 ? `${text.slice(0, 159)}…` : text;
}

/** What a pull did, for people. */
export function pullReportText({ workspace, rules }: PullReport, paint: Paint): string {
  const shown = rules.filter(({ kind }) => kind !== 'unchanged');
  const lines = [`${paint('strong', `Pulled from ${workspace}`)}: ${counted(rules)}`];
  for (const { kind, ruleId, name, words, drift, conflict } of shown) {
    lines.push(`${kind.padEnd(8)}  ${ruleId}  ${JSON.stringify(name)}`);
    if (drift && kind !== 'created') lines.push(`    there: ${visible(driftWords(drift))}`);
    for (const text of words) lines.push(`    ${visible(text)}`);
    if (kind === 'unsaved')
      lines.push('    its draft has changes that are no version yet: save a version, and pull again');
    for (const { at, base, mine, theirs } of conflict?.fields ?? []) {
      lines.push(`    ${paint('bad', 'conflict')} at ${at === '' ? 'the rule' : at}`);
      lines.push(
        `      base   ${short(base)}`,
        `      mine   ${short(mine)}`,
        `      theirs ${short(theirs)}`,
      );
    }
  }
  return lines.join('\n');
}

function counted(rules: readonly PulledRule[]): string {
  const counts = [...Map.groupBy(rules, ({ kind }) => kind)].map(([kind, list]) => `${list.length} ${kind}`);
  return counts.length === 0 ? 'no rules on either side' : counts.join(', ');
}
