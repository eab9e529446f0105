import { isUtf8 } from 'node:buffer';
import { type Catalog, subjectOf } from '../../catalog/index.ts';
import { creatorStanding } from '../../chain/index.ts';
import { createRuleSet } from '../../matching/index.ts';
import { type Event, type EventDefaults, maxCauseDepth, type Rule } from '../../model/index.ts';
import { type BadLine, badLinesTold, isBlank, readLine } from '../recording/read-line.ts';
import { tickOf } from '../run/schedule-clock.ts';
import { createLineScanner } from '../scan/line-scanner.ts';
import { createStepsCheck, type StepsCheck } from './steps-check.ts';

/** What is known of a match before its gates are claimed, which only its order in time can decide. */
export const matchFlags = {
  /** The creator may run no rules. */
  permission: 1,
  /** The event stands too deep in a chain of causes. */
  depth: 2,
  /** A step would be invalid. */
  invalid: 4,
} as const;

/** The events that some rule matched, and the matches, as columns: they travel between threads. */
export interface BatchMatches {
  /** By event: its line in the batch from 0 on, where that starts in the batch, and what its matches are told by. */
  lines: number[];
  starts: number[];
  eventIds: string[];
  types: string[];
  apps: string[];
  subjects: string[];
  /** Milliseconds since the epoch. */
  times: number[];
  /** By match, in order of events, then of rules: the event's and the rule's position, and flags. */
  events: number[];
  rules: number[];
  flags: number[];
}

/** All that a batch of lines comes to. */
export interface BatchResult {
  /** Line breaks count; so does a last line without one. */
  lines: number;
  events: number;
  considered: number;
  badLines: number;
  /** The first of them; lines from 0 on. */
  bad: BadLine[];
  /** Where the recording's clock comes past a tick: lines from 0 on, and times in milliseconds. */
  ticks: { line: number; at: number }[];
  matches: BatchMatches;
}

export interface MatcherOptions {
  catalog: Catalog;
  rules: readonly Rule[];
  defaults: EventDefaults;
  /** Whether the ticks of the clock are asked for. */
  keepsTicks: boolean;
}

const lineBreak = 0x0a;

/** Matches batch after batch of whole lines against the rules. The bytes may be done with as one likes afterwards. */
export function createBatchMatcher(options: MatcherOptions): (bytes: Uint8Array) => BatchResult {
  const { catalog, rules, defaults, keepsTicks } = options;
  const ruleSet = createRuleSet(catalog, rules);
  const scanner = createLineScanner(ruleSet, defaults);
  const compiled = new Map(rules.map((rule, position) => [rule.id, prepareRule(rule, position, catalog)]));

  return (chunk) => {
    const bytes = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
    const result = emptyResult();
    const isText = isUtf8(bytes);
    let clock = Number.NEGATIVE_INFINITY;
    let start = 0;

    const passTime = (at: number) => {
      if (!(at > clock)) return;
      if (tickOf(at) > tickOf(clock)) result.ticks.push({ line: result.lines, at });
      clock = at;
    };
    const meet = (event: Event) => {
      const matched = ruleSet.match(event);
      if (matched.length > 0) keepMatches(result, event, matched, start, compiled, catalog);
    };
    const readWhole = (end: number) => {
      const last = end > start && bytes[end - 1] === 0x0d ? end - 1 : end;
      const line = bytes.subarray(start, last);
      if (isBlank(line)) return;
      const read = readLine(line, defaults);
      if (!read.ok) {
        result.badLines++;
        if (result.bad.length < badLinesTold) result.bad.push({ line: result.lines, message: read.error });
        return;
      }
      result.events++;
      result.considered += ruleSet.countConsidered(read.value);
      if (keepsTicks) passTime(Date.parse(read.value.firedAt));
      meet(read.value);
    };

    while (start < bytes.length) {
      const scan = isText ? scanner.scan(bytes, start) : 'odd';
      let end: number;
      if (scan === 'odd' || scan === 'partial') {
        const found = bytes.indexOf(lineBreak, start);
        end = found < 0 ? bytes.length : found;
        readWhole(end);
      } else {
        end = scanner.end();
        result.events++;
        result.considered += scanner.considered();
        if (keepsTicks) passTime(scanner.time());
        if (scan === 'whole') meet(parseEvent(bytes, start, end));
      }
      result.lines++;
      start = end + 1;
    }
    return result;
  };
}

/** A line that the scanner has found to be a whole event. */
function parseEvent(bytes: Buffer, start: number, end: number): Event {
  return JSON.parse(bytes.toString('utf8', start, end));
}

interface PreparedRule {
  position: number;
  mayRun: boolean;
  hasInvalidStep: StepsCheck;
}

function prepareRule(rule: Rule, position: number, catalog: Catalog): PreparedRule {
  const { mayRun } = creatorStanding(catalog, rule, '');
  return { position, mayRun, hasInvalidStep: createStepsCheck(rule, catalog) };
}

function keepMatches(
  { lines, matches }: BatchResult,
  event: Event,
  matched: readonly Rule[],
  start: number,
  compiled: ReadonlyMap<string, PreparedRule>,
  catalog: Catalog,
): void {
  const isTooDeep = (event.causedBy?.depth ?? 0) >= maxCauseDepth;
  const position = matches.lines.length;
  matches.lines.push(lines);
  matches.starts.push(start);
  matches.eventIds.push(event.id);
  matches.types.push(event.type);
  matches.apps.push(event.app);
  matches.subjects.push(subjectOf(catalog, event));
  matches.times.push(Date.parse(event.firedAt));
  for (const rule of matched) {
    const prepared = compiled.get(rule.id);
    if (!prepared) continue;
    let flags = isTooDeep ? matchFlags.depth : 0;
    if (!prepared.mayRun) flags |= matchFlags.permission;
    // Steps that are never reached cannot be invalid.
    if (flags === 0 && prepared.hasInvalidStep(event)) flags = matchFlags.invalid;
    matches.events.push(position);
    matches.rules.push(prepared.position);
    matches.flags.push(flags);
  }
}

function emptyResult(): BatchResult {
  return {
    lines: 0,
    events: 0,
    considered: 0,
    badLines: 0,
    bad: [],
    ticks: [],
    matches: {
      lines: [],
      starts: [],
      eventIds: [],
      types: [],
      apps: [],
      subjects: [],
      times: [],
      events: [],
      rules: [],
      flags: [],
    },
  };
}
