import type { CallToolResult } from '@modelcontextprotocol/sdk/types.js';
import { z } from 'zod';
import { validateAgainst } from '../../catalog/index.ts';
import { type EffectFailure, effectFailure } from '../../chain/index.ts';
import {
  failure,
  type Json,
  jsonObject,
  parseJson,
  type Result,
  readWith,
  success,
  type Tool,
} from '../../model/index.ts';
import type { RaisedEvent } from '../perform.ts';
import { shortened } from './mcp-failure.ts';
import { eventsKey } from './meta-keys.ts';

export interface ToolAnswer {
  result: Json;
  raised: RaisedEvent[];
}

const mostEvents = 100;
const events = z.array(z.strictObject({ type: z.string(), payload: jsonObject })).max(mostEvents);

/**
 * What a tool answered, as data: its structured content, or else its text. It must fit the schema the tool declares,
 * and may raise only events that the tool declares.
 */
export function readToolAnswer(
  answer: CallToolResult,
  tool: Tool,
  maxBytes: number,
): Result<ToolAnswer, EffectFailure> {
  const text = textOf(answer);
  if (answer.isError === true) {
    return failure(effectFailure({ kind: 'tool-error' }, text === '' ? undefined : shortened(text)));
  }
  const isTyped = Object.keys(tool.outputSchema).length > 0;
  if (isTyped && answer.structuredContent === undefined) {
    return invalid('it declares a result and gave none');
  }
  const parsed = parseJson(JSON.stringify(answer.structuredContent ?? text), { maxBytes });
  if (!parsed.ok) return invalid(parsed.error.message);
  const [issue] = isTyped ? validateAgainst(tool.outputSchema, parsed.value) : [];
  if (issue) return invalid(`${issue.at === '' ? 'result' : issue.at}: ${shortened(issue.message)}`);
  return success({ result: parsed.value, raised: raisedBy(answer, tool, maxBytes) });
}

function raisedBy(answer: CallToolResult, tool: Tool, maxBytes: number): RaisedEvent[] {
  const told = answer._meta?.[eventsKey];
  if (told === undefined) return [];
  const parsed = parseJson(JSON.stringify(told), { maxBytes });
  const read = parsed.ok ? readWith(events, parsed.value) : parsed;
  return read.ok ? read.value.filter(({ type }) => tool.raises.includes(type)) : [];
}

function textOf({ content }: CallToolResult): string {
  return content.flatMap((part) => (part.type === 'text' ? [part.text] : [])).join('\n');
}

function invalid(why: string): { ok: false; error: EffectFailure } {
  return failure({
    code: 'invalid-answer',
    message: `the tool's answer cannot be used: ${why}`,
    retryable: false,
  });
}
