import type { Database } from '../../store/index.ts';

/** Counters of a UTC day are kept this long after it, in ms; a clock may be set back a little. */
const dayCountersKept = 2 * 86_400_000;
/** No rule can ask for a longer cooldown: the limit of `cooldownSeconds`, in ms. */
const longestCooldown = 31_536_000 * 1000;

/**
 * Removes keyed state that can no longer decide anything: counters of days that are over, firings that are longer ago
 * than any cooldown may last, and what belongs to rules that were deleted. Returns how many rows there were.
 */
export function pruneState(database: Database, now: Date): number {
  const { connection } = database;
  const before = (milliseconds: number) => new Date(now.getTime() - milliseconds).toISOString();
  const oldestDay = before(dayCountersKept).slice(0, 10);
  const isKept = 'SELECT id FROM rules WHERE deleted_at IS NULL';
  return database.write(() => {
    const removed = [
      connection
        .prepare("DELETE FROM keyed_state WHERE kind = 'daily' AND json_extract(key, '$[1]') < ?")
        .run(oldestDay),
      connection.prepare("DELETE FROM keyed_state WHERE kind = 'model-questions' AND key < ?").run(oldestDay),
      connection
        .prepare("DELETE FROM keyed_state WHERE kind = 'cooldown' AND json_extract(value, '$') < ?")
        .run(before(longestCooldown)),
      connection
        .prepare(
          `DELETE FROM keyed_state WHERE kind IN ('cooldown', 'daily') AND json_extract(key, '$[0]') NOT IN (${isKept})`,
        )
        .run(),
      connection
        .prepare(
          `DELETE FROM keyed_state WHERE kind IN ('minute', 'failures', 'schedule') AND key NOT IN (${isKept})`,
        )
        .run(),
    ];
    return removed.reduce((sum, { changes }) => sum + changes, 0);
  });
}
