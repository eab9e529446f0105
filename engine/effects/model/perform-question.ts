import Anthropic, {
  APIConnectionError,
  APIConnectionTimeoutError,
  APIError,
  APIUserAbortError,
} from '@anthropic-ai/sdk';
import { z } from 'zod';
import { type EffectFailure, effectFailure } from '../../chain/index.ts';
import { readWith } from '../../model/index.ts';
import type { GuardedFetch } from '../http/guarded-fetch.ts';
import { headerKey } from '../http/header-key.ts';
import { explainHttpError } from '../http/http-errors.ts';
import { readRetryAfter } from '../http/retry-after.ts';
import { failedEffect, type Performer, performed, refusedEffect } from '../perform.ts';
import type { FoundDocument } from '../search/document-index.ts';
import { resolveSecret, type Secrets } from '../secrets/secrets.ts';
import { instructions, questionContent } from './question-prompt.ts';

export interface ModelSettings {
  /** May be `secret:name`, and should be. */
  apiKey: string;
  /** Default: Anthropic's own. */
  baseUrl?: string;
  /** Default `defaultModel`. */
  model?: string;
  /** Of one answer. Default 2,000. */
  maxTokens?: number;
  /** Default 120 s. */
  timeoutMs?: number;
}

export interface QuestionOptions {
  settings: ModelSettings;
  secrets: Secrets;
  fetch: GuardedFetch;
  now: () => Date;
  /** What a question is answered from: what its asker may see. */
  findDocuments: (question: string, runAs: string) => FoundDocument[];
}

export const defaultModel = 'claude-sonnet-5-5';
export const anthropicAddress = 'https://api.anthropic.com';

/** Characters of an answer at most: it goes into a mail. */
const longestAnswer = 100_000;

const modelAsk = z.looseObject({ question: z.string().min(1).max(50_000), runAs: z.string() });

/** `model.ask`: a question to the model, with documents found for it. Output: `{ answer }`, Markdown. */
export function questionPerformer({
  settings,
  secrets,
  fetch,
  now,
  findDocuments,
}: QuestionOptions): Performer {
  const {
    baseUrl = anthropicAddress,
    model = defaultModel,
    maxTokens = 2_000,
    timeoutMs = 120_000,
  } = settings;
  return async (effect, { key, signal }) => {
    const read = readWith(modelAsk, effect);
    if (!read.ok) return refusedEffect('invalid-effect', 'this is not a question that can be asked');
    const apiKey = await resolveSecret(settings.apiKey, secrets);
    if (!apiKey.ok) return refusedEffect(apiKey.error.code, apiKey.error.message);
    const { question, runAs } = read.value;
    // The chain retries, and records it.
    const client = new Anthropic({
      apiKey: apiKey.value,
      baseURL: baseUrl,
      timeout: timeoutMs,
      maxRetries: 0,
      fetch,
      logLevel: 'off',
    });
    try {
      const answer = await client.messages.create(
        {
          model,
          max_tokens: maxTokens,
          system: instructions,
          messages: [{ role: 'user', content: questionContent(question, findDocuments(question, runAs)) }],
        },
        { headers: { 'idempotency-key': headerKey(key) }, ...(signal && { signal }) },
      );
      const text = answer.content.map((block) => (block.type === 'text' ? block.text : '')).join('');
      if (text.trim() === '') return refusedEffect('no-answer', 'the model gave no answer');
      return performed({ answer: text.slice(0, longestAnswer) });
    } catch (error) {
      return failedEffect(explainModelError(error, now()));
    }
  };
}

function explainModelError(error: unknown, now: Date): EffectFailure {
  if (error instanceof APIConnectionTimeoutError || error instanceof APIUserAbortError) {
    return effectFailure({ kind: 'time-out' });
  }
  if (error instanceof APIConnectionError) return explainHttpError(error.cause ?? error);
  if (error instanceof APIError && typeof error.status === 'number') {
    const retryAfterMs = readRetryAfter(error.headers?.get('retry-after'), now);
    const words = error.apiMessage ?? undefined;
    return effectFailure(
      { kind: 'http', status: error.status, ...(retryAfterMs !== undefined && { retryAfterMs }) },
      words?.slice(0, 300),
    );
  }
  if (error instanceof SyntaxError || error instanceof TypeError) {
    return {
      code: 'invalid-answer',
      message: 'the model service answered in another way than agreed',
      retryable: false,
    };
  }
  return explainHttpError(error);
}
