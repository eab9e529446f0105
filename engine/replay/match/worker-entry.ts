/** The file that worker threads start from: the one place that names it, for whoever bundles the program. */
export const workerEntry = new URL('./worker.ts', import.meta.url);
