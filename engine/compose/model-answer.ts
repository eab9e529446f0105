import { z } from 'zod';
import { checkRule } from '../analysis/index.ts';
import { createCatalog } from '../catalog/index.ts';
import { nodeAtPlace } from '../editing/index.ts';
import {
  isJsonObject,
  type Json,
  type JsonObject,
  nearestNames,
  type Pack,
  type Rule,
  readRuleValue,
  readWith,
} from '../model/index.ts';
import type { Compiled, CompileOptions, Span } from './compiled.ts';
import { nameOf } from './finish-rule.ts';
import type { Unclear } from './reading.ts';
import { isContent, tokenize } from './tokens.ts';

const answer = z.object({
  rule: z.unknown(),
  rationale: z.string().max(2_000),
  spans: z.array(z.object({ text: z.string().max(4_000), at: z.string().max(300) })).max(200),
  unclear: z.array(z.object({ text: z.string().max(4_000), question: z.string().min(1).max(1_000) })).max(50),
});

/**
 * Judges what a model answered as one would a file from anywhere: shape, rule, catalog, and that the words it quotes
 * are in the sentence. Whatever does not hold becomes a question; words it left out are asked about too.
 */
export function judgeAnswer(value: Json, sentence: string, pack: Pack, options: CompileOptions): Compiled {
  const read = readWith(answer, value);
  if (!read.ok) return refused(sentence, 'The model answered in another way than agreed.');
  const { rationale, unclear: asked } = read.value;
  const unclear = asked.map(({ text, question }) => ({ ...placeOf(sentence, text), question }));
  if (read.value.rule === null || read.value.rule === undefined) {
    const question = 'The model found no rule in this.';
    return {
      rule: null,
      rationale,
      spans: [],
      unclear: unclear.length > 0 ? unclear : refused(sentence, question).unclear,
      provider: 'claude',
    };
  }
  const rule = readRule(read.value.rule, sentence, pack, options);
  if (typeof rule === 'string') return refused(sentence, `The model's rule cannot be used: ${rule}`);
  const trouble = checkRule(rule, createCatalog([pack])).filter(({ severity }) => severity === 'error');
  const strange = rule.scope.apps.filter(
    (app) => !mentions(sentence, pack, app) && app !== options.app && pack.directory.apps.length > 1,
  );
  if (trouble.length > 0) {
    const words = trouble.slice(0, 3).map(({ message, at }) => `${at}: ${message}`);
    return {
      ...refused(sentence, `The model's rule does not fit this workspace. ${words.join('. ')}.`),
      rationale,
    };
  }
  const safe: Rule =
    strange.length === 0
      ? rule
      : { ...rule, scope: { apps: rule.scope.apps.filter((app) => !strange.includes(app)) } };
  const spans = read.value.spans.flatMap((span): Span[] => {
    const start = sentence.indexOf(span.text);
    const isPlaced = nodeAtPlace(safe, span.at) !== null || span.at.startsWith('limits');
    return span.text === '' || start < 0 || !isPlaced
      ? []
      : [{ text: span.text, start, end: start + span.text.length, at: span.at }];
  });
  const questions = [...unclear, ...unplaced(sentence, spans, unclear)];
  if (safe.scope.apps.length === 0) {
    const names = pack.directory.apps.map(({ title }) => title).join(', ');
    questions.unshift({
      text: sentence,
      start: 0,
      end: sentence.length,
      question: `Which apps is this for: ${names}?`,
    });
  }
  return { rule: safe, rationale, spans, unclear: questions, provider: 'claude' };
}

function readRule(value: unknown, sentence: string, pack: Pack, options: CompileOptions): Rule | string {
  if (!isJsonObject(value)) return 'it is no object';
  const { name, scope, trigger, filter, actions, limits } = value;
  const only = pack.directory.apps.length === 1 ? pack.directory.apps.map(({ id }) => id) : null;
  const apps: Json | undefined = isJsonObject(scope) ? scope.apps : undefined;
  const given = options.app === undefined ? [] : [options.app];
  const content: JsonObject = {
    name: typeof name === 'string' && name.trim() !== '' ? name.slice(0, 200) : nameOf(sentence),
    enabled: false,
    scope: { apps: only ?? (Array.isArray(apps) && apps.length > 0 ? apps : given) },
    ...(trigger === undefined ? {} : { trigger }),
    ...(filter === undefined ? {} : { filter }),
    ...(actions === undefined ? {} : { actions }),
    ...(limits === undefined ? {} : { limits }),
    createdBy: options.createdBy ?? pack.workspace.defaultCreator,
    version: 1,
  };
  const read = readRuleValue(content);
  if (!read.ok)
    return read.error
      .slice(0, 3)
      .map(({ at, message }) => `${at}: ${message}`)
      .join('; ');
  return read.value.actions.length === 0 ? 'it does nothing' : read.value;
}

/** An app that the sentence does not name was guessed. */
function mentions(sentence: string, pack: Pack, app: string): boolean {
  const title = pack.directory.apps.find(({ id }) => id === app)?.title ?? app;
  const words = tokenize(sentence).map(({ lower }) => lower);
  if (/\b(all|every|each|any) (apps?|brands?)\b/i.test(sentence)) return true;
  return [app, title].some(
    (name) => words.includes(name.toLowerCase()) || nearestNames(name, words, 1)[0] === name.toLowerCase(),
  );
}

function placeOf(sentence: string, text: string): { text: string; start: number; end: number } {
  const start = text === '' ? -1 : sentence.indexOf(text);
  return start < 0
    ? { text: sentence, start: 0, end: sentence.length }
    : { text, start, end: start + text.length };
}

function unplaced(sentence: string, spans: readonly Span[], unclear: readonly Unclear[]): Unclear[] {
  const told = [...spans, ...unclear];
  const runs: { start: number; end: number }[] = [];
  let isOpen = false;
  for (const token of tokenize(sentence)) {
    if (!isContent(token)) continue;
    const isTold = told.some(({ start, end }) => start <= token.start && token.end <= end);
    const last = runs.at(-1);
    if (!isTold && isOpen && last) last.end = token.end;
    else if (!isTold) runs.push({ start: token.start, end: token.end });
    isOpen = !isTold;
  }
  return runs.map(({ start, end }) => {
    const text = sentence.slice(start, end);
    return { text, start, end, question: `Is “${text}” in the rule? The model does not say where.` };
  });
}

function refused(sentence: string, question: string): Compiled {
  const unclear = [{ text: sentence, start: 0, end: sentence.length, question }];
  return { rule: null, rationale: question, spans: [], unclear, provider: 'claude' };
}
