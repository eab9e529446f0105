/** Chunks as the body of a `Response`; asked for one by one, so that nothing is read ahead of its reader. */
export function streamOf(chunks: AsyncGenerator<Uint8Array, void>): ReadableStream {
  return new ReadableStream({
    async pull(controller) {
      const next = await chunks.next();
      if (next.done) controller.close();
      else controller.enqueue(next.value);
    },
    async cancel() {
      await chunks.return();
    },
  });
}
