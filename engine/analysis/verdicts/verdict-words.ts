import { scheduleEventType } from '../../language/index.ts';
import type { Event, FilterTrace, Reason, Rule, RunRecord } from '../../model/index.ts';
import { demandWords, durationWords, fieldWords, triggerWords, valueWords } from '../changes/words.ts';
import { type DecisiveNode, decisiveNodes } from './decisive-nodes.ts';

/** More conditions than these say no more. */
const mostNodes = 5;

/** Why a run came out as it did, in words that name the place in the rule: what decided, expected and actual. */
export function verdictWords(rule: Rule, event: Event, record: RunRecord): string {
  if (record.reason === null) return 'everything holds, and no limit held it back';
  if (record.reason === 'conditions') {
    const inTheWay = decisiveNodes(record.filter.nodes);
    const more = inTheWay.length - mostNodes;
    const told = inTheWay.slice(0, mostNodes).map(decisiveWords);
    return [...told, ...(more > 0 ? [`and ${more} more`] : [])].join('; ');
  }
  return reasonWords(rule, event, record.reason);
}

/** Why a rule was not considered, or which gate held a match back. */
function reasonWords(rule: Rule, event: Event, reason: Exclude<Reason, 'conditions'>): string {
  const { limits, scope, trigger } = rule;
  switch (reason) {
    case 'trigger':
      return trigger.kind === 'schedule' && event.type === scheduleEventType
        ? `trigger: the schedule of ${event.streamId} is not this rule’s`
        : `trigger: the rule waits for ${triggerWords(trigger)}, the event is ${event.type}`;
    case 'scope':
      return `scope.apps: ${valueWords(event.app)} is not in it${scope.apps.length === 0 ? '; it is empty' : ''}`;
    case 'permission':
      return `createdBy: ${rule.createdBy} may not run rules`;
    case 'cooldown':
      return `limits.cooldownSeconds: fired for this subject less than ${durationWords(limits.cooldownSeconds)} before`;
    case 'daily-cap':
      return `limits.maxFiresPerDay: fired ${limits.maxFiresPerDay} times this day already`;
    case 'rate-limit':
      return `limits.maxPerMinute: fired ${limits.maxPerMinute} times in this minute already`;
    case 'depth':
      return 'depth: too many rules set each other off before it';
  }
}

/** `filter[0]: session.topic equals “fraud” does not hold: actual “billing”`. */
export function decisiveWords({ trace, needed }: DecisiveNode): string {
  return `${trace.at}: ${demandOf(trace)} ${needed ? 'does not hold' : 'holds, inside a not'}${actualOf(trace)}`;
}

function demandOf(trace: FilterTrace): string {
  if ('op' in trace) return `${fieldWords(trace.path)} ${demandWords(trace.op, trace.expected)}`;
  if ('anyItem' in trace) return `some item of ${fieldWords(trace.anyItem)}`;
  if ('everyItem' in trace) return `every item of ${fieldWords(trace.everyItem)}`;
  return 'any' in trace ? 'an empty “any of”' : 'an empty “all of”';
}

function actualOf(trace: FilterTrace): string {
  if ('op' in trace) return `: actual ${trace.present ? valueWords(trace.actual) : 'nothing there'}`;
  if (!('items' in trace)) return '';
  if (trace.items === null) return ': no list there';
  const fitting = trace.items.filter((item) => item.pass).length;
  return `: ${fitting} of ${trace.items.length} items fit`;
}
