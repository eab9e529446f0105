import type { ComparisonProgress, ReplayProgress } from '../../replay/index.ts';
import type { CliContext } from '../command.ts';
import { count } from './amount.ts';

/** How often progress is shown, in milliseconds. */
const interval = 250;

/** Shows, to people at a terminal, how far a replay has come; returns what ends that. */
export function showProgress(
  { stderr }: Pick<CliContext, 'stderr'>,
  running: { progress(): ReplayProgress | ComparisonProgress },
): () => void {
  if (stderr.isTTY !== true) return () => {};
  const timer = setInterval(() => stderr.write(`\r\u001b[K${progressInWords(running.progress())}`), interval);
  return () => {
    clearInterval(timer);
    stderr.write('\r\u001b[K');
  };
}

/** "1,200,000 events, 45 %, 310,000 a second, 12 s left" */
export function progressInWords(progress: ReplayProgress | ComparisonProgress): string {
  const { events, bytes, totalBytes, elapsedMs } = progress;
  const rate = elapsedMs > 0 ? Math.round((events * 1000) / elapsedMs) : 0;
  const parts = [`${count(events)} events`];
  if (totalBytes !== null && totalBytes > 0) parts.push(`${Math.floor((bytes / totalBytes) * 100)} %`);
  parts.push(`${count(rate)} a second`);
  if (totalBytes !== null && bytes > 0) {
    parts.push(`${Math.ceil(((elapsedMs / bytes) * (totalBytes - bytes)) / 1000)} s left`);
  }
  return parts.join(', ');
}
