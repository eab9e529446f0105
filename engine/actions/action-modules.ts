import type { ActionModule } from './action-module.ts';
import { assignTo } from './assign-to.ts';
import { emailAgentQuery } from './email-agent-query.ts';
import { emailSavedSearch } from './email-saved-search.ts';
import { escalateToHuman } from './escalate-to-human.ts';
import { mcpToolCall } from './mcp-tool-call.ts';
import { sendEmail } from './send-email.ts';
import { tagSession } from './tag-session.ts';
import { addInternalNote, assign, close, reopen, setPriority, tag, untag } from './ticket-actions.ts';
import { webhook } from './webhook.ts';

/** Every action type that Rulewright brings with it, by name. */
const actionModules: ReadonlyMap<string, ActionModule> = new Map([
  ['assign_to', assignTo],
  ['tag_session', tagSession],
  ['send_email', sendEmail],
  ['escalate_to_human', escalateToHuman],
  ['email-saved-search', emailSavedSearch],
  ['email-agent-query', emailAgentQuery],
  ['webhook', webhook],
  ['mcp-tool-call', mcpToolCall],
  ['assign', assign],
  ['tag', tag],
  ['untag', untag],
  ['set_priority', setPriority],
  ['close', close],
  ['reopen', reopen],
  ['add_internal_note', addInternalNote],
]);

export function findActionModule(type: string): ActionModule | undefined {
  return actionModules.get(type);
}
