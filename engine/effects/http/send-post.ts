import { effectFailure } from '../../chain/index.ts';
import { type EffectResult, failedEffect, performed } from '../perform.ts';
import type { HttpClient, OpenAnswer } from './http-client.ts';
import { explainHttpError } from './http-errors.ts';
import { readStart } from './read-answer.ts';
import { readRetryAfter } from './retry-after.ts';

export interface Post {
  url: string | URL;
  /** Names in lower case. */
  headers: Record<string, string>;
  body: string;
}

/** How much of an answer that says no is told to people. */
const detailBytes = 200;

/**
 * Posts a text; the output is `{ status }`. What counts is the status of the answer: a 2xx is done, even when its body
 * breaks off or never ends. Never rejects.
 */
export async function sendPost(
  client: HttpClient,
  post: Post,
  { now, signal }: { now: () => Date; signal?: AbortSignal | undefined },
): Promise<EffectResult> {
  try {
    const answer = await client.open({ ...post, method: 'POST' }, signal);
    return await conclude(answer, client, now());
  } catch (error) {
    return failedEffect(explainHttpError(error));
  }
}

async function conclude(answer: OpenAnswer, client: HttpClient, now: Date): Promise<EffectResult> {
  const { status, headers, body } = answer;
  if (status >= 200 && status < 300) {
    // Read to its end in the background, so that the connection can serve again.
    body.dump({ limit: client.maxAnswerBytes }).catch(() => {});
    return performed({ status });
  }
  const retryAfter = headers['retry-after'];
  const retryAfterMs = readRetryAfter(typeof retryAfter === 'string' ? retryAfter : null, now);
  const detail = oneLine(await readStart(body, detailBytes));
  return failedEffect(
    effectFailure(
      { kind: 'http', status, ...(retryAfterMs !== undefined && { retryAfterMs }) },
      detail === '' ? undefined : detail,
    ),
  );
}

function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\s]+/gu, ' ').trim();
}
