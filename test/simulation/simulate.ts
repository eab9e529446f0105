import { copyFileSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { EffectResult } from '../../engine/effects/index.ts';
import { fixedSecrets } from '../../engine/effects/index.ts';
import type { Event, Rule } from '../../engine/model/index.ts';
import { databaseFile, openWorkspaceDatabase } from '../../engine/workspace/database/index.ts';
import {
  type Backend,
  createDispatcher,
  createSqliteBackend,
  type LiveDispatcher,
} from '../../engine/workspace/dispatch/index.ts';
import { createRuleRows } from '../../engine/workspace/rules/rule-rows.ts';
import { seededRandom } from '../fault/seeded-random.ts';
import { catalog, createTestClock } from '../unit/workspace/dispatch/live-setting.ts';
import { checkOutcome, type WorldCall } from './invariants.ts';
import { type PlantedFault, plant } from './planted-faults.ts';
import { eventsOf, rulesOf } from './scenario.ts';

class Crash extends Error {}

const shared = existsSync('/dev/shm') ? '/dev/shm' : tmpdir();

/** A folder for simulations, with a database that has its schema already. */
export async function prepareFolder(): Promise<string> {
  const folder = mkdtempSync(join(shared, 'simulation-'));
  const opened = await openWorkspaceDatabase(join(folder, 'empty'), () => new Date(0));
  if (!opened.ok) throw new Error(opened.error.message);
  opened.value.close();
  return folder;
}

/**
 * Plays a seed: rules and events, a network that fails and loses replies, and crashes between any two writes. Returns
 * what was promised and did not hold; nothing, when all held.
 */
export async function simulate(
  seed: number,
  base: string,
  fault: PlantedFault | null = null,
): Promise<string[]> {
  const random = seededRandom(seed);
  const below = (count: number) => Math.floor(random() * count);
  const folder = join(base, `seed-${seed}`);
  mkdirSync(folder);
  copyFileSync(join(base, 'empty', databaseFile), join(folder, databaseFile));
  const clock = createTestClock();
  const calls: WorldCall[] = [];
  const posted = new Map<string, Set<string>>();
  const rules: Rule[] = rulesOf(random);
  const memory = new Map<string, unknown>();
  let number = 0;
  const effectsPerMinute = below(3) === 0 ? { 'http.post': 4 } : {};
  const fed: Event[] = [];
  let crashes = below(4);
  let untilCrash = Number.POSITIVE_INFINITY;

  interface Life {
    dispatcher: LiveDispatcher;
    isAlive: () => boolean;
    end: () => void;
  }

  function answerOf(): EffectResult {
    const kind = below(10);
    if (kind < 6) return { ok: true, value: { output: { status: 200 }, raised: [] } };
    const code = kind === 6 ? 'http-503' : kind === 7 ? 'network' : 'time-out';
    return { ok: false, error: { code, message: 'simulated', retryable: kind < 9 } };
  }

  async function begin(isFirst: boolean): Promise<Life> {
    const opened = await openWorkspaceDatabase(folder, () => clock.now());
    if (!opened.ok) throw new Error(opened.error.message);
    const database = opened.value;
    database.connection.pragma('synchronous = OFF');
    if (isFirst) {
      database.write(() => {
        const rows = createRuleRows(database);
        for (const rule of rules) {
          const stored = { rule, checksum: '', updatedAt: '', updatedBy: '', deletedAt: null };
          const version = {
            version: 1,
            change: 'created',
            checksum: '',
            who: '',
            when: '',
            why: '',
          } as const;
          rows.put(stored, { ...version, release: null, rule });
        }
        database.connection.exec(
          `INSERT INTO subscriptions (id, url, events, apps, secret, created_by, created_at)
           VALUES ('sub', 'https://x.example', '["rule.executed","rule.skipped"]', NULL, 'secret:s', 'm', '')`,
        );
      });
    }
    untilCrash = crashes > 0 ? 1 + below(90) : Number.POSITIVE_INFINITY;
    let alive = true;
    const die = (): never => {
      alive = false;
      crashes--;
      database.close();
      throw new Crash('the process ended here');
    };
    /** A place at which the process can end. */
    const tick = () => {
      if (!alive) throw new Crash('there is no process any more');
      if (--untilCrash <= 0) die();
    };
    const at = <Value>(write: () => Value): Value => {
      tick();
      return write();
    };
    const plain = createSqliteBackend(database);
    const backend: Backend = plant(fault, { plain, memory, below, database });
    const crashing: Backend = {
      ...backend,
      transaction(work) {
        const value = backend.transaction(() => {
          tick();
          const made = work();
          tick();
          return made;
        });
        // Committed, and nobody was told.
        tick();
        return value;
      },
      takeEvent: (...given) => at(() => backend.takeEvent(...given)),
      openRun: (...given) => at(() => backend.openRun(...given)),
      answer: (...given) => at(() => backend.answer(...given)),
      finishRun: (...given) => at(() => backend.finishRun(...given)),
      setTimer: (...given) => at(() => backend.setTimer(...given)),
      clearTimer: (...given) => at(() => backend.clearTimer(...given)),
      writeState: (...given) => at(() => backend.writeState(...given)),
    };
    /** What the network does: the call arrives or not, and its answer comes at once, late or never. */
    function travel(arrive: () => void, answer: EffectResult): Promise<EffectResult> {
      return new Promise((resolve) => {
        const late = below(3) === 0 ? below(5_000) : 0;
        clock.after(late, () => {
          if (!alive) return;
          if (answer.ok || answer.error.code !== 'network') arrive();
          clock.after(below(2) * below(2_000), () => {
            if (alive) resolve(answer);
          });
        });
      });
    }
    const dispatcher = createDispatcher(
      {
        database,
        catalog,
        clock: {
          ...clock,
          after: (milliseconds, call) => clock.after(milliseconds, () => void (alive && call())),
        },
        random,
        ids: (prefix) => `${prefix}${number++}`,
        performers: {
          perform: (effect, { key }) =>
            travel(() => calls.push({ key, effect: JSON.stringify(effect) }), answerOf()),
        },
        secrets: fixedSecrets({ s: 'secret' }),
        post: ({ headers, body }) =>
          travel(() => {
            const id = headers['x-rulewright-id'] ?? '';
            posted.set(id, (posted.get(id) ?? new Set()).add(body));
          }, answerOf()),
        sla: null,
        hasMail: false,
        limits: {
          runsPerRule: 2,
          effectsPerMinute,
          modelQuestionsPerDay: null,
          failuresUntilPause: 1_000,
        },
        log: () => {},
      },
      crashing,
    );
    const life: Life = { dispatcher, isAlive: () => alive, end: () => database.close() };
    try {
      dispatcher.start();
    } catch (error) {
      if (alive) throw error;
    }
    return life;
  }

  let life = await begin(true);
  /** What is to be done, by a client that asks again until it has an answer. */
  async function send(events: readonly Event[]): Promise<void> {
    for (;;) {
      while (!life.isAlive()) life = await begin(false);
      try {
        life.dispatcher.accept(events);
        return;
      } catch (error) {
        if (life.isAlive()) throw error;
      }
    }
  }
  async function pass(milliseconds: number): Promise<void> {
    const end = clock.now().getTime() + milliseconds;
    for (;;) {
      for (let turn = 0; turn < 12; turn++) await Promise.resolve();
      while (!life.isAlive()) life = await begin(false);
      try {
        if (!clock.step(end - clock.now().getTime())) break;
      } catch (error) {
        if (life.isAlive()) throw error;
      }
    }
    clock.move(Math.max(0, end - clock.now().getTime()));
  }

  try {
    for (const batch of eventsOf(random)) {
      fed.push(...batch);
      await send(batch);
      if (below(3) === 0) await send(batch);
      await pass(below(3) === 0 ? 0 : below(20_000));
    }
    crashes = 0;
    untilCrash = Number.POSITIVE_INFINITY;
    // Longer than any pause there is, with room for another after each.
    await pass(2 * 3_600_000);
    life.end();
    return await checkOutcome(folder, rules, calls, posted, fed);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
