import { type EffectFailure, effectFailure } from '../../chain/index.ts';
import { RefusedConnection } from './guarded-connector.ts';
import { TooManyRedirects } from './http-client.ts';

/** An answer that is longer than may be read. */
export class AnswerTooLarge extends Error {}

/**
 * Why a call got no answer, in the chain's terms. Says an error's code, never its message: that may quote addresses
 * and headers.
 */
export function explainHttpError(error: unknown): EffectFailure {
  for (const each of chainOf(error)) {
    if (each instanceof RefusedConnection) return { ...each.refusal, retryable: false };
    if (each instanceof TooManyRedirects) {
      return { code: 'too-many-redirects', message: 'the address redirects too often', retryable: false };
    }
    if (each instanceof AnswerTooLarge) {
      return { code: 'answer-too-large', message: 'the answer is too large', retryable: false };
    }
    if (isTimeOut(each)) return effectFailure({ kind: 'time-out' });
  }
  const code = chainOf(error).map(codeOf).find(Boolean);
  return effectFailure({ kind: 'network' }, code);
}

function isTimeOut(error: Error): boolean {
  const code = codeOf(error) ?? '';
  return (
    error.name === 'TimeoutError' ||
    error.name === 'AbortError' ||
    ['UND_ERR_CONNECT_TIMEOUT', 'UND_ERR_HEADERS_TIMEOUT', 'UND_ERR_BODY_TIMEOUT', 'ETIMEDOUT'].includes(code)
  );
}

/** The error and what caused it, outermost first. */
function chainOf(error: unknown): Error[] {
  const chain: Error[] = [];
  for (let each = error; each instanceof Error && chain.length < 8; each = each.cause) {
    chain.push(each);
    if (each instanceof AggregateError) chain.push(...each.errors.filter((inner) => inner instanceof Error));
  }
  return chain;
}

function codeOf(error: Error): string | undefined {
  const code: unknown = 'code' in error ? error.code : undefined;
  return typeof code === 'string' && /^[A-Z0-9_]{2,60}$/.test(code) ? code : undefined;
}
