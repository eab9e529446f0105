import { describe, expect, it } from 'vitest';
import { checkRule } from '../../../engine/analysis/index.ts';
import { builtInPacks, createCatalog } from '../../../engine/catalog/index.ts';
import { readRuleValue } from '../../../engine/model/index.ts';

const catalog = createCatalog(builtInPacks());

/** What is wrong with one step of a rule on opened sessions. */
function problemsOf(type: string, params: Record<string, unknown>) {
  const rule = readRuleValue({
    name: 'r',
    scope: { apps: ['cards'] },
    trigger: { kind: 'event', eventType: 'session.opened' },
    actions: [{ type, params }],
  });
  if (!rule.ok) throw new Error(JSON.stringify(rule.error));
  return checkRule(rule.value, catalog).map(({ severity, code, at }) => [severity, code, at]);
}

describe('an action of another pack than the events', () => {
  const message = '${event.payload.session.id}';

  it('is a warning where it would run all the same, and its parameters are checked', () => {
    const foreign = ['warning', 'action-of-other-pack', 'actions[0].type'];
    expect(problemsOf('webhook', { url: 'https://hooks.example/x', message })).toEqual([foreign]);
    expect(problemsOf('webhook', { url: 5, message })).toEqual([
      ['error', 'invalid-params', 'actions[0].params.url'],
      foreign,
    ]);
  });

  it('is an error where the events have nothing that it could change', () => {
    expect(problemsOf('set_priority', { priority: 'high' })).toEqual([
      ['error', 'action-of-other-pack', 'actions[0].type'],
    ]);
  });
});
