import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { checkRule } from '../../../engine/analysis/index.ts';
import { builtInPacks, createCatalog } from '../../../engine/catalog/index.ts';
import { compileOffline } from '../../../engine/compose/index.ts';
import { isJsonObject, type Json, json, jsonObject } from '../../../engine/model/index.ts';

const vector = z.strictObject({
  sentence: z.string(),
  rule: z
    .strictObject({
      apps: z.array(z.string()).optional(),
      trigger: jsonObject.optional(),
      filter: z.array(json).optional(),
      actions: z.array(z.strictObject({ type: z.string(), params: jsonObject })).optional(),
      limits: jsonObject.optional(),
    })
    .nullable()
    .optional(),
  asks: z.array(z.string()).optional(),
});

function sentencesOf(pack: string): z.infer<typeof vector>[] {
  const file = join(import.meta.dirname, `../../vectors/sentences/${pack}.json`);
  return z.array(vector).parse(JSON.parse(readFileSync(file, 'utf8')));
}

/** A subset for objects, lists whole; `{"$contains": …}` is a text that has these words. */
function expected(value: Json): unknown {
  if (Array.isArray(value)) return value.map(expected);
  if (!isJsonObject(value)) return value;
  if (typeof value.$contains === 'string') return expect.stringMatching(new RegExp(value.$contains, 'i'));
  const parts = Object.entries(value).map(([key, part]) => [key, expected(part)]);
  return expect.objectContaining(Object.fromEntries(parts));
}

describe.each(['cx', 'documents', 'helpdesk'])('the forty sentences of %s', (name) => {
  const catalog = createCatalog(builtInPacks().filter((pack) => pack.name === name));

  test('are forty', () => expect(sentencesOf(name)).toHaveLength(40));

  test.each(sentencesOf(name))('$sentence', ({ sentence, rule, asks }) => {
    const compiled = compileOffline(sentence, { catalog });
    const questions = compiled.unclear.map(({ text }) => text.toLowerCase());
    for (const words of asks ?? []) {
      const wanted = words.toLowerCase();
      expect(questions.some((text) => text.includes(wanted) || wanted.includes(text))).toBe(true);
    }
    if (asks === undefined) expect(compiled.unclear).toEqual([]);
    if (rule === null) expect(compiled.rule).toBeNull();
    if (compiled.rule === null) {
      expect(compiled.unclear).not.toEqual([]);
      expect(rule?.actions).toBeUndefined();
      return;
    }
    const problems = checkRule(compiled.rule, catalog).filter(({ severity }) => severity === 'error');
    expect(problems).toEqual([]);
    const { scope, trigger, filter, actions, limits } = compiled.rule;
    if (rule?.apps) expect(scope.apps).toEqual(rule.apps);
    if (rule?.trigger) expect(trigger).toEqual(rule.trigger);
    if (rule?.filter) expect(filter).toEqual(rule.filter);
    if (rule?.limits) expect(limits).toMatchObject(rule.limits);
    if (rule?.actions) {
      expect(actions.map(({ type }) => type)).toEqual(rule.actions.map(({ type }) => type));
      rule.actions.forEach(({ params }, index) => {
        expect(actions[index]?.params).toEqual(expected(params));
      });
    }
  });
});
