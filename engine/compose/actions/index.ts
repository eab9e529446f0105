import type { ReadAction } from './action-reader.ts';
import { readAssignTo, readEscalate, readSendEmail, readTagSession } from './cx.ts';
import { readAgentQuery, readSavedSearch, readToolCall, readWebhook } from './documents.ts';
import { readAssign, readClose, readNote, readSetPriority, readTag, readUntag } from './helpdesk.ts';

export { type ActionTask, type ReadStep, type StepReading, verbIndex } from './action-reader.ts';
export { readDelivery } from './documents.ts';

/** The readers of each action type, in the order they are tried. */
const readers: readonly { type: string; read: ReadAction }[] = [
  { type: 'tag_session', read: readTagSession },
  { type: 'assign_to', read: readAssignTo },
  { type: 'send_email', read: readSendEmail },
  { type: 'escalate_to_human', read: readEscalate },
  { type: 'webhook', read: readWebhook },
  { type: 'email-agent-query', read: readAgentQuery },
  { type: 'email-saved-search', read: readSavedSearch },
  { type: 'mcp-tool-call', read: readToolCall },
  { type: 'assign', read: readAssign },
  { type: 'untag', read: readUntag },
  { type: 'tag', read: readTag },
  { type: 'set_priority', read: readSetPriority },
  { type: 'close', read: readClose },
  { type: 'add_internal_note', read: readNote },
];

/** The readers of the action types a pack has. */
export function readersOf(types: readonly string[]): readonly ReadAction[] {
  return readers.filter(({ type }) => types.includes(type)).map(({ read }) => read);
}

/** Words that begin a thing to do. The same word after "a" or "the" is a thing, not a doing. */
export const doing: ReadonlySet<string> = new Set(
  'tag label tag_session assign assign_to reassign give route email e-mail mail send send_email write escalate escalate_to_human hand post call notify ping ask run execute set make raise lower change set_priority annotate comment create file put move place grant revoke withdraw rename acknowledge ack release lift mark classify add leave drop note add_internal_note untag unassign close reopen remove delete print wait tell do publish cancel stop emailing mailing sending'.split(
    ' ',
  ),
);
