import { mayTouchApp } from '../../catalog/index.ts';
import type { Json, JsonObject } from '../../model/index.ts';
import { nearestNames } from '../../model/index.ts';
import { ask, hasStem, isFree, longestAt, phraseEnd, range } from '../reading.ts';
import { stems } from '../stem.ts';
import { memberAt, tagAt } from '../values.ts';
import { type ActionTask, lowerAt, type ReadAction, verbIndex } from './action-reader.ts';
import { readRecipients } from './recipients.ts';

/** "tag it fraud-suspect and urgent", "tag it with risk: high". */
export const readTagSession: ReadAction = (task) => {
  const { reading, clause, lexicon } = task;
  const verb = verbIndex(task);
  if (!['tag', 'tag_session', 'label'].includes(lowerAt(task, verb))) return null;
  const tags: Json[] = [];
  const tokens = [verb];
  let unknown: number | null = null;
  for (let index = verb + 1; index < clause.to; index++) {
    const token = reading.tokens[index];
    if (!token || !isFree(reading, index)) continue;
    const isPair = reading.tokens[index + 1]?.text === ':' && index + 2 < clause.to;
    const value = reading.tokens[index + 2];
    if (token.kind === 'word' && isPair && value && value.kind !== 'mark') {
      tags.push({ key: token.value, value: value.value });
      tokens.push(index, index + 1, index + 2);
      index += 2;
      continue;
    }
    const tag = tagAt(reading, index, lexicon);
    if (token.kind === 'quoted' && token.value !== '') {
      tags.push(token.value);
      tokens.push(index);
    } else if (tag) {
      tags.push(tag.value);
      tokens.push(...range(index, tag.end));
      index = tag.end - 1;
    } else if (isSubject(token.lower)) tokens.push(index);
    else if (
      token.kind === 'word' &&
      !/^(it|with|as|the|and|a|tag|tags|every|new|all|each|to|then)$/.test(token.lower)
    ) {
      unknown ??= index;
    }
  }
  if (unknown !== null) {
    const text = reading.tokens[unknown]?.text ?? '';
    const near = nearestNames(text, lexicon.pack.directory.tags);
    ask(reading, unknown, unknown + 1, `There is no tag "${text}" yet. Which tag is meant?`, [
      ...near.map((label) => ({ label, instead: label })),
      { label: `A new tag, ${text}`, instead: `"${text}"` },
    ]);
    if (tags.length === 0) return { kind: 'asked' };
  }
  if (tags.length > 0) return { kind: 'step', step: { type: 'tag_session', params: { tags }, tokens } };
  const known = lexicon.pack.directory.tags.map((label) => ({ label, instead: `tag it "${label}"` }));
  ask(reading, verb, objectEnd(task, verb), 'Which tag is meant?', known);
  return { kind: 'asked' };
};

/** Where a verb ends with what only says again what it is done to: "tag it", "tag the session". */
function objectEnd(task: ActionTask, verb: number): number {
  let end = verb + 1;
  while (/^(it|the|to|them|every|each|all)$/.test(lowerAt(task, end)) || isSubject(lowerAt(task, end))) end++;
  return Math.min(end, task.clause.to);
}

function isSubject(lower: string): boolean {
  return ['session', 'sessions', 'conversation', 'ticket', 'document'].includes(lower);
}

const strategies: readonly { strategy: string; phrases: readonly string[] }[] = [
  { strategy: 'round_robin', phrases: ['round robin', 'in turn', 'one after the other'] },
  {
    strategy: 'load_balanced',
    phrases: [
      'load balanced',
      'least busy operator',
      'least busy colleague',
      'least busy member',
      'least busy',
      'whoever is least busy',
      'whoever least busy',
    ],
  },
];

/** "assign it to Sara K.", "assign it round robin", "to the least busy operator". */
export const readAssignTo: ReadAction = (task) => {
  const { reading, clause, lexicon } = task;
  const verb = verbIndex(task);
  if (!['assign', 'assign_to', 'give', 'route'].includes(lowerAt(task, verb))) return null;
  const subjects = range(verb, clause.to).filter((at) => isSubject(lowerAt(task, at)));
  for (const index of range(verb + 1, clause.to)) {
    const found = longestAt(reading, index, strategies, ({ phrases }) => phrases);
    if (found) {
      const params = { strategy: found.entry.strategy };
      return {
        kind: 'step',
        step: { type: 'assign_to', params, tokens: [verb, ...subjects, ...range(index, found.end)] },
      };
    }
    const member = isFree(reading, index) ? memberAt(reading, index, lexicon) : null;
    if (member) {
      const params: JsonObject = { strategy: 'pinned', member: member.value };
      return {
        kind: 'step',
        step: { type: 'assign_to', params, tokens: [verb, ...subjects, ...range(index, member.end)] },
      };
    }
  }
  const names = lexicon.pack.directory.members
    .filter((member) => member.active && task.apps.every((app) => mayTouchApp(member, app)))
    .map(({ name }) => name.replace(/\.$/, ''));
  const who = range(verb + 1, clause.to).filter(
    (at) =>
      reading.tokens[at]?.kind === 'word' &&
      isFree(reading, at) &&
      !/^(it|to|the)$/.test(lowerAt(task, at)) &&
      !isSubject(lowerAt(task, at)),
  );
  const from = who[0] ?? verb;
  const near = nearestNames(reading.tokens[from]?.text ?? '', names);
  const last = who.at(-1);
  const others = last === undefined ? names.slice(0, 7) : near;
  ask(reading, from, last === undefined ? objectEnd(task, verb) : last + 1, 'Who should get it?', [
    {
      label: 'Whoever is least busy',
      instead: who.length > 0 ? 'the least busy operator' : 'assign it to the least busy operator',
    },
    ...others.map((label) => ({ label, instead: last === undefined ? `assign it to ${label}` : label })),
  ]);
  return { kind: 'asked' };
};

