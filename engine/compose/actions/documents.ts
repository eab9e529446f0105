import { findTool } from '../../catalog/index.ts';
import { isJsonObject, type JsonObject, type Tool } from '../../model/index.ts';
import { schemaEnum } from '../lexicon.ts';
import { ask, isFree, longestAt, phraseEnd, range } from '../reading.ts';
import { enumAt, memberAt } from '../values.ts';
import type { ToolWords } from '../words/index.ts';
import { type ActionTask, lowerAt, type ReadAction, type StepReading, verbIndex } from './action-reader.ts';
import { describingWords, readRecipients } from './recipients.ts';

const deliver: ReadonlySet<string> = new Set([
  'email',
  'mail',
  'send',
  'e-mail',
  'emailing',
  'mailing',
  'sending',
]);
const searchWords: ReadonlySet<string> = new Set(
  'run search saved my me whatever what is new hits results it the in for and of even when empty email mail send to'.split(
    ' ',
  ),
);

/** "run my "unfilled retention" saved search and email me the new hits". */
export const readSavedSearch: ReadAction = (task) => {
  const { reading, clause, lexicon } = task;
  const verb = verbIndex(task);
  if (!deliver.has(lowerAt(task, verb)) && !['run', 'execute'].includes(lowerAt(task, verb))) return null;
  const found = searchIn(task, verb + 1);
  const mentions = range(verb, clause.to).some((at) => lowerAt(task, at) === 'search');
  if (!found) {
    if (!mentions && lowerAt(task, verb) !== 'run') return null;
    const unknown = range(verb + 1, clause.to).filter(
      (at) =>
        isFree(reading, at) && reading.tokens[at]?.kind !== 'mark' && !searchWords.has(lowerAt(task, at)),
    );
    const from = unknown[0] ?? verb;
    let to = from + 1;
    while (unknown.includes(to)) to++;
    ask(
      reading,
      from,
      to,
      'There is no saved search by that name. Which one is meant?',
      lexicon.pack.directory.savedSearches.map(({ title }) => ({ label: title, instead: `"${title}"` })),
    );
    return { kind: 'asked' };
  }
  const { to, tokens } = readRecipients(task, verb + 1, true);
  const used = range(verb, clause.to).filter((at) => searchWords.has(lowerAt(task, at)));
  const params: JsonObject = { savedSearch: found.id, recipients: to };
  const empty = range(verb, clause.to).some((at) => lowerAt(task, at) === 'empty');
  if (empty) params.sendWhenEmpty = true;
  const step = {
    type: 'email-saved-search',
    params,
    tokens: [...used, ...tokens, ...range(found.from, found.to)],
  };
  return { kind: 'step', step: to.length === 0 ? { ...step, awaits: 'recipients' } : step };
};

function searchIn(task: ActionTask, start: number): { id: string; from: number; to: number } | null {
  const { reading, clause, lexicon } = task;
  const searches = lexicon.pack.directory.savedSearches;
  for (const from of range(start, clause.to)) {
    const token = reading.tokens[from];
    if (!token || !isFree(reading, from)) continue;
    if (token.kind === 'quoted') {
      const wanted = token.value
        .toLowerCase()
        .replaceAll(/[\s_-]+/g, ' ')
        .trim();
      const named = searches.find(({ id, title }) =>
        [id.replaceAll('-', ' '), title.toLowerCase()].includes(wanted),
      );
      if (named) return { id: named.id, from, to: from + 1 };
      continue;
    }
    const found = longestAt(reading, from, searches, ({ id, title }) => [id, title]);
    if (found && found.end <= clause.to) return { id: found.entry.id, from, to: found.end };
  }
  return null;
}

/** "ask the agent which invoices differ and email me the answer". */
export const readAgentQuery: ReadAction = (task) => {
  const { reading, clause } = task;
  const verb = verbIndex(task);
  if (lowerAt(task, verb) !== 'ask') return null;
  let from = verb + 1;
  while (['the', 'agent', 'ai', 'claude', 'model', 'to'].includes(lowerAt(task, from)) && from < verb + 4)
    from++;
  let to = clause.to;
  for (const at of range(from + 1, clause.to)) {
    if (deliver.has(lowerAt(task, at)) && /^(and|then|,)$/.test(lowerAt(task, at - 1))) {
      to = at;
      break;
    }
  }
  let end = to;
  while (end > from && /^(and|then|,|\.|;|to)$/.test(lowerAt(task, end - 1))) end--;
  if (end <= from || !range(from, end).every((at) => isFree(reading, at))) return null;
  const text = reading.sentence.slice(reading.tokens[from]?.start, reading.tokens[end - 1]?.end);
  const question = text.charAt(0).toUpperCase() + text.slice(1);
  const { to: recipients, tokens } =
    to < clause.to
      ? readRecipients({ ...task, clause: { ...clause, from: to } }, to, true)
      : { to: [], tokens: [] };
  const step = {
    type: 'email-agent-query',
    params: { question, recipients },
    tokens: [...range(verb, end), ...(to < clause.to ? [to] : []), ...tokens, ...describingWords(task, to)],
  };
  return { kind: 'step', step: recipients.length === 0 ? { ...step, awaits: 'recipients' } : step };
};

