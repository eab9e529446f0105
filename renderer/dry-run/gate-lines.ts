import { appTitle, type Catalog } from '../../engine/catalog/index.ts';
import { creatorStanding } from '../../engine/chain/index.ts';
import {
  type Event,
  type FilterTrace,
  type Gate,
  gates,
  type Rule,
  type RunRecord,
  walkFilter,
} from '../../engine/model/index.ts';
import { durationWords } from '../inspector/fields/unit-words.ts';
import type { NodeVerdict } from '../state/dry-run.ts';
import { filterText, triggerTitle } from '../words/rule-words.ts';
import { countText, listText, valueText } from '../words/values.ts';

/** One decision on the way to the actions, with the value that made it. */
export interface GateLine {
  key: string;
  /** The node it belongs to. */
  node: string;
  verdict: NodeVerdict;
  text: string;
  value: string | null;
  /** How deep a condition stands in the filter. */
  depth: number;
}

export interface GateSituation {
  rule: Rule;
  catalog: Catalog;
  event: Event;
  record: RunRecord;
  verdicts: ReadonlyMap<string, NodeVerdict>;
  traces: ReadonlyMap<string, FilterTrace>;
  isPast(at: string): boolean;
  /** Whether the run has come to its end. */
  isDone: boolean;
  /** The gate that really held it back, where a replay or a workspace says so. */
  heldBy: Gate | null;
  /** What the subject of the event is. */
  subject: string | null;
}

/** Every gate of a rule in the order in which it is asked, one line each. */
export function gateLines(situation: GateSituation): GateLine[] {
  const { rule, catalog, event } = situation;
  const verdictOf = (node: string): NodeVerdict => situation.verdicts.get(node) ?? 'not-yet';
  const line = (node: string, verdict: NodeVerdict, text: string, value: string | null): GateLine => ({
    key: `${node} ${text}`,
    node,
    verdict,
    text,
    value,
    depth: 0,
  });
  const wanted = rule.trigger.kind === 'event' ? rule.trigger.eventType : 'schedule';
  const apps = listText(rule.scope.apps.map((app) => appTitle(catalog, app)));
  return [
    line(
      'trigger',
      rule.enabled ? 'passed' : 'failed',
      'Enabled',
      rule.enabled ? null : 'it is disabled and never runs; tried here all the same',
    ),
    line(
      'trigger',
      verdictOf('trigger'),
      triggerTitle(rule.trigger, catalog),
      event.type === wanted
        ? rule.trigger.kind === 'schedule'
          ? `due at ${event.firedAt}`
          : `the event is ${event.type}`
        : `waits for ${wanted}, the event is ${event.type}`,
    ),
    line(
      'scope',
      verdictOf('scope'),
      apps === '' ? 'For no app' : `Only for ${apps}`,
      `the event is of ${appTitle(catalog, event.app)}`,
    ),
    ...conditionLines(situation),
    ...limitLines(situation),
  ];
}

function conditionLines({ rule, verdicts, traces, isPast }: GateSituation): GateLine[] {
  return [...walkFilter(rule.filter)].map(({ node, at, depth }) => {
    const trace = traces.get(at);
    return {
      key: at,
      node: at,
      verdict: verdicts.get(at) ?? 'not-yet',
      text: filterText(node),
      value: trace && isPast(at) ? seenText(trace) : null,
      depth: depth - 1,
    };
  });
}

/** What a condition met. */
function seenText(trace: FilterTrace): string | null {
  if ('op' in trace)
    return trace.present ? `was ${valueText(trace.actual, 200)}` : 'was missing from the event';
  if (!('items' in trace)) return null;
  if (trace.items === null) return 'there is no list';
  const fitting = trace.items.filter(({ pass }) => pass).length;
  return `${fitting} of ${countText(trace.items.length, 'item')} ${fitting === 1 ? 'fits' : 'fit'}`;
}

/** What a match still has to pass. */
function limitLines(situation: GateSituation): GateLine[] {
  const { rule, event, heldBy, record } = situation;
  const { cooldownSeconds, maxFiresPerDay, maxPerMinute } = rule.limits;
  const subject = situation.subject ?? 'this subject';
  const depth = event.causedBy?.depth ?? 0;
  const assumed = heldBy === null && record.driver === 'dry-run' ? '; no earlier firing is assumed here' : '';
  const lines: { gate: Gate; text: string; value: string }[] = [
    { gate: 'permission', text: 'Permission', value: permissionText(situation) },
    {
      gate: 'cooldown',
      text: 'Cooldown',
      value: cooldownSeconds === 0 ? 'none' : `${durationWords(cooldownSeconds)} for ${subject}${assumed}`,
    },
    {
      gate: 'daily-cap',
      text: 'Most per day',
      value: maxFiresPerDay === null ? 'no limit' : `${maxFiresPerDay} a day${assumed}`,
    },
    {
      gate: 'rate-limit',
      text: 'Most per minute',
      value: maxPerMinute === null ? 'no limit' : `${maxPerMinute} a minute${assumed}`,
    },
    ...(depth > 0 || record.reason === 'depth'
      ? [
          {
            gate: 'depth' as const,
            text: 'Depth',
            value: `${countText(depth, 'rule')} set each other off before this event`,
          },
        ]
      : []),
  ];
  return lines.map(({ gate, text, value }) => ({
    key: gate,
    node: 'trigger',
    verdict: gateVerdict(gate, situation),
    text,
    value,
    depth: 0,
  }));
}

function permissionText({ rule, catalog, event }: GateSituation): string {
  const { creator, mayRun, mayTouch } = creatorStanding(catalog, rule, event.app);
  if (!creator)
    return `runs as ${rule.createdBy}, who is not in the catalog; what they may do was not checked`;
  const who = `runs as ${creator.name}, ${creator.role}`;
  if (!creator.active) return `${who}, who is gone`;
  if (!mayRun) return `${who}, who may not run rules`;
  return mayTouch ? who : `${who}, who may not change anything of ${appTitle(catalog, event.app)}`;
}

function gateVerdict(gate: Gate, { record, isDone, heldBy }: GateSituation): NodeVerdict {
  const reason = heldBy ?? record.reason;
  if (!isDone) return 'not-yet';
  if (reason === null) return 'passed';
  if (reason === gate) return 'failed';
  const order: readonly string[] = gates;
  const stopped = order.indexOf(reason);
  return stopped > gates.indexOf(gate) ? 'passed' : 'not-reached';
}
