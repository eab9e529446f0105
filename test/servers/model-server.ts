import { isJsonObject, type Json, type JsonObject } from '../../engine/model/index.ts';
import { openHttpServer, type ReceivedRequest, type TestAnswer, type TestHttpServer } from './http-server.ts';

export interface TestModelServer extends TestHttpServer {
  /** The questions as they were asked, parsed. */
  questions(): JsonObject[];
}

/** A server on loopback that speaks the Messages API as far as one question needs it. */
export async function openModelServer(
  answer: (request: JsonObject, index: number) => string | TestAnswer = () => 'An answer.',
): Promise<TestModelServer> {
  const server = await openHttpServer({
    answer: (request, index) => {
      const given = answer(parsed(request), index);
      return typeof given === 'string' && given !== 'reset'
        ? { status: 200, ...jsonOf(message(given)) }
        : given;
    },
  });
  return { ...server, questions: () => server.received.map(parsed) };
}

/** The body of an error, as the service words it. */
export function modelError(
  status: number,
  type: string,
  text: string,
  headers: Record<string, string> = {},
): TestAnswer {
  const body = jsonOf({ type: 'error', error: { type, message: text } });
  return { status, body: body.body, headers: { ...body.headers, ...headers } };
}

function message(text: string): Json {
  return {
    id: 'msg_1',
    type: 'message',
    role: 'assistant',
    model: 'test-model',
    content: [{ type: 'text', text }],
    stop_reason: 'end_turn',
    stop_sequence: null,
    usage: { input_tokens: 1, output_tokens: 1 },
  };
}

function jsonOf(value: Json) {
  return { headers: { 'content-type': 'application/json' }, body: JSON.stringify(value) };
}

function parsed({ body }: ReceivedRequest): JsonObject {
  const value: unknown = JSON.parse(body);
  if (!isJsonObject(value)) throw new Error('the question is no object');
  return value;
}
