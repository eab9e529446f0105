import { describe, expect, test } from 'vitest';
import { builtInPacks } from '../../../../engine/catalog/index.ts';
import { readTool } from '../../../../engine/effects/mcp/offered-tools.ts';
import { packWithTools } from '../../../../engine/effects/mcp/pack-with-tools.ts';
import { readToolAnswer } from '../../../../engine/effects/mcp/read-answer.ts';
import type { Tool } from '../../../../engine/model/index.ts';

const tool: Tool = {
  server: 's',
  name: 't',
  title: 'T',
  description: '',
  inputSchema: { type: 'object' },
  outputSchema: {},
  raises: ['a.happened'],
};

describe('an answer', () => {
  test('without a structure is its texts, a line each', () => {
    const answer = {
      content: [
        { type: 'text' as const, text: 'one' },
        { type: 'image' as const, data: 'eA==', mimeType: 'image/png' },
        { type: 'text' as const, text: 'two' },
      ],
    };
    expect(readToolAnswer(answer, tool, 1_000)).toEqual({
      ok: true,
      value: { result: 'one\ntwo', raised: [] },
    });
  });

  test('that says it failed need not say why', () => {
    expect(readToolAnswer({ content: [], isError: true }, tool, 1_000)).toEqual({
      ok: false,
      error: { code: 'tool-error', message: 'the tool reported an error', retryable: false },
    });
  });

  test('must fit as a whole', () => {
    const typed: Tool = { ...tool, outputSchema: { type: 'object', minProperties: 1 } };
    expect(readToolAnswer({ content: [], structuredContent: {} }, typed, 1_000)).toMatchObject({
      ok: false,
      error: { code: 'invalid-answer' },
    });
    expect(
      readToolAnswer({ content: [], structuredContent: { a: 'x'.repeat(100) } }, tool, 50),
    ).toMatchObject({
      error: {
        message: "the tool's answer cannot be used: too large: at least 108 bytes, at most 50 are read",
      },
    });
  });

  test.each([
    [[{ type: 'a.happened', payload: { x: 1 } }], 1],
    [[{ type: 'b.happened', payload: {} }], 0],
    [[{ type: 'a.happened', payload: 'x' }], 0],
    [[{ type: 'a.happened', payload: {}, app: 'other' }], 0],
    ['a.happened', 0],
    [Array.from({ length: 101 }, () => ({ type: 'a.happened', payload: {} })), 0],
  ])('raises what it may: %j', (told, count) => {
    const answer = { content: [], _meta: { 'io.rulewright/events': told } };
    const read = readToolAnswer(answer, tool, 100_000);
    expect(read.ok && read.value.raised.length).toBe(count);
    expect(readToolAnswer(answer, tool, 10)).toMatchObject({ ok: true, value: { raised: [] } });
  });
});

describe('a listed tool', () => {
  test('is called what it says, wherever it says so', () => {
    const named = (more: object) => {
      const read = readTool({ name: 't', inputSchema: {}, ...more }, 's');
      return read.ok ? read.value.title : read.error;
    };
    expect(named({})).toBe('t');
    expect(named({ annotations: { title: 'A' } })).toBe('A');
    expect(named({ title: 'B', annotations: { title: 'A' } })).toBe('B');
  });

  test.each([
    [{ name: '', inputSchema: {} }],
    [{ name: 'x'.repeat(129), inputSchema: {} }],
    [{ name: 't', inputSchema: [] }],
    [{ name: 't', inputSchema: {}, outputSchema: { $ref: '#' } }],
    [{ name: 't', inputSchema: { description: 'x'.repeat(200_000) } }],
    [{ name: 't', inputSchema: {}, _meta: { 'io.rulewright/raises': 'a' } }],
    ['text'],
  ])('that cannot be used says why', (value) => {
    const read = readTool(value, 's');
    expect(read.ok ? '' : read.error).not.toBe('');
  });

  test("takes the place of the pack's own of that server", () => {
    const [pack] = builtInPacks().filter(({ name }) => name === 'documents');
    if (!pack) throw new Error('there is a documents pack');
    const server = 'northfield-documents';
    const renewed = packWithTools(pack, server, [{ ...tool, server }]);
    expect(renewed.tools).toEqual([{ ...tool, server }]);
    expect(packWithTools(pack, 'other', [tool]).tools).toEqual([...pack.tools, tool]);
  });
});
