import { StreamableHTTPError } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { ErrorCode, McpError } from '@modelcontextprotocol/sdk/types.js';
import { type EffectFailure, effectFailure } from '../../chain/index.ts';
import { explainHttpError } from '../http/http-errors.ts';

/** An HTTP answer that is no answer of the protocol, as it was heard by our own fetch. */
export class FailedAnswer extends Error {
  readonly failure: EffectFailure;
  constructor(failure: EffectFailure) {
    super(failure.message);
    this.failure = failure;
  }
}

/** Why a server could not be used or a call did not work, in the chain's terms. */
export function explainMcpError(error: unknown): EffectFailure {
  if (error instanceof FailedAnswer) return error.failure;
  if (error instanceof McpError) {
    if (error.code === ErrorCode.RequestTimeout) return effectFailure({ kind: 'time-out' });
    if (error.code === ErrorCode.ConnectionClosed) return effectFailure({ kind: 'network' });
    return effectFailure(
      { kind: 'tool-error' },
      shortened(error.message.replace(/^(?:MCP error -?\d+: )+/, '')),
    );
  }
  if (error instanceof StreamableHTTPError && (error.code ?? 0) >= 400) {
    return effectFailure({ kind: 'http', status: error.code ?? 0 });
  }
  if (error instanceof StreamableHTTPError || isUnreadable(error)) {
    return { code: 'invalid-answer', message: 'the server does not speak the protocol', retryable: false };
  }
  if (cannotStart(error)) {
    return {
      code: 'mcp-cannot-start',
      message: 'the command of the server cannot be started',
      retryable: false,
    };
  }
  return explainHttpError(error);
}

/** One line of another side's words. */
export function shortened(text: string): string {
  return text
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .trim()
    .slice(0, 300);
}

function isUnreadable(error: unknown): boolean {
  return (
    error instanceof Error &&
    (error.name === 'ZodError' || error.name === '$ZodError' || error instanceof SyntaxError)
  );
}

function cannotStart(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const syscall: unknown = Reflect.get(error, 'syscall');
  return typeof syscall === 'string' && syscall.startsWith('spawn');
}
