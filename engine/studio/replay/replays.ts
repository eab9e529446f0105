import { basename, join } from 'node:path';
import type { ReplayEntry, ReplayView, RuleOutcomesView } from '../../contract/index.ts';
import { failure, type Pack, type Result, type Rule, success } from '../../model/index.ts';
import {
  listStoredReplays,
  openStoredReplay,
  type ReplayEnd,
  type ReplayProgress,
  type RunningReplay,
  removeStoredReplay,
  resumeStoredReplay,
  type StoredReplay,
  startStoredReplay,
} from '../../replay/index.ts';
import type { RecordingFiles } from './recording-files.ts';

/** The replays of a data folder: those that run here, and those that were run. */
export interface Replays {
  list(): ReplayEntry[];
  start(options: { recording: string; rules: readonly Rule[] }): Promise<Result<string, string>>;
  resume(id: string): Promise<Result<null, string>>;
  /** Stops it soon; it can be taken up again. */
  cancel(id: string): void;
  remove(id: string): Promise<void>;
  view(id: string): Result<ReplayView, string>;
  /** Looks into the result of a replay, and closes it again. */
  look<Value>(id: string, into: (stored: StoredReplay) => Value): Result<Value, string>;
  /** Resolves when the replay is no longer running here. */
  ended(id: string): Promise<void>;
  close(): Promise<void>;
}

interface Running {
  replay: RunningReplay;
  done: Promise<void>;
}

export interface ReplaysOptions {
  dataFolder: string;
  packs: readonly Pack[];
  files: RecordingFiles;
  now: () => Date;
  newId: () => string;
}

const gone = 'This replay is no longer in the data folder.';

export function createReplays(options: ReplaysOptions): Replays {
  const { packs, files, now, newId } = options;
  const folder = join(options.dataFolder, 'replays');
  const running = new Map<string, Running>();
  const troubles = new Map<string, string>();

  const follow = (id: string, replay: RunningReplay): void => {
    troubles.delete(id);
    const done = replay.ended
      .then((ended) => {
        if (!ended.ok) troubles.set(id, ended.error.message);
      })
      .catch((error: unknown) => {
        troubles.set(id, error instanceof Error ? error.message : String(error));
      })
      .finally(() => running.delete(id));
    running.set(id, { replay, done });
  };
  const look: Replays['look'] = (id, into) => {
    if (!listStoredReplays(folder).includes(id)) return failure(gone);
    const opened = openStoredReplay(folder, id);
    if (!opened.ok) return failure(`This replay cannot be opened: ${opened.error}.`);
    try {
      return success(into(opened.value));
    } finally {
      opened.value.close();
    }
  };
  const entryOf = (id: string, stored: StoredReplay): ReplayEntry => {
    const recordingId = basename(stored.recording).replace(/\.events$/, '');
    const recording = files.find(recordingId);
    const ending = stored.ending();
    const [only, ...others] = stored.rules;
    const matched =
      ending?.summary.matched ?? sum(stored.outcomes({}, yearMinutes).map(({ matches }) => matches));
    return {
      id,
      recording: {
        id: recordingId,
        name: recording.ok ? recording.value.name : 'A recording that is gone',
        isThere: recording.ok,
      },
      startedAt: stored.startedAt,
      state: running.has(id) ? 'running' : ending === null ? 'stopped' : 'finished',
      ruleCount: stored.rules.length,
      ruleName: only && others.length === 0 ? only.name : null,
      events:
        running.get(id)?.replay.progress().events ??
        ending?.summary.events ??
        stored.checkpoint()?.events ??
        0,
      matched,
    };
  };

  return {
    look,
    list: () =>
      listStoredReplays(folder)
        .flatMap((id) => {
          const entry = look(id, (stored) => entryOf(id, stored));
          return entry.ok ? [entry.value] : [];
        })
        .sort((one, other) => (one.startedAt < other.startedAt ? 1 : -1)),
    async start({ recording, rules }) {
      const id = `rep_${newId()}`;
      const started = await startStoredReplay({
        folder,
        id,
        rules,
        packs,
        recording: files.pathOf(recording),
        startedAt: now().toISOString(),
      });
      if (!started.ok) return failure(`The replay cannot be started: ${started.error}.`);
      follow(id, started.value);
      return success(id);
    },
    async resume(id) {
      if (running.has(id)) return success(null);
      const resumed = await resumeStoredReplay({ folder, id });
      if (!resumed.ok) return failure(`The replay cannot be continued: ${resumed.error}.`);
      follow(id, resumed.value);
      return success(null);
    },
    cancel: (id) => running.get(id)?.replay.cancel(),
    async remove(id) {
      const under = running.get(id);
      under?.replay.cancel();
      await under?.done;
      troubles.delete(id);
      removeStoredReplay(folder, id);
    },
    view: (id) =>
      look(id, (stored): ReplayView => {
        const ending = stored.ending();
        const progress = running.get(id)?.replay.progress() ?? null;
        const checkpoint = stored.checkpoint();
        return {
          ...entryOf(id, stored),
          ...(progress ? { matched: sum(progress.rules.map(({ matched }) => matched)) } : {}),
          rules: stored.rules.map(({ id: rule, name, version }) => ({ id: rule, name, version })),
          apps: [...new Set(stored.rules.flatMap(({ scope }) => scope.apps))],
          outcomes: progress?.rules ?? ending?.rules ?? countOutcomes(stored),
          progress: progressOf(progress, ending, checkpoint?.elapsedMs ?? 0),
          badLines: progress?.badLines ?? ending?.summary.badLines ?? checkpoint?.badLines ?? 0,
          bad: (ending?.bad ?? checkpoint?.bad ?? []).slice(0, 100),
          trouble: troubles.get(id) ?? breakOf(ending),
        };
      }),
    ended: async (id) => await running.get(id)?.done,
    async close() {
      const all = [...running.values()];
      for (const { replay } of all) replay.cancel();
      await Promise.all(all.map(({ done }) => done));
    },
  };
}

