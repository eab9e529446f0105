import { describe, expect, test } from 'vitest';
import { builtInPacks, createCatalog } from '../../../engine/catalog/index.ts';
import { compileWithClaude } from '../../../engine/compose/index.ts';
import { fixedSecrets } from '../../../engine/effects/index.ts';
import type { Json, JsonObject } from '../../../engine/model/index.ts';
import { startModelServer } from '../../servers/index.ts';
import { modelError } from '../../servers/model-server.ts';

const catalog = createCatalog(builtInPacks().filter(({ name }) => name === 'cx'));
const sentence = 'When a session opens on Cards, tag it vip';
const good = {
  rule: {
    name: 'Tag sessions',
    trigger: { kind: 'event', eventType: 'session.opened' },
    scope: { apps: ['cards'] },
    filter: [],
    actions: [{ type: 'tag_session', params: { tags: ['vip'] } }],
  },
  rationale: 'The sentence says so.',
  spans: [
    { text: 'a session opens', at: 'trigger' },
    { text: 'on Cards', at: 'scope' },
    { text: 'tag it vip', at: 'actions[0]' },
  ],
  unclear: [],
} satisfies JsonObject;

/** Has the model on loopback answer with `input` as the arguments of its tool. */
async function ask(input: Json, text = sentence) {
  const server = await startModelServer(() => ({
    status: 200,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      id: 'msg_1',
      type: 'message',
      role: 'assistant',
      model: 'test-model',
      content: [{ type: 'tool_use', id: 'tool_1', name: 'write_rule', input }],
      stop_reason: 'tool_use',
      stop_sequence: null,
      usage: { input_tokens: 1, output_tokens: 1 },
    }),
  }));
  const settings = { apiKey: 'test-key', secrets: fixedSecrets({}), baseUrl: server.origin };
  const answer = await compileWithClaude(text, { catalog }, settings);
  if (!answer.ok) throw new Error(answer.error.message);
  return { compiled: answer.value, server };
}

describe('a rule that Claude wrote', () => {
  test('is taken over where it is sound, disabled, with the words it came from', async () => {
    const { compiled, server } = await ask(good);
    expect(compiled.rule).toMatchObject({
      enabled: false,
      scope: { apps: ['cards'] },
      createdBy: 'm_omar_d',
    });
    expect(compiled.spans).toContainEqual({ text: 'tag it vip', start: 31, end: 41, at: 'actions[0]' });
    expect(compiled.unclear).toEqual([]);
    expect(compiled.provider).toBe('claude');
    const [question] = server.questions();
    expect(question?.tool_choice).toEqual({ type: 'tool', name: 'write_rule' });
    expect(JSON.stringify(question?.tools)).toContain('session.opened');
    expect(JSON.stringify(question)).not.toContain('sara.k@acme-bank.com');
  });

  const withRule = (change: JsonObject): JsonObject => ({ ...good, rule: { ...good.rule, ...change } });
  test.each<[string, Json]>([
    [
      'an event type the catalog lacks',
      withRule({ trigger: { kind: 'event', eventType: 'session.vanished' } }),
    ],
    ['an action the catalog lacks', withRule({ actions: [{ type: 'delete_everything', params: {} }] })],
    ['parameters that do not fit', withRule({ actions: [{ type: 'tag_session', params: { tags: 'vip' } }] })],
    ['a condition of no shape', withRule({ filter: [{ path: '__proto__.x', op: 'resembles', value: 1 }] })],
    ['nothing to do', withRule({ actions: [] })],
    ['no object at all', ['rule']],
    ['a rule that is a text', { ...good, rule: 'tag it' }],
    ['no spans', { rule: good.rule, rationale: '' }],
  ])('becomes a question where it has %s', async (_what, input) => {
    const { compiled } = await ask(input);
    expect(compiled.rule).toBeNull();
    expect(compiled.unclear.length).toBeGreaterThan(0);
    expect(compiled.spans).toEqual([]);
  });

  test('keeps no app that the sentence does not name: that is asked', async () => {
    const { compiled } = await ask(withRule({ scope: { apps: ['cards', 'loans'] } }));
    expect(compiled.rule?.scope.apps).toEqual(['cards']);
    const unnamed = await ask(withRule({}), 'When a session opens, tag it vip');
    expect(unnamed.compiled.rule?.scope.apps).toEqual([]);
    expect(unnamed.compiled.unclear[0]?.question).toContain('Which apps');
  });

  test('quotes only the sentence; words it says nothing about are asked', async () => {
    const spans = [
      { text: 'a session opens', at: 'trigger' },
      { text: 'words that nobody said', at: 'scope' },
      { text: 'tag it vip', at: 'actions[7]' },
    ];
    const { compiled } = await ask({ ...good, spans });
    expect(compiled.spans.map(({ text }) => text)).toEqual(['a session opens']);
    expect(compiled.unclear.map(({ text }) => text)).toEqual(['Cards, tag it vip']);
  });

  test('may never be switched on or given another creator by the model', async () => {
    const { compiled } = await ask(withRule({ enabled: true, createdBy: 'm_sara_k', id: 'r_fraud_cards' }));
    expect(compiled.rule).toMatchObject({ enabled: false, createdBy: 'm_omar_d' });
    expect(compiled.rule?.id).not.toBe('r_fraud_cards');
  });
});

describe('a model that cannot be asked', () => {
  test('is an error without a key, in words', async () => {
    const answer = await compileWithClaude(sentence, { catalog }, { secrets: fixedSecrets({}) });
    expect(answer).toMatchObject({ ok: false, error: { code: 'no-key' } });
  });

  test('is an error where it refuses', async () => {
    const server = await startModelServer(() => modelError(401, 'authentication_error', 'no such key'));
    const settings = { apiKey: 'wrong', secrets: fixedSecrets({}), baseUrl: server.origin };
    const answer = await compileWithClaude(sentence, { catalog }, settings);
    expect(answer).toEqual({
      ok: false,
      error: { code: 'provider-failed', message: 'the model answered 401' },
    });
  });

  test('answers without the tool, and that is a question', async () => {
    const server = await startModelServer(() => 'I would rather talk.');
    const settings = { apiKey: 'secret:key', secrets: fixedSecrets({ key: 'k' }), baseUrl: server.origin };
    const answer = await compileWithClaude(sentence, { catalog }, settings);
    expect(answer).toMatchObject({ ok: true, value: { rule: null } });
  });

  test('is not asked about several workspaces at once', async () => {
    const all = createCatalog(builtInPacks());
    const answer = await compileWithClaude(sentence, { catalog: all }, { secrets: fixedSecrets({}) });
    expect(answer).toMatchObject({ ok: true, value: { rule: null } });
  });
});