/** What a mail of an earlier step says of itself: "email me the answer", "a recommended action". */
export function readDelivery(
  task: ActionTask,
): { recipients: string[]; tokens: number[]; wish: string | null; isEvenEmpty: boolean } | null {
  const { reading, clause } = task;
  const verb = verbIndex(task);
  if (!deliver.has(lowerAt(task, verb))) return null;
  const { to, tokens } = readRecipients(task, verb + 1, true);
  if (to.length === 0) return null;
  const said = range(verb + 1, clause.to).filter((at) =>
    ['answer', 'hits', 'results', 'result', 'it', 'them', '+', '&', 'new', 'reply', 'empty'].includes(
      lowerAt(task, at),
    ),
  );
  const described = describingWords(task, verb);
  const rest = range(verb + 1, clause.to).filter(
    (at) =>
      isFree(reading, at) &&
      reading.tokens[at]?.kind === 'word' &&
      ![...tokens, ...said, ...described].includes(at) &&
      !/^(the|to|and|a|an|with|of|even|when|is|if|at|for|by|on|in|as|my|our|please)$/.test(lowerAt(task, at)),
  );
  const isNoun = rest.length > 0 && rest.length <= 3 && rest.at(-1) === (rest[0] ?? 0) + rest.length - 1;
  const wish = isNoun
    ? reading.sentence.slice(reading.tokens[rest[0] ?? 0]?.start, reading.tokens[rest.at(-1) ?? 0]?.end)
    : null;
  return {
    recipients: to,
    tokens: [verb, ...tokens, ...said, ...described, ...(isNoun ? rest : [])],
    wish,
    isEvenEmpty: said.some((at) => lowerAt(task, at) === 'empty'),
  };
}

/** "POST to https://… with the message "…"". */
export const readWebhook: ReadAction = (task) => {
  const { reading, clause } = task;
  const verb = verbIndex(task);
  if (!['post', 'call', 'notify', 'ping', 'webhook', 'send'].includes(lowerAt(task, verb))) return null;
  const url = range(verb + 1, clause.to).find((at) => reading.tokens[at]?.kind === 'url');
  if (url === undefined) {
    if (lowerAt(task, verb) !== 'post') return null;
    ask(reading, verb, verb + 1, 'Which address should it be posted to?');
    return { kind: 'asked' };
  }
  const text = range(verb + 1, clause.to).find((at) => reading.tokens[at]?.kind === 'quoted');
  const words = range(verb, clause.to).filter((at) =>
    ['slack', 'webhook', 'url', 'message', 'my', 'our', 'discord', 'channel'].includes(lowerAt(task, at)),
  );
  const params: JsonObject = { url: reading.tokens[url]?.text ?? '' };
  if (text !== undefined) params.message = reading.tokens[text]?.value ?? '';
  return {
    kind: 'step',
    step: { type: 'webhook', params, tokens: [verb, url, ...words, ...(text === undefined ? [] : [text])] },
  };
};

/** Tools of the workspace: "set its sensitivity to confidential", "annotate it with …". */
export const readToolCall: ReadAction = (task) => {
  for (const words of task.lexicon.words.tools) {
    const tool = findTool(task.lexicon.catalog, words.tool);
    const read = tool ? readTool(task, words, tool) : null;
    if (read) return read;
  }
  return null;
};

