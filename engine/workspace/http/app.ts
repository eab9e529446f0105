import type { HttpBindings } from '@hono/node-server';
import { OpenAPIHandler } from '@orpc/openapi/fetch';
import { ORPCError } from '@orpc/server';
import { Hono } from 'hono';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import type { Caller } from '../access/caller.ts';
import { type Answer, type Refusal, refuse } from '../requests/refusal.ts';
import type { Workspace } from '../workspace.ts';
import { refusalError } from './grant.ts';
import { createMetrics } from './metrics.ts';
import { describeApi } from './openapi.ts';
import { explainInput, isUnexpected, problemOf, refusalOf } from './problem.ts';
import { readBody } from './read-body.ts';
import { createWorkspaceRouter } from './router.ts';

export interface AppOptions {
  workspace: Workspace;
  version: string;
  /** Of one token. */
  requestsPerMinute: number;
  /** One line that a person can act on. */
  log: (line: string) => void;
}

/** Requests a minute with a token that is no token, from one address. */
const guessesPerMinute = 600;

const securityHeaders = {
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
} as const;

/** The REST API as a web handler: what is checked of every request, in order, and then the contract's routes. */
export function createApp({ workspace, version, requestsPerMinute, log }: AppOptions) {
  const metrics = createMetrics(workspace.dispatcher);
  const perToken = new RateLimiterMemory({ points: requestsPerMinute, duration: 60 });
  const perGuesser = new RateLimiterMemory({ points: guessesPerMinute, duration: 60 });
  const handler = new OpenAPIHandler(createWorkspaceRouter(), {
    customErrorResponseBodyEncoder: (error) => problemOf(refusalOf(error)),
    clientInterceptors: [
      async ({ next, procedure, input, path }) => {
        try {
          return await next();
        } catch (error) {
          const wrong = explainInput(error, procedure['~orpc'].inputSchema, input);
          if (wrong) throw refusalError(wrong);
          const refusal = refusalOf(error);
          if (isUnexpected(error)) log(`${path.join('.')}: ${explainFault(error)}`);
          throw refusalError(refusal);
        }
      },
    ],
  });

  const app = new Hono<{ Bindings: HttpBindings; Variables: { caller: Caller } }>();

  app.use(async (context, next) => {
    const start = workspace.clock.elapsed();
    await next();
    for (const [name, value] of Object.entries(securityHeaders)) context.header(name, value);
    metrics.request(context.req.method, context.res.status, (workspace.clock.elapsed() - start) / 1_000);
  });

  app.get('/healthz', (context) => {
    workspace.database.read(() => workspace.database.connection.prepare('SELECT 1').get());
    return context.json({ status: 'ok' });
  });
  app.get('/metrics', async (context) =>
    context.body(await metrics.print(), 200, { 'content-type': metrics.contentType }),
  );
  let description: Promise<object> | null = null;
  app.get('/api/v1/openapi.json', async (context) => {
    description ??= describeApi(version);
    return context.json(await description);
  });

  app.all('/api/v1/*', async (context) => {
    const caller = await authenticate(context.req.header('authorization'), addressOf(context.env));
    if (!caller.ok) return problemResponse(caller.error);
    const waits = await spend(perToken, caller.value.tokenId);
    if (waits !== null) return problemResponse(tooMany(waits));
    const body = await readBody(context.req.raw, context.req.path);
    if (!body.ok) return problemResponse(body.error);
    const headers = new Headers(context.req.raw.headers);
    headers.delete('content-length');
    headers.delete('transfer-encoding');
    if (body.value === undefined) headers.delete('content-type');
    else headers.set('content-type', 'application/json');
    const { method, signal, url } = context.req.raw;
    const request = new Request(url, {
      method,
      headers,
      signal,
      ...(body.value === undefined ? {} : { body: JSON.stringify(body.value) }),
    });
    const { matched, response } = await handler.handle(request, {
      context: { workspace, caller: caller.value },
    });
    if (!matched) return problemResponse(noRoute(method, context.req.path));
    return response.status < 400 ? response : asProblem(response);
  });
  app.notFound((context) => problemResponse(noRoute(context.req.method, context.req.path)));
  app.onError((error) => {
    log(explainFault(error));
    return problemResponse(refusalOf(error));
  });
  return app;

  async function authenticate(header: string | undefined, address: string): Promise<Answer<Caller>> {
    const [, token] = /^Bearer +([\w-]+) *$/i.exec(header ?? '') ?? [];
    const caller = token === undefined ? null : workspace.tokens.find(token);
    if (caller) return { ok: true, value: caller };
    const waits = await spend(perGuesser, address);
    if (waits !== null) return { ok: false, error: tooMany(waits) };
    return refuse(
      'UNAUTHORIZED',
      header === undefined
        ? 'send a token: Authorization: Bearer …'
        : 'this token is not valid here, or not any longer',
    );
  }
}

/** Null when there was a request left; otherwise the seconds until there is one again. */
async function spend(limiter: RateLimiterMemory, key: string): Promise<number | null> {
  try {
    await limiter.consume(key);
    return null;
  } catch (spent) {
    if (spent instanceof RateLimiterRes) return Math.max(1, Math.ceil(spent.msBeforeNext / 1_000));
    throw spent;
  }
}

function tooMany(retryAfterSeconds: number): Refusal {
  const message = `too many requests; try again in ${retryAfterSeconds} s`;
  return { code: 'TOO_MANY_REQUESTS', message, data: { retryAfterSeconds } };
}

function noRoute(method: string, path: string): Refusal {
  const message = `there is no ${method} ${path}; the routes are in /api/v1/openapi.json`;
  return { code: 'NOT_FOUND', message, data: {} };
}

function problemResponse(refusal: Refusal): Response {
  const problem = problemOf(refusal);
  const headers = new Headers({ 'content-type': 'application/problem+json' });
  if (problem.code === 'UNAUTHORIZED') headers.set('www-authenticate', 'Bearer realm="rulewright"');
  // What is left of a body that is too large is not waited for.
  if (problem.code === 'PAYLOAD_TOO_LARGE') headers.set('connection', 'close');
  if (problem.retryAfterSeconds !== undefined) {
    headers.set('retry-after', String(problem.retryAfterSeconds));
  }
  return new Response(JSON.stringify(problem), { status: problem.status, headers });
}

function asProblem(response: Response): Response {
  const headers = new Headers(response.headers);
  headers.set('content-type', 'application/problem+json');
  return new Response(response.body, { status: response.status, headers });
}

function addressOf(bindings: HttpBindings | undefined): string {
  return bindings?.incoming?.socket?.remoteAddress ?? 'unknown';
}

function explainFault(error: unknown): string {
  const cause = error instanceof ORPCError && error.cause !== undefined ? error.cause : error;
  return cause instanceof Error ? (cause.stack ?? cause.message) : String(cause);
}
