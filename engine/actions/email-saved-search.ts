import { type JsonObject, success } from '../model/index.ts';
import { type ActionContext, type ActionModule, invalid } from './action-module.ts';
import { asObject, listField, requiredText, textField } from './fields.ts';
import { oneLine } from './mail.ts';
import { readRecipients } from './recipients.ts';
import { note, perform, readState } from './requests.ts';
import { directoryOf, withNearest } from './targets.ts';

/** Runs a saved search as the rule's creator and mails the hits that this rule has not mailed yet. */
export const emailSavedSearch: ActionModule = function* (params, context) {
  const search = findSearch(params, context);
  if (!search.ok) return search;
  const to = readRecipients(params, context.written, 'recipients', {
    allowsMe: true,
    me: context.creator?.email ?? null,
  });
  if (!to.ok) return to;
  if (to.value.includes('me')) yield* note(describeUnknownCreator(context));
  const { id: savedSearch, title, query } = search.value;
  const runAs = context.rule.createdBy;
  const found = yield* perform({ kind: 'search.run', savedSearch, title, query, runAs });
  const hits = listField(found, 'hits').map(asObject);
  const state = yield* readState({ kind: 'sent-hits', savedSearch });
  const sent = new Set(Array.isArray(state) ? state : []);
  const newHits = hits.filter((hit) => !sent.has(textField(hit, 'id')));
  const counts = { hits: hits.length, newHits: newHits.length };
  if (newHits.length === 0 && params.sendWhenEmpty !== true) return success({ ...counts, messageId: null });
  const mail = yield* perform({
    kind: 'email.send',
    to: to.value,
    subject: oneLine(`${title}: ${newHits.length} new`),
    body: digest(title, newHits),
    template: null,
    savedSearch,
    hitIds: newHits.map((hit) => requiredText(hit, 'id')),
  });
  return success({ ...counts, messageId: textField(mail, 'messageId') });
};

function findSearch(params: JsonObject, context: ActionContext) {
  const id = requiredText(params, 'savedSearch');
  const searches = directoryOf(context).savedSearches;
  const search = searches.find((each) => each.id === id || each.title === id);
  if (search) return success(search);
  const known = searches.map((each) => each.id);
  return invalid(
    'unknown-search',
    withNearest(`there is no saved search "${id}"`, id, known),
    'params.savedSearch',
  );
}

/** Markdown: one hit a line, its address behind its title. */
function digest(title: string, hits: readonly JsonObject[]): string {
  if (hits.length === 0) return `# ${title}\n\nNothing new.\n`;
  const lines = hits.map((hit) => {
    const label = (textField(hit, 'title') ?? requiredText(hit, 'id')).replace(/[[\]\r\n]/g, ' ');
    const url = textField(hit, 'url');
    return url === null ? `- ${label}` : `- [${label}](${url})`;
  });
  return `# ${title}\n\n${lines.join('\n')}\n`;
}

/** `me` cannot be turned into an address without knowing who made the rule. */
export function describeUnknownCreator(context: ActionContext): string {
  return `"me" is the address of "${context.rule.createdBy}", who is not in the catalog`;
}