/** Wide enough that a recording falls into a few stretches. */
const yearMinutes = 366 * 24 * 60;

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

function breakOf(ending: ReplayEnd | null): string | null {
  if (!ending?.brokenAt) return null;
  return `The recording ends before its end, at line ${ending.brokenAt.line}: ${ending.brokenAt.reason}.`;
}

function progressOf(
  progress: ReplayProgress | null,
  ending: ReplayEnd | null,
  elapsedMs: number,
): ReplayView['progress'] {
  if (progress) {
    const { bytes, totalBytes, eventsPerSecond, secondsLeft } = progress;
    const share = totalBytes ? Math.min(1, bytes / totalBytes) : null;
    return { share, elapsedMs: progress.elapsedMs, eventsPerSecond, secondsLeft };
  }
  const summary = ending?.summary;
  return {
    share: ending === null ? null : 1,
    elapsedMs: summary?.elapsedMs ?? elapsedMs,
    eventsPerSecond: summary?.eventsPerSecond ?? 0,
    secondsLeft: null,
  };
}

/** The outcomes of a replay that is not at its end, from what it has stored. */
function countOutcomes(stored: StoredReplay): RuleOutcomesView[] {
  const counts = new Map<string, RuleOutcomesView>(
    stored.rules.map(({ id, name }) => [
      id,
      { rule: id, name, matched: 0, executed: 0, skipped: {}, invalid: 0 },
    ]),
  );
  for (const { rule, reason, matches } of stored.outcomes({}, yearMinutes)) {
    const count = counts.get(rule);
    if (!count) continue;
    count.matched += matches;
    if (reason === null) count.executed += matches;
    else count.skipped[reason] = (count.skipped[reason] ?? 0) + matches;
  }
  return [...counts.values()];
}
