import { expect, test } from 'vitest';
import { AnswerTooLarge, explainHttpError } from '../../../../engine/effects/http/http-errors.ts';

function withCode(code: unknown, message = 'a message with https://secret.example/canary'): Error {
  return Object.assign(new Error(message), { code });
}

test.each([
  [withCode('ECONNRESET'), 'network', 'the other side could not be reached: ECONNRESET'],
  [withCode('UND_ERR_SOCKET'), 'network', 'the other side could not be reached: UND_ERR_SOCKET'],
  [new Error('outer', { cause: withCode('EPIPE') }), 'network', 'the other side could not be reached: EPIPE'],
  [
    new AggregateError([withCode('ECONNREFUSED'), 'x']),
    'network',
    'the other side could not be reached: ECONNREFUSED',
  ],
  [new Error('no code'), 'network', 'the other side could not be reached'],
  [withCode('a code of https://secret.example/canary'), 'network', 'the other side could not be reached'],
  [withCode(7), 'network', 'the other side could not be reached'],
  ['just words', 'network', 'the other side could not be reached'],
  [withCode('UND_ERR_CONNECT_TIMEOUT'), 'time-out', 'there was no answer in time'],
  [withCode('UND_ERR_HEADERS_TIMEOUT'), 'time-out', 'there was no answer in time'],
  [withCode('UND_ERR_BODY_TIMEOUT'), 'time-out', 'there was no answer in time'],
  [new AggregateError([withCode('ETIMEDOUT')]), 'time-out', 'there was no answer in time'],
  [new DOMException('x', 'TimeoutError'), 'time-out', 'there was no answer in time'],
  [new DOMException('x', 'AbortError'), 'time-out', 'there was no answer in time'],
])('an error is explained without its words: %s is %s', (error, code, message) => {
  expect(explainHttpError(error)).toEqual({ code, message, retryable: true });
});

test('an answer that was too large stays so', () => {
  expect(explainHttpError(new TypeError('terminated', { cause: new AnswerTooLarge() }))).toEqual({
    code: 'answer-too-large',
    message: 'the answer is too large',
    retryable: false,
  });
});

test('errors that cause each other are not followed for ever', () => {
  const first = new Error('first');
  first.cause = new Error('second', { cause: first });
  expect(explainHttpError(first).code).toBe('network');
});
