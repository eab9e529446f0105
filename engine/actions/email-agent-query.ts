import { success } from '../model/index.ts';
import type { ActionModule } from './action-module.ts';
import { describeUnknownCreator } from './email-saved-search.ts';
import { requiredText } from './fields.ts';
import { oneLine } from './mail.ts';
import { readRecipients } from './recipients.ts';
import { note, perform } from './requests.ts';

/** Asks the agent, about what the rule's creator may see, and mails its answer. */
export const emailAgentQuery: ActionModule = function* (params, context) {
  const to = readRecipients(params, context.written, 'recipients', {
    allowsMe: true,
    me: context.creator?.email ?? null,
  });
  if (!to.ok) return to;
  if (to.value.includes('me')) yield* note(describeUnknownCreator(context));
  const question = requiredText(params, 'question');
  const asked = yield* perform({
    kind: 'model.ask',
    question,
    context: 'workspace-search',
    runAs: context.rule.createdBy,
  });
  const answer = requiredText(asked, 'answer');
  const subject = oneLine(context.rule.name);
  const body = `> ${question.replaceAll('\n', '\n> ')}\n\n${answer}\n`;
  const mail = yield* perform({ kind: 'email.send', to: to.value, subject, body, template: null });
  return success({ answer, messageId: requiredText(mail, 'messageId') });
};
