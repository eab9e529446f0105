import { success } from '../model/index.ts';
import type { ActionModule } from './action-module.ts';
import { requiredText } from './fields.ts';
import { composeMail } from './mail.ts';
import { readRecipients } from './recipients.ts';
import { note, perform } from './requests.ts';

/** Sends one mail to the listed addresses. */
export const sendEmail: ActionModule = function* (params, context) {
  const to = readRecipients(params, context.written, 'to', { allowsMe: false, me: null });
  if (!to.ok) return to;
  const mail = composeMail(params, context);
  if (!mail.ok) return mail;
  const { template, subject, body, unresolved } = mail.value;
  if (unresolved.length > 0) {
    yield* note(`mail template "${template}": no value for ${unresolved.join(', ')}`);
  }
  const sent = yield* perform({ kind: 'email.send', to: to.value, subject, body, template });
  return success({ messageId: requiredText(sent, 'messageId'), to: to.value });
};
