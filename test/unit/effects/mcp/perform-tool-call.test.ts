import { describe, expect, test } from 'vitest';
import { createCaller, resultOf, stdioTools } from './setting.ts';

describe('a tool of a program', () => {
  test('is called with its arguments and the key, and its text given back', async () => {
    const { call } = createCaller(stdioTools);
    expect(await call('echo', { text: 'grüezi' })).toEqual({
      ok: true,
      value: { output: { result: 'grüezi' }, raised: [] },
    });
    expect(JSON.parse(String(resultOf(await call('meta'))))).toEqual({
      'io.rulewright/idempotency-key': 'r_1:e_1:s1:0',
    });
  });

  test('answers in its own structure where it has one', async () => {
    const { call } = createCaller(stdioTools);
    expect(resultOf(await call('count'))).toEqual({ count: 1 });
    expect(resultOf(await call('count'))).toEqual({ count: 2 });
  });

  test('raises the events it declares, and no others', async () => {
    const { call } = createCaller(stdioTools);
    expect(await call('raising')).toEqual({
      ok: true,
      value: {
        output: { result: 'done' },
        raised: [{ type: 'thing.happened', payload: { thing: 1 } }],
      },
    });
  });

  test('is served by one process, which sees little of the environment', async () => {
    const { call } = createCaller(
      { ...stdioTools, env: { TOOL_TOKEN: 'secret:tool', PLAIN: 'x' } },
      { secrets: { tool: 'canary-token' } },
    );
    process.env.RULEWRIGHT_SECRET_OTHER = 'not for tools';
    const [first, second] = await Promise.all([call('environment'), call('environment')]);
    delete process.env.RULEWRIGHT_SECRET_OTHER;
    const seen = JSON.parse(String(resultOf(first)));
    expect(JSON.parse(String(resultOf(second))).pid).toBe(seen.pid);
    expect(seen.variables).toMatchObject({ TOOL_TOKEN: 'canary-token', PLAIN: 'x' });
    expect(Object.keys(seen.variables)).not.toContain('RULEWRIGHT_SECRET_OTHER');
  });

  test.each([
    [{}, 'args.text: a value is needed'],
    [{ text: '' }, 'args.text: '],
    [{ text: 7 }, 'args.text: '],
    [{ text: 'x', more: 1 }, 'args.more: '],
  ])('is not called with arguments that do not fit: %j', async (args, message) => {
    const { call } = createCaller(stdioTools);
    const result = await call('echo', args);
    expect(result).toMatchObject({ ok: false, error: { code: 'invalid-params', retryable: false } });
    expect(result.ok ? '' : result.error.message.slice(0, 11)).toBe(message.slice(0, 11));
  });

  test('that it does not have is told with what it may have meant', async () => {
    const { call } = createCaller(stdioTools);
    expect(await call('ecko')).toEqual({
      ok: false,
      error: {
        code: 'unknown-tool',
        message: 'the server has no tool "ecko"; did you mean "echo"?',
        retryable: false,
      },
    });
    expect(await call('nothing-of-the-sort')).toMatchObject({
      error: { message: 'the server has no tool "nothing-of-the-sort"' },
    });
  });
});

describe('an answer', () => {
  test.each([
    ['broken', 'tool-error', 'the tool reported an error: the printer is on fire'],
    ['refusing', 'tool-error', 'the tool reported an error: not like this'],
    [
      'silent-count',
      'invalid-answer',
      "the tool's answer cannot be used: it declares a result and gave none",
    ],
    [
      'miscount',
      'invalid-answer',
      'the tool\'s answer cannot be used: count: expected whole number, got "many"',
    ],
    ['deep', 'invalid-answer', "the tool's answer cannot be used: nested too deeply: more than 64 levels"],
  ])('of %s is a failure: %s', async (tool, code, message) => {
    const { call } = createCaller(stdioTools);
    expect(await call(tool)).toEqual({ ok: false, error: { code, message, retryable: false } });
  });

  test('that is too large is refused, and the server serves on', async () => {
    const { call } = createCaller(stdioTools, { maxAnswerBytes: 100_000 });
    expect(await call('large')).toMatchObject({ error: { code: 'answer-too-large', retryable: false } });
    expect(await call('largest')).toMatchObject({ error: { code: 'answer-too-large', retryable: false } });
    expect(resultOf(await call('echo', { text: 'still there' }))).toBe('still there');
  });
});