function readTool(task: ActionTask, words: ToolWords, tool: Tool): StepReading {
  const { reading, clause, lexicon } = task;
  const verb = verbIndex(task);
  if (
    !words.verbs.includes(lowerAt(task, verb)) &&
    !words.verbs.some((each) => phraseEnd(reading, verb, each) !== null)
  )
    return null;
  const tokens = [verb];
  let after = verb + 1;
  for (const need of words.needs ?? []) {
    const found = range(verb + 1, clause.to).flatMap((at) => {
      const ends = need.split('|').flatMap((each) => phraseEnd(reading, at, each) ?? []);
      return ends.length > 0 ? [{ at, end: Math.max(...ends) }] : [];
    })[0];
    if (!found) return null;
    tokens.push(...range(found.at, found.end));
    after = found.end;
  }
  const args: JsonObject = {};
  const properties = isJsonObject(tool.inputSchema.properties) ? tool.inputSchema.properties : {};
  const wanted: string[] = [];
  const free = range(verb + 1, clause.to).filter((at) => isFree(reading, at) && !tokens.includes(at));
  if (words.choice) {
    const values = schemaEnum(properties[words.choice]);
    const hits = free.flatMap((at) => {
      const value = enumAt(reading, at, values);
      return value ? [{ at, ...value }] : [];
    });
    const [hit] = hits;
    if (hit) {
      args[words.choice] = hit.value;
      tokens.push(...range(hit.at, hit.end));
    } else if (!words.needs) return null;
    else wanted.push(values.join(', '));
  }
  if (words.member) {
    const hit = free.flatMap((at) => {
      const value = memberAt(reading, at, lexicon);
      return value ? [{ at, ...value }] : [];
    })[0];
    if (hit) {
      args[words.member] = hit.value;
      tokens.push(...range(hit.at, hit.end));
    } else wanted.push('who');
  }
  if (words.text) {
    const quoted = free.find((at) => reading.tokens[at]?.kind === 'quoted');
    const loose = quoted === undefined ? looseText(task, verb) : null;
    if (quoted !== undefined) {
      args[words.text] = reading.tokens[quoted]?.value ?? '';
      tokens.push(
        quoted,
        ...free.filter((at) =>
          ['note', 'annotation', 'comment', 'saying', 'text'].includes(lowerAt(task, at)),
        ),
      );
    } else if (loose) {
      args[words.text] = loose.text;
      tokens.push(...loose.tokens);
    } else if (required(tool).includes(words.text)) {
      if (['add', 'create'].includes(lowerAt(task, verb))) return null;
      wanted.push('the text, in quotation marks');
    }
  }
  if (words.name) {
    let at = after;
    while (['the', ':', 'called', 'named', 'number'].includes(lowerAt(task, at))) at++;
    const token = reading.tokens[at];
    if (
      at < clause.to &&
      token &&
      (token.kind === 'word' || token.kind === 'quoted' || token.kind === 'number')
    ) {
      args[words.name] = token.value;
      tokens.push(at);
    } else wanted.push('which one');
  }
  if (words.needs) tokens.push(...free.filter((at) => ['under', 'into'].includes(lowerAt(task, at))));
  const subject = free.filter((at) => ['document', 'doc', 'anomaly', 'it'].includes(lowerAt(task, at)));
  tokens.push(...subject);
  for (const name of required(tool)) {
    if (args[name] !== undefined) continue;
    if (task.fields.some(({ path }) => path === `payload.${name}`)) args[name] = `\${event.payload.${name}}`;
    else if (/Id$/.test(name) && name !== words.name && name !== words.member) {
      const at = subject.find((each) => lowerAt(task, each) !== 'it') ?? verb;
      ask(
        reading,
        at,
        at + 1,
        `"${tool.title}" needs one ${name.replace(/Id$/, '')}, and what sets the rule off does not name one. Which is meant?`,
      );
      return { kind: 'asked' };
    }
  }
  if (wanted.length > 0) {
    ask(
      reading,
      verb,
      Math.max(...tokens) + 1,
      `"${tool.title}" also needs ${wanted.join(' and ')}. What should it be?`,
    );
    return { kind: 'asked' };
  }
  return {
    kind: 'step',
    step: { type: 'mcp-tool-call', params: { tool: tool.name, args }, tokens: [...new Set(tokens)] },
  };
}

function required(tool: Tool): string[] {
  const { required: names } = tool.inputSchema;
  return Array.isArray(names) ? names.filter((name): name is string => typeof name === 'string') : [];
}

/** Text without quotation marks after "with": "annotate it with the project number 24-1234". */
function looseText(task: ActionTask, verb: number): { text: string; tokens: number[] } | null {
  const { reading, clause } = task;
  const start = range(verb + 1, clause.to).find((at) => ['with', 'saying', 'to'].includes(lowerAt(task, at)));
  if (start === undefined) return null;
  let from = start + 1;
  while (['the', 'a'].includes(lowerAt(task, from))) from++;
  let to = from;
  while (
    to < clause.to &&
    isFree(reading, to) &&
    reading.tokens[to]?.kind !== 'mark' &&
    !/^(and|then|or)$/.test(lowerAt(task, to))
  )
    to++;
  if (to <= from) return null;
  const text = reading.sentence.slice(reading.tokens[from]?.start, reading.tokens[to - 1]?.end);
  return { text: text.charAt(0).toUpperCase() + text.slice(1), tokens: range(start, to) };
}
