import { appTitle, type Catalog } from '../../catalog/index.ts';
import { describeDueTime, operatorWords } from '../../language/index.ts';
import {
  type Event,
  type FilterTrace,
  isJsonObject,
  type RunRecord,
  type StepRecord,
} from '../../model/index.ts';
import { effectInWords, jsonText, visible } from './effect-words.ts';
import type { Paint } from './paint.ts';

export interface RunReportContext {
  catalog: Catalog;
  paint: Paint;
  /** Due times of a schedule, as ISO times; none for a rule that waits for events. */
  nextFirings: readonly string[];
  howToCommit: string;
}

/** A run record as people read it: rule, event, every condition, every step, the sum, and how to go on. */
export function runReport(
  record: RunRecord,
  event: Event,
  { catalog, paint, nextFirings, howToCommit }: RunReportContext,
): string {
  const { rule, steps } = record;
  const isDry = record.driver === 'dry-run';
  const errors = steps.filter((step) => step.error !== null).length;
  const elapsed = record.latencyMs === undefined ? '' : ` · elapsed ${Math.round(record.latencyMs)} ms`;
  const count = errors === 1 ? '1 error' : `${errors} errors`;
  const mark = errors > 0 ? paint('bad', '✗') : paint('good', '✓');
  return [
    `${paint('strong', `${isDry ? 'Dry run' : 'Run'} · ${rule.id}`)}  ${paint('quiet', isDry ? 'no side effects' : 'for real')}`,
    '',
    `▸ Rule    ${JSON.stringify(rule.name)} · version ${rule.version}`,
    `▸ Event   ${eventLine(event, catalog)}`,
    ...record.notes.map((note) => `▸ Note    ${visible(note)}`),
    '',
    ...filterLines(record, paint),
    '',
    verdictLine(record, paint),
    ...(steps.length === 0
      ? []
      : ['', ...steps.flatMap((step, index) => stepLines(step, index, steps.length, paint))]),
    '',
    `${mark} ${isDry ? 'Dry run' : 'Run'} complete · ${count} · ${record.sideEffects} side effects${elapsed}`,
    ...firingLines(nextFirings),
    howToCommit,
  ].join('\n');
}

function eventLine(event: Event, catalog: Catalog): string {
  const title = appTitle(catalog, event.app);
  const app = title === event.app ? event.app : `${event.app} (${title})`;
  const session = event.payload.session;
  const channel = isJsonObject(session) ? session.channel : event.payload.channel;
  const via = typeof channel === 'string' ? ` · channel=${visible(channel)}` : '';
  return visible(`${event.id}: ${event.type} · app=${app}`) + via;
}

function filterLines(record: RunRecord, paint: Paint): string[] {
  const { nodes } = record.filter;
  if (nodes.length === 0) return ['Conditions  none: every event of the type matches'];
  return ['Conditions', ...nodes.flatMap((node) => nodeLines(node, '  ', paint))];
}

function nodeLines(node: FilterTrace, indent: string, paint: Paint): string[] {
  const mark = node.pass ? paint('good', '✓') : paint('bad', '✗');
  const tail = node.reached ? '' : paint('quiet', '  (not reached)');
  const group = (title: string, children: readonly FilterTrace[]) => [
    `${indent}${mark} ${title}${tail}`,
    ...children.flatMap((child) => nodeLines(child, `${indent}  `, paint)),
  ];
  if ('any' in node) return group('any of', node.any);
  if ('all' in node) return group('all of', node.all);
  if ('not' in node) return group('not', [node.not]);
  if ('anyItem' in node) return group(`some item of ${node.anyItem}`, node.items ?? []);
  if ('everyItem' in node) return group(`every item of ${node.everyItem}`, node.items ?? []);
  const actual = node.present ? jsonText(node.actual) : 'nothing there';
  const expected = `${node.op} ${jsonText(node.expected)}`;
  return [
    `${indent}${mark} ${visible(node.path)} ${operatorWords[node.op]} ${jsonText(node.expected)}  ${paint('quiet', `expected ${expected}, actual ${actual}`)}${tail}`,
  ];
}

function firingLines(dueTimes: readonly string[]): string[] {
  return dueTimes.map((due, index) => `${index === 0 ? 'Next due' : '        '}  ${describeDueTime(due)}`);
}

function verdictLine({ outcome, reason }: RunRecord, paint: Paint): string {
  const why = reason === null ? '' : ` (${reason})`;
  const words: Record<RunRecord['outcome'], string> = {
    'would-execute': 'would execute',
    'would-skip': 'would skip',
    'not-considered': 'not considered',
    executed: 'executed',
    skipped: 'skipped',
  };
  const isGood = outcome === 'would-execute' || outcome === 'executed';
  return `Verdict     ${paint(isGood ? 'good' : 'bad', words[outcome])}${why}`;
}

function stepLines(step: StepRecord, index: number, count: number, paint: Paint): string[] {
  const head = `[${index + 1}/${count}] ${visible(step.type)}`;
  switch (step.status) {
    case 'would-run':
    case 'succeeded': {
      const verb = step.status === 'would-run' ? 'would' : 'did';
      const [first, ...rest] = step.effects.map((effect) => `${verb} ${effectInWords(effect)}`);
      const asides = [
        ...(step.attempts.length > 1 ? [`on attempt ${step.attempts.length}`] : []),
        ...(step.predicted ? ['output predicted'] : []),
      ];
      const guess = asides.length > 0 ? paint('quiet', `  (${asides.join(', ')})`) : '';
      const indent = ' '.repeat(head.length + 2);
      return [`${head}  ${first ?? `${verb} change nothing`}${guess}`, ...rest.map((line) => indent + line)];
    }
    case 'not-reached':
      return [paint('quiet', `${head}  not reached`)];
    case 'disabled':
      return [paint('quiet', `${head}  disabled`)];
    case 'invalid':
    case 'failed': {
      const error = step.error;
      const why = error ? `${error.at}: ${error.message}` : step.status;
      const tries =
        step.attempts.length > 1 ? paint('quiet', `  (after ${step.attempts.length} attempts)`) : '';
      return [`${head}  ${paint('bad', `✗ ${step.status}`)}  ${visible(why)}${tries}`];
    }
  }
}