describe('a server', () => {
  test('that crashes in a call fails it for now, and is started again', async () => {
    const { call } = createCaller(stdioTools);
    const first = JSON.parse(String(resultOf(await call('environment')))).pid;
    expect(await call('crash')).toMatchObject({ error: { code: 'network', retryable: true } });
    const second = JSON.parse(String(resultOf(await call('environment')))).pid;
    expect(second).not.toBe(first);
  });

  test('that hangs runs out of time, and is started again', async () => {
    const { call } = createCaller(stdioTools, { timeoutMs: 300 });
    expect(await call('echo', { text: 'warm' })).toMatchObject({ ok: true });
    expect(await call('slow')).toEqual({
      ok: false,
      error: { code: 'time-out', message: 'there was no answer in time', retryable: true },
    });
  });

  test('is not waited for when nobody needs the answer', async () => {
    const { call } = createCaller(stdioTools);
    await call('echo', { text: 'warm' });
    const stop = new AbortController();
    const slow = call('slow', {}, stop.signal);
    stop.abort();
    expect(await slow).toMatchObject({ error: { code: 'time-out' } });
  });

  test('whose command does not exist, or ends at once, cannot be used', async () => {
    const gone = createCaller({ kind: 'stdio', name: 'gone', command: '/no/such/program', args: [] });
    expect(await gone.call('echo', { text: 'x' })).toEqual({
      ok: false,
      error: {
        code: 'mcp-cannot-start',
        message: 'the command of the server cannot be started',
        retryable: false,
      },
    });
    const brief = createCaller({
      kind: 'stdio',
      name: 'brief',
      command: process.execPath,
      args: ['-e', '0'],
    });
    expect(await brief.call('echo', { text: 'x' })).toMatchObject({
      error: { code: 'network', retryable: true },
    });
  });

  test('is started without a shell, so that no text becomes a command', async () => {
    const { call } = createCaller({
      kind: 'stdio',
      name: 'shell',
      command: `${process.execPath} -e "process.exit(0)"; echo`,
      args: ['$(touch /tmp/pwned)'],
    });
    expect(await call('echo', { text: 'x' })).toMatchObject({ error: { code: 'mcp-cannot-start' } });
  });

  test('that nobody set up, or agreed to, is not started', async () => {
    const refusing = createCaller(stdioTools, { isConsented: () => false });
    expect(await refusing.call('crash')).toEqual({
      ok: false,
      error: {
        code: 'mcp-not-consented',
        message: 'nobody has agreed to use the tool server "test-tools" as it is set up',
        retryable: false,
      },
    });
    expect(await refusing.connections.listTools('test-tools')).toMatchObject({
      error: { code: 'mcp-not-consented' },
    });
    expect(await refusing.connections.listTools('other')).toMatchObject({
      error: { code: 'unknown-server' },
    });
  });

  test('without its secret is not started', async () => {
    const server = { ...stdioTools, env: { TOKEN: 'secret:gone' } };
    const { call } = createCaller(server);
    expect(await call('echo', { text: 'x' })).toMatchObject({
      error: { code: 'unknown-secret', retryable: false },
    });
  });

  test('is sent nothing that is no call', async () => {
    const { connections } = createCaller(stdioTools);
    const { toolCallPerformer } = await import('../../../../engine/effects/mcp/perform-tool-call.ts');
    const perform = toolCallPerformer(connections);
    expect(
      await perform({ kind: 'mcp.call', server: 'test-tools', tool: 'echo', args: 'x' }, { key: 'k' }),
    ).toMatchObject({ error: { code: 'invalid-effect' } });
  });
});

test('the tools of a server are those of a catalog, and what cannot be used is told', async () => {
  const { connections } = createCaller(stdioTools);
  const listed = await connections.listTools('test-tools');
  expect(listed.ok && listed.value.tools.map(({ name }) => name)).toEqual([
    'echo',
    'meta',
    'environment',
    'count',
    'miscount',
    'silent-count',
    'broken',
    'refusing',
    'slow',
    'crash',
    'large',
    'largest',
    'deep',
    'raising',
  ]);
  expect(listed.ok && listed.value.tools[0]).toEqual({
    server: 'test-tools',
    name: 'echo',
    title: 'Echo',
    description: 'Says what it was told.',
    inputSchema: {
      type: 'object',
      properties: { text: { type: 'string', minLength: 1 } },
      required: ['text'],
      additionalProperties: false,
    },
    outputSchema: {},
    raises: [],
  });
  expect(listed.ok && listed.value.tools.find(({ name }) => name === 'raising')?.raises).toEqual([
    'thing.happened',
  ]);
  expect(listed.ok && listed.value.notices).toEqual([
    'The tool "circular" is not used: "#" leads round in a circle',
  ]);
});
