import { Agent, type Dispatcher } from 'undici';
import { judgeUrl, type OutgoingRules } from '../address/index.ts';
import { guardedConnector, RefusedConnection, type Resolve } from './guarded-connector.ts';
import { afterRedirect, type OutgoingRequest, redirectTarget } from './redirect.ts';

export interface HttpClientOptions {
  rules: OutgoingRules;
  /** By default the system's resolver. */
  resolve?: Resolve;
  /** For one call as a whole, redirects and answer included. Default 15 s. */
  timeoutMs?: number;
  /** Default 5 s. */
  connectTimeoutMs?: number;
  /** Of one answer. Default 1 MB. */
  maxAnswerBytes?: number;
  /** Default 5. */
  maxRedirects?: number;
  /** Certificates to trust beside the usual ones, in PEM. */
  ca?: string;
}

/** The head of an answer; its body has not been read. */
export interface OpenAnswer {
  status: number;
  headers: Dispatcher.ResponseData['headers'];
  body: Dispatcher.ResponseData['body'];
  /** Where the last redirect led. */
  url: URL;
}

/** HTTP with every guard on: rejects with what `explainHttpError` puts in words. */
export interface HttpClient {
  readonly maxAnswerBytes: number;
  open(request: OutgoingRequest, signal?: AbortSignal): Promise<OpenAnswer>;
  close(): Promise<void>;
}

export class TooManyRedirects extends Error {}

export function createHttpClient(options: HttpClientOptions): HttpClient {
  const { rules, resolve, ca, timeoutMs = 15_000, connectTimeoutMs = 5_000 } = options;
  const { maxAnswerBytes = 1_000_000, maxRedirects = 5 } = options;
  const agent = new Agent({
    connect: guardedConnector({
      rules,
      connectTimeoutMs,
      ...(resolve && { resolve }),
      ...(ca !== undefined && { ca }),
    }),
    allowH2: false,
    headersTimeout: timeoutMs,
    bodyTimeout: timeoutMs,
    maxHeaderSize: 32_768,
  });

  async function open(request: OutgoingRequest, signal?: AbortSignal): Promise<OpenAnswer> {
    const limit = AbortSignal.timeout(timeoutMs);
    const whole = signal ? AbortSignal.any([signal, limit]) : limit;
    let current = request;
    for (let redirects = 0; ; redirects++) {
      const judged = judgeUrl(current.url, rules);
      if (!judged.ok) throw new RefusedConnection(judged.error);
      const { url } = judged.value;
      const answer = await agent.request({
        origin: url.origin,
        path: url.pathname + url.search,
        method: current.method,
        headers: current.headers,
        body: current.body ?? null,
        signal: whole,
      });
      const { statusCode: status, headers, body } = answer;
      const target = redirectTarget(status, headers.location, url);
      if (target === null) return { status, headers, body, url };
      body.dump({ limit: 16_384 }).catch(() => {});
      if (redirects === maxRedirects) throw new TooManyRedirects();
      current = afterRedirect(current, status, url, target);
    }
  }

  return { maxAnswerBytes, open, close: () => agent.destroy() };
}
