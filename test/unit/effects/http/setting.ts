import { onTestFinished } from 'vitest';
import type { OutgoingRules } from '../../../../engine/effects/address/index.ts';
import { createHttpClient, type HttpClientOptions } from '../../../../engine/effects/http/http-client.ts';
import { httpPostPerformer } from '../../../../engine/effects/http/perform-http-post.ts';
import type { EffectResult } from '../../../../engine/effects/perform.ts';
import { fixedSecrets } from '../../../../engine/effects/secrets/secrets.ts';
import type { Effect, Json } from '../../../../engine/model/index.ts';

export const noon = new Date('2026-03-02T12:00:00Z');

export interface PosterOptions extends Partial<HttpClientOptions> {
  rules?: OutgoingRules;
  secrets?: Record<string, string>;
}

/** Posts by the real performer, with a client of its own. */
export function createPoster(options: PosterOptions = {}) {
  const { rules = {}, secrets = {}, ...rest } = options;
  const client = createHttpClient({ rules, timeoutMs: 5_000, ...rest });
  onTestFinished(() => client.close());
  const perform = httpPostPerformer({ client, rules, secrets: fixedSecrets(secrets), now: () => noon });
  return (
    url: string,
    more: { body?: Json; headers?: Record<string, string>; signal?: AbortSignal; key?: string } = {},
  ) => {
    const { signal, key = 'r_1:e_1:s1:0', body = { hello: 'there' } } = more;
    const { headers = { 'content-type': 'application/json' } } = more;
    const effect: Effect = { kind: 'http.post', method: 'POST', url, headers, body };
    return perform(effect, { key, ...(signal && { signal }) });
  };
}

export function outcome(result: EffectResult): string {
  return result.ok ? `done ${JSON.stringify(result.value.output)}` : result.error.code;
}
