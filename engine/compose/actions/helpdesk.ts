import { type JsonObject, nearestNames } from '../../model/index.ts';
import { ask, isFree, range } from '../reading.ts';
import { agentAt, enumAt, tagAt } from '../values.ts';
import { type ActionTask, lowerAt, type ReadAction, type StepReading, verbIndex } from './action-reader.ts';

const nouns: ReadonlySet<string> = new Set(['ticket', 'tickets', 'agent']);

function step(task: ActionTask, type: string, params: JsonObject, tokens: number[]): StepReading {
  const subjects = range(verbIndex(task), task.clause.to).filter((at) => nouns.has(lowerAt(task, at)));
  return {
    kind: 'step',
    step: { type, params, tokens: [...tokens, ...subjects.filter((at) => isFree(task.reading, at))] },
  };
}

/** "assign it to the billing desk", "unassign it". */
export const readAssign: ReadAction = (task) => {
  const { reading, clause, lexicon } = task;
  const verb = verbIndex(task);
  const word = lowerAt(task, verb);
  if (word === 'unassign') return step(task, 'assign', { assignee_id: null }, [verb]);
  if (!['assign', 'reassign', 'give', 'route'].includes(word)) return null;
  for (const index of range(verb + 1, clause.to)) {
    if (!isFree(reading, index)) continue;
    if (['nobody', 'no-one'].includes(lowerAt(task, index)))
      return step(task, 'assign', { assignee_id: null }, [verb, index]);
    const agent = agentAt(reading, index, lexicon);
    if (agent) return step(task, 'assign', { assignee_id: agent.value }, [verb, ...range(index, agent.end)]);
  }
  return askWhich(
    task,
    verb,
    'Which agent should get it?',
    lexicon.pack.directory.agents.map(({ name }) => name),
  );
};

/** "tag it billing", "add the tag billing". */
export const readTag: ReadAction = (task) => readTagAs(task, 'tag', ['tag', 'label']);
/** "untag german", "remove the tag german". */
export const readUntag: ReadAction = (task) => readTagAs(task, 'untag', ['untag', 'remove']);

function readTagAs(task: ActionTask, type: string, verbs: readonly string[]): StepReading {
  const { reading, clause, lexicon } = task;
  const verb = verbIndex(task);
  const second =
    ['add', 'put', 'remove'].includes(lowerAt(task, verb)) &&
    ['tag', 'the', 'a'].includes(lowerAt(task, verb + 1));
  const isNamed = range(verb + 1, Math.min(verb + 4, clause.to)).find((at) => lowerAt(task, at) === 'tag');
  const wanted = type === 'tag' ? ['add', 'put'] : ['remove'];
  const isLong = second && isNamed !== undefined && wanted.includes(lowerAt(task, verb));
  if (!isLong && (!verbs.includes(lowerAt(task, verb)) || lowerAt(task, verb) === 'remove')) return null;
  const start = isLong && isNamed !== undefined ? isNamed + 1 : verb + 1;
  const head = isLong && isNamed !== undefined ? [verb, isNamed] : [verb];
  for (const index of range(start, clause.to)) {
    const token = reading.tokens[index];
    if (!token || !isFree(reading, index)) continue;
    const tag = tagAt(reading, index, lexicon);
    if (token.kind === 'quoted' && token.value !== '')
      return step(task, type, { tag: token.value }, [...head, index]);
    if (tag) return step(task, type, { tag: tag.value }, [...head, ...range(index, tag.end)]);
  }
  return askWhich(task, verb, 'Which tag is meant?', lexicon.pack.directory.tags, true);
}

