import { type Json, limits, parseJson } from '../../model/index.ts';
import { type Answer, type Refusal, refuse } from '../requests/refusal.ts';

/** What a body may be, by where it goes. Many events or changes come in one body; each is read with its own limits. */
function boundsFor(path: string): { maxBytes: number; maxDepth: number } {
  const ofRules = { maxDepth: limits.ruleNestingDepth + 4 };
  if (path.startsWith('/api/v1/releases')) return { maxBytes: limits.packBytes, ...ofRules };
  if (path === '/api/v1/events') return { maxBytes: limits.packBytes, maxDepth: limits.nestingDepth + 1 };
  if (/^\/api\/v1\/rules\/[^/]+\/(?:test|run)$/.test(path)) {
    return { maxBytes: limits.eventBytes + 1_000, maxDepth: limits.nestingDepth + 1 };
  }
  return { maxBytes: limits.ruleBytes, ...ofRules };
}

/**
 * The JSON of a request: type, size, encoding and nesting are checked before anything recursive sees it. Undefined
 * when there is no body.
 */
export async function readBody(request: Request, path: string): Promise<Answer<Json | undefined>> {
  const bounds = boundsFor(path);
  if (request.body === null) return { ok: true, value: undefined };
  if (Number(request.headers.get('content-length') ?? 0) > bounds.maxBytes) return tooLarge(bounds.maxBytes);
  const bytes = await collect(request.body, bounds.maxBytes);
  if (bytes === null) return tooLarge(bounds.maxBytes);
  if (bytes.length === 0) return { ok: true, value: undefined };
  const type = request.headers.get('content-type') ?? '';
  if (!/^application\/(?:[\w.+-]+\+)?json\s*(?:;.*)?$/i.test(type)) {
    const given = type === '' ? 'nothing' : `"${type}"`;
    return refuse('UNSUPPORTED_MEDIA_TYPE', `send JSON as Content-Type: application/json; this is ${given}`);
  }
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return refuse('BAD_REQUEST', 'the body is not text in UTF-8');
  }
  const parsed = parseJson(text, bounds);
  if (parsed.ok) return parsed;
  const { code, message, at } = parsed.error;
  const words = at === '' ? message : `${at}: ${message}`;
  return refuse(code === 'too-deep' ? 'UNPROCESSABLE_CONTENT' : 'BAD_REQUEST', words, {
    errors: [{ at, message }],
  });
}

/** All bytes of a stream; null when there are more than that. */
async function collect(stream: ReadableStream<Uint8Array>, most: number): Promise<Buffer | null> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of stream) {
    size += chunk.length;
    if (size > most) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function tooLarge(most: number): { ok: false; error: Refusal } {
  return refuse('PAYLOAD_TOO_LARGE', `the body is larger than ${most} bytes, which is the most that is read`);
}
