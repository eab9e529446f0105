import { ORPCError } from '@orpc/client';

interface Call<T> {
  next(): Promise<T>;
  signal?: AbortSignal | undefined;
}

/** Has a call that fails because the engine is away say so in plain words; what the engine itself answers stays as it is. */
export function sayUnreachable(isOpen: () => boolean): <T>(call: Call<T>) => Promise<T> {
  return async ({ next, signal }) => {
    try {
      return await next();
    } catch (error) {
      const isAnswer = error instanceof ORPCError || signal?.aborted === true;
      if (isAnswer || isOpen()) throw error;
      throw new Error('The engine cannot be reached just now.', { cause: error });
    }
  };
}
