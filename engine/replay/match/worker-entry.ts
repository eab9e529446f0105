/**
 * The file that worker threads start from: beside this one among the sources, and beside the bundle that this became
 * part of (`vite.config.ts` names it so).
 */
export const workerEntry = new URL(
  import.meta.url.endsWith('.ts') ? './worker.ts' : './replay-worker.js',
  import.meta.url,
);
