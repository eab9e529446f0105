import { gates } from '../../model/index.ts';
import type { ChangeGroup, ComparisonEnd, ReplayEnd, ReplayedOutcome } from '../../replay/index.ts';
import { amount, count } from './amount.ts';
import { visible } from './effect-words.ts';
import type { Paint } from './paint.ts';
import { textTable } from './text-table.ts';

/** Bad lines shown; all are counted. */
const badLinesShown = 20;
const groupsShown = 50;

/** What a replay came to, as people read it: totals, a line for each rule, bad lines, the rate. */
export function replayReport(end: ReplayEnd, paint: Paint): string {
  const { summary, rules } = end;
  const skipped = summary.matched - summary.executed;
  const invalid = summary.invalid > 0 ? `, ${count(summary.invalid)} of them with an invalid step` : '';
  const totals = [
    `${amount(summary.events, 'event')} met ${amount(summary.rules, 'rule')}: ${amount(summary.matched, 'match', 'matches')}.`,
    `${count(summary.executed)} would execute${invalid}; ${count(skipped)} would be skipped.`,
  ];
  const closed = gates.filter((gate) => summary.skipped[gate] > 0);
  const head = ['rule', 'matched', 'executes', ...closed, 'invalid'];
  const rows = rules.map(({ rule, name, matched, executed, skipped: by, invalid: wrong }) => [
    `${visible(name)} (${rule})`,
    ...[matched, executed, ...closed.map((gate) => by[gate]), wrong].map(count),
  ]);
  return [...totals, '', textTable(head, rows, paint), '', ...ending(end, paint)].join('\n');
}

/** What differs between two rule sets, as people read it. */
export function comparisonReport(end: ComparisonEnd, paint: Paint): string {
  const { summary, groups } = end;
  const totals = `${amount(summary.events, 'event')} met ${amount(summary.rules, 'rule')}, ${count(summary.compared)} of which ${summary.compared === 1 ? 'differs' : 'differ'}: ${amount(summary.changed, 'outcome changes', 'outcomes change')}.`;
  const shown = groups.slice(0, groupsShown).flatMap((group) => describeGroup(group, paint));
  const more =
    groups.length > groupsShown ? [`… and ${amount(groups.length - groupsShown, 'more reason')}`] : [];
  return [totals, '', ...shown, ...more, '', ...ending(end, paint)].join('\n');
}

function describeGroup({ rule, before, after, cause, events, sample }: ChangeGroup, paint: Paint): string[] {
  const place = sample.line === null ? '' : `, line ${sample.line}`;
  return [
    `${paint('strong', rule)}  ${outcomeInWords(before)} → ${outcomeInWords(after)}  ${count(events)} ×`,
    `    ${visible(cause)}`,
    paint('quiet', `    for one: ${visible(sample.event)}${place}`),
  ];
}

function outcomeInWords(outcome: ReplayedOutcome | null): string {
  if (outcome === null) return 'no match';
  return outcome.reason === null ? 'would execute' : `would be skipped (${outcome.reason})`;
}

function ending(end: ReplayEnd | ComparisonEnd, paint: Paint): string[] {
  const { summary } = end;
  const lines = badLines(end).map((line) => paint('bad', line));
  const seconds = (summary.elapsedMs / 1000).toFixed(summary.elapsedMs < 10_000 ? 2 : 0);
  const rate = `${seconds} s, ${count(summary.eventsPerSecond)} events a second`;
  const stopped = end.kind === 'cancelled' ? ['stopped before the end of the recording'] : [];
  return [...lines, ...stopped, paint('quiet', rate)];
}

/** What was wrong with the recording, a line for each of the first bad lines. */
export function badLines({
  summary,
  bad,
  brokenAt,
}: Pick<ReplayEnd | ComparisonEnd, 'summary' | 'bad' | 'brokenAt'>) {
  const lines = bad.slice(0, badLinesShown).map(({ line, message }) => `line ${line}: ${visible(message)}`);
  const hidden = summary.badLines - lines.length;
  if (hidden > 0) lines.push(`… and ${amount(hidden, 'more bad line')}`);
  if (brokenAt) lines.push(`line ${brokenAt.line}: the recording breaks off: ${visible(brokenAt.reason)}`);
  return lines;
}
