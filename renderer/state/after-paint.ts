/** Runs something once the next frame has been drawn, or in a moment where none is; gives what calls it off. */
export function afterPaint(run: () => void): () => void {
  let timer = window.setTimeout(done, hiddenMs);
  // A frame is drawn after its callbacks; what is put off from there runs once it is drawn.
  const frame = window.requestAnimationFrame(() => {
    window.clearTimeout(timer);
    timer = window.setTimeout(run);
  });
  function done(): void {
    window.cancelAnimationFrame(frame);
    run();
  }
  return () => {
    window.cancelAnimationFrame(frame);
    window.clearTimeout(timer);
  };
}

/** A window that cannot be seen draws no frames. Milliseconds. */
const hiddenMs = 200;