/** "email X with the fraud alert template", "with subject "…" and body "…"". */
export const readSendEmail: ReadAction = (task) => {
  const { reading, clause, lexicon } = task;
  const verb = verbIndex(task);
  if (!['email', 'e-mail', 'mail', 'send', 'send_email', 'write'].includes(lowerAt(task, verb))) return null;
  const { to, tokens: used } = readRecipients(task, verb + 1, false);
  const tokens = [verb, ...used];
  const params: JsonObject = { to };
  const mark = (from: number, end: number) => tokens.push(...range(from, end));
  for (let index = verb + 1; index < clause.to; index++) {
    const lower = lowerAt(task, index);
    const next = nextQuoted(task, index + 1);
    if (['email', 'mail', 'e-mail', 'message', 'session'].includes(lower)) mark(index, index + 1);
    if (
      (lower === 'subject' || lower === 'body' || lower === 'saying' || lower === 'text') &&
      next !== null
    ) {
      params[lower === 'subject' ? 'subject' : 'body'] = reading.tokens[next]?.value ?? '';
      mark(index, next + 1);
      index = next;
    } else if (hasStem(reading.tokens[index], 'template')) {
      const template = templateBefore(task, verb, index);
      if (template) {
        params.template = template.id;
        mark(template.from, index + 1);
      }
    }
  }
  if (lowerAt(task, verb) === 'send' && to.length === 0) return null;
  if (to.length === 0) {
    ask(
      reading,
      verb,
      verb + 1,
      'Who should the mail go to?',
      lexicon.pack.directory.mailboxes.map((label) => ({
        label,
        instead: `${reading.tokens[verb]?.text ?? 'email'} ${label}`,
      })),
    );
    return { kind: 'asked' };
  }
  if (params.template === undefined && (params.subject === undefined || params.body === undefined)) {
    const last = Math.max(...tokens);
    const said = reading.sentence.slice(reading.tokens[verb]?.start, reading.tokens[last]?.end);
    ask(
      reading,
      verb,
      last + 1,
      'What should the mail say: a template, or a subject and a body of its own?',
      lexicon.pack.directory.templates.map(({ title }) => ({
        label: title,
        instead: `${said} with the "${title}" template`,
      })),
    );
    return { kind: 'asked' };
  }
  return { kind: 'step', step: { type: 'send_email', params, tokens } };
};

function nextQuoted(task: ActionTask, from: number): number | null {
  for (let at = from; at < Math.min(from + 3, task.clause.to); at++) {
    if (task.reading.tokens[at]?.kind === 'quoted') return at;
    if (!/^(is|:|the|that|of|=)$/.test(lowerAt(task, at))) return null;
  }
  return null;
}

/** The template whose words stand before "template", by its id or title. */
function templateBefore(task: ActionTask, verb: number, end: number): { id: string; from: number } | null {
  const { reading, lexicon } = task;
  const quoted = reading.tokens[end - 1];
  const said = quoted?.kind === 'quoted' ? stems(quoted.value) : null;
  for (const from of said ? [end - 1] : range(Math.max(verb + 1, end - 4), end)) {
    const words = said ?? range(from, end).flatMap((at) => stems(lowerAt(task, at)));
    const found = lexicon.pack.directory.templates.filter(({ id, title }) =>
      [stems(id), stems(title)].some((own) => words.length > 0 && words.every((word) => own.includes(word))),
    );
    const [only] = found;
    if (only && found.length === 1) return { id: only.id, from };
  }
  return null;
}

/** "escalate to the fraud team because "…" pinned to Sara K." */
export const readEscalate: ReadAction = (task) => {
  const { reading, clause, lexicon } = task;
  const verb = verbIndex(task);
  if (!['escalate', 'escalate_to_human', 'hand'].includes(lowerAt(task, verb))) return null;
  const tokens = range(verb, clause.to).filter(
    (at) => at === verb || isSubject(lowerAt(task, at)) || lowerAt(task, at) === 'over',
  );
  const params: JsonObject = {};
  for (const index of range(verb + 1, clause.to)) {
    if (!isFree(reading, index)) continue;
    const team = longestAt(reading, index, lexicon.pack.directory.teams, ({ id, title }) => [
      id,
      title,
      `${id} team`,
      `${title} team`,
      `human ${id}`,
    ]);
    if (team && params.team === undefined) {
      params.team = team.entry.id;
      tokens.push(...range(index, team.end));
    }
    const lower = lowerAt(task, index);
    const reason = reading.tokens[index + 1];
    if (['because', 'reason', 'saying'].includes(lower) && reason?.kind === 'quoted') {
      params.reason = reason.value;
      tokens.push(index, index + 1);
    }
    const pin = phraseEnd(reading, index, 'pinned to') ?? phraseEnd(reading, index, 'pin to');
    const member = pin === null ? null : memberAt(reading, pin, lexicon);
    if (pin !== null && member) {
      params.pinTo = member.value;
      tokens.push(...range(index, member.end));
    }
  }
  if (params.team === undefined) {
    const teams = lexicon.pack.directory.teams;
    ask(
      reading,
      verb,
      Math.max(objectEnd(task, verb), ...tokens.map((at) => at + 1)),
      'Which team should take over?',
      teams.map(({ title }) => ({ label: title, instead: `escalate to ${title}` })),
    );
    return { kind: 'asked' };
  }
  return { kind: 'step', step: { type: 'escalate_to_human', params, tokens } };
};
