/** How often a program that npm started looks whether npm's shell is still there, in milliseconds. */
const parentCheckInterval = 500;

/**
 * Runs until done or until the process is asked to end. Signals repeat: under npm a Ctrl+C arrives from the terminal
 * and from npm, and the second must not cut the goodbye short. A SIGTERM for npm in turn reaches only the shell
 * between npm and us, so under npm the loss of our parent counts as being asked.
 */
export async function untilSignalled(
  env: Readonly<Record<string, string | undefined>>,
  run: (stop: AbortSignal) => Promise<void>,
): Promise<void> {
  const controller = new AbortController();
  const stop = (): void => controller.abort();
  process.on('SIGINT', stop).on('SIGTERM', stop);
  const parent = process.ppid;
  const watch =
    env.npm_lifecycle_event === undefined
      ? null
      : setInterval(() => {
          if (process.ppid !== parent) stop();
        }, parentCheckInterval).unref();
  try {
    await run(controller.signal);
  } finally {
    if (watch !== null) clearInterval(watch);
    process.off('SIGINT', stop).off('SIGTERM', stop);
  }
}
