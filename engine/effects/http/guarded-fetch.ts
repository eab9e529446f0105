import type { HttpClient } from './http-client.ts';
import { capped } from './read-answer.ts';
import type { OutgoingRequest } from './redirect.ts';
import { streamOf } from './stream-of.ts';

export type GuardedFetch = (url: string | URL | Request, init?: RequestInit) => Promise<Response>;

const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS'] as const;
const withoutBody = new Set([204, 205, 304]);

/** `fetch` for SDKs, with every guard of the client on. Bodies are texts or bytes. */
export function guardedFetch(client: HttpClient): GuardedFetch {
  return async (input, init = {}) => {
    if (input instanceof Request) throw new TypeError('a guarded fetch takes an address');
    const method = methods.find((each) => each === (init.method ?? 'GET').toUpperCase());
    if (!method) throw new TypeError('a guarded fetch knows the usual methods only');
    const headers = Object.fromEntries(new Headers(init.headers));
    // Nothing here unpacks answers.
    delete headers['accept-encoding'];
    const request: OutgoingRequest = { url: input, method, headers, ...bodyOf(init.body) };
    const answer = await client.open(request, init.signal ?? undefined);
    const hasBody = !withoutBody.has(answer.status) && method !== 'HEAD';
    if (!hasBody) answer.body.resume();
    const body = hasBody ? streamOf(capped(answer.body, client.maxAnswerBytes)) : null;
    return new Response(body, { status: answer.status, headers: headersOf(answer.headers) });
  };
}

function bodyOf(body: unknown): { body?: string | Uint8Array } {
  if (body === undefined || body === null) return {};
  if (typeof body === 'string' || body instanceof Uint8Array) return { body };
  throw new TypeError('a guarded fetch sends texts and bytes only');
}

function headersOf(headers: Record<string, string | string[] | undefined>): Headers {
  const result = new Headers();
  for (const [name, value] of Object.entries(headers)) {
    for (const each of Array.isArray(value) ? value : [value]) {
      if (each !== undefined) result.append(name, each);
    }
  }
  return result;
}