/** "set the priority to high", "make it urgent". */
export const readSetPriority: ReadAction = (task) => {
  const { reading, clause, lexicon } = task;
  const verb = verbIndex(task);
  if (!['set', 'make', 'raise', 'lower', 'change', 'set_priority'].includes(lowerAt(task, verb))) return null;
  const schema = lexicon.pack.eventTypes[0]?.payloadSchema;
  const values = task.fields.find(({ path }) => path === 'payload.ticket.priority')?.values ?? [];
  if (!schema || values.length === 0) return null;
  const named = range(verb + 1, clause.to).filter((at) => lowerAt(task, at) === 'priority');
  if (named.length === 0 && !['make', 'set_priority'].includes(lowerAt(task, verb))) return null;
  for (const index of range(verb + 1, clause.to)) {
    const value = isFree(reading, index) ? enumAt(reading, index, values) : null;
    if (!value) continue;
    const isChanged =
      reading.tokens[index - 1]?.kind === 'word' &&
      !/^(to|it|them|set_priority|priority|as|high|be|make)$/.test(lowerAt(task, index - 1));
    if (isChanged) {
      ask(
        reading,
        index - 1,
        value.end,
        `Which priority is meant: ${values.join(', ')}?`,
        values.map((label) => ({ label, instead: label })),
      );
      return { kind: 'asked' };
    }
    return step(task, 'set_priority', { priority: value.value }, [
      verb,
      ...named,
      ...range(index, value.end),
    ]);
  }
  return askWhich(task, verb, 'Which priority is meant?', values);
};

/** "close it with reason "spam"", "reopen it". */
export const readClose: ReadAction = (task) => {
  const { reading, clause } = task;
  const verb = verbIndex(task);
  if (lowerAt(task, verb) === 'reopen') return step(task, 'reopen', {}, [verb]);
  if (lowerAt(task, verb) !== 'close') return null;
  for (const index of range(verb + 1, clause.to)) {
    if (!['reason', 'as', 'because'].includes(lowerAt(task, index))) continue;
    let at = index + 1;
    while (['is', 'of', ':', '='].includes(lowerAt(task, at))) at++;
    const value = reading.tokens[at];
    if (!value || at >= clause.to || value.kind === 'mark') continue;
    return step(task, 'close', { reason: value.value }, [verb, index, at]);
  }
  ask(reading, verb, verb + 1, 'What is the reason for closing it?', [
    { label: 'Resolved by itself', instead: 'close it with reason "auto_resolved"' },
  ]);
  return { kind: 'asked' };
};

/** "add the note "…"", "leave an internal note saying "…"". */
export const readNote: ReadAction = (task) => {
  const { reading, clause } = task;
  const verb = verbIndex(task);
  const isOne = ['note', 'add_internal_note'].includes(lowerAt(task, verb));
  if (!isOne && !['add', 'leave', 'drop', 'write', 'put'].includes(lowerAt(task, verb))) return null;
  const note = isOne
    ? verb
    : range(verb + 1, Math.min(verb + 5, clause.to)).find((at) => lowerAt(task, at) === 'note');
  if (note === undefined) return null;
  const text = range(note, clause.to).find((at) => reading.tokens[at]?.kind === 'quoted');
  const internal = range(verb, note).filter((at) => lowerAt(task, at) === 'internal');
  if (text === undefined) {
    ask(reading, verb, note + 1, 'What should the internal note say? Put it in quotation marks.');
    return { kind: 'asked' };
  }
  const saying = range(note, text).filter((at) =>
    ['saying', 'that', 'says', ':'].includes(lowerAt(task, at)),
  );
  return step(task, 'add_internal_note', { text: reading.tokens[text]?.value ?? '' }, [
    verb,
    note,
    ...internal,
    ...saying,
    text,
  ]);
};

function askWhich(
  task: ActionTask,
  verb: number,
  question: string,
  names: readonly string[],
  isNewAllowed = false,
): StepReading {
  const { reading, clause } = task;
  const words = range(verb + 1, clause.to).filter(
    (at) =>
      isFree(reading, at) &&
      reading.tokens[at]?.kind === 'word' &&
      !/^(it|to|the|them|as|with|tag|a|priority|and|its)$/.test(lowerAt(task, at)) &&
      !nouns.has(lowerAt(task, at)),
  );
  const first = words[0];
  const from = first ?? verb;
  let to = from + 1;
  while (words.includes(to)) to++;
  const text = reading.tokens[from]?.text ?? '';
  const near = first === undefined ? [] : nearestNames(text, names);
  const verbText = first === undefined ? `${text} ` : '';
  const choices = [
    ...(near.length > 0 ? near : names.slice(0, 6)).map((label) => ({ label, instead: verbText + label })),
  ];
  if (isNewAllowed && first !== undefined)
    choices.push({ label: `A new tag, ${text}`, instead: `"${text}"` });
  ask(reading, from, to, question, choices);
  return { kind: 'asked' };
}
