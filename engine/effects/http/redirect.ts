export interface OutgoingRequest {
  url: string | URL;
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'HEAD' | 'OPTIONS';
  /** Names in lower case. */
  headers: Record<string, string>;
  body?: string | Uint8Array;
}

/** What another host may be told: all else could be a credential. */
const harmless = new Set(['accept', 'content-type', 'user-agent', 'idempotency-key']);
const aboutTheBody = new Set(['content-type', 'content-length', 'content-encoding', 'content-language']);

/** Where an answer redirects to; null when it does not. A place that is no address is none of ours to follow. */
export function redirectTarget(
  status: number,
  location: string | string[] | undefined,
  from: URL,
): URL | null {
  if (![301, 302, 303, 307, 308].includes(status) || typeof location !== 'string') return null;
  return URL.canParse(location, from.href) ? new URL(location, from) : null;
}

/**
 * The next request, as fetch makes it: 307 and 308 repeat it; 303, and 301 and 302 after a POST, turn it into a GET
 * without body. Credentials do not follow to another origin.
 */
export function afterRedirect(request: OutgoingRequest, status: number, from: URL, to: URL): OutgoingRequest {
  const isGet =
    (status === 303 && request.method !== 'HEAD') ||
    ((status === 301 || status === 302) && request.method === 'POST');
  const isSameOrigin = to.origin === from.origin;
  const headers = Object.fromEntries(
    Object.entries(request.headers).filter(
      ([name]) => (isSameOrigin || harmless.has(name)) && !(isGet && aboutTheBody.has(name)),
    ),
  );
  if (isGet) return { url: to, method: 'GET', headers };
  return { ...request, url: to, headers };
}
