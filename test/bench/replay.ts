import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { createCatalog } from '../../engine/catalog/index.ts';
import { createFiringLog } from '../../engine/chain/index.ts';
import { dryRun } from '../../engine/drivers/index.ts';
import { readEvent } from '../../engine/model/index.ts';
import { type ReplayRow, startReplay } from '../../engine/replay/index.ts';
import { median } from './contest.ts';
import { createRules, writeRecording } from './replay-recording.ts';
import { formatRate, formatRatio, type Report, type Workload } from './workload.ts';

const catalog = createCatalog([]);
const rules = createRules();
const megabyte = 1_000_000;
const rounds = 5;
/** Lines that are compared with the plain way: a dry run of each of 1,000 rules takes its time. */
const linesCompared = 150;

/** Replays of a file of JSON Lines beside reading it with `JSON.parse`, and what a large one takes. */
export const replay: Workload = {
  name: 'replay',
  async run() {
    const folder = mkdtempSync(join(tmpdir(), 'rulewright-bench-'));
    try {
      return await measure(folder);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  },
};

async function measure(folder: string): Promise<Report> {
  const small = join(folder, 'small.jsonl');
  const { events } = writeRecording(small, 100 * megabyte);
  const matched = await agree(small);
  const cores = Math.max(2, availableParallelism());
  const times = { parse: [] as number[], one: [] as number[], all: [] as number[] };
  for (let round = 0; round < rounds; round++) {
    times.parse.push(parseAlone(small));
    times.one.push((await replayFile(small, 1)).ms);
  }
  const [parse, one] = [times.parse, times.one].map((each) => (events * 1000) / median(each));
  const large = join(folder, 'large.jsonl');
  const whole = writeRecording(large, 1000 * megabyte);
  const single = await replayLarge(large, 1);
  const { peak, first, ms } = await replayLarge(large, undefined);
  const cancel = await cancelLarge(large);
  return {
    title: 'Replay of a file',
    about: `1,000 rules over 20 types, each about one of 600 customers, against a file of JSON Lines: ${events.toLocaleString('en-US')} events of some 440 bytes, ${((matched / events) * 100).toFixed(1)} % of which match. The file is read from the disk's cache by all. Several cores, memory, first rows and cancel are measured on a file of 1 GB, ${whole.events.toLocaleString('en-US')} events; threads are started within the time that is measured, memory is the growth of the whole process. Before anything is timed, the rows of one core and of all are compared, and those of the first lines with dry runs of every rule.`,
    table: {
      head: ['replay', 'events/s', 'of JSON.parse alone'],
      rows: [
        ['JSON.parse of every line, nothing else', formatRate(parse ?? 0), ''],
        ['one core', formatRate(one ?? 0), formatRatio((one ?? 0) / (parse ?? 1))],
        ['1 GB, one core', formatRate((whole.events * 1000) / single.ms), ''],
        [`1 GB, ${cores} cores`, formatRate((whole.events * 1000) / ms), ''],
      ],
    },
    budgets: [
      {
        what: 'replay on one core, of `JSON.parse` alone',
        measured: (one ?? 0) / (parse ?? 1),
        unit: '×',
        atLeast: 0.8,
        aim: 1,
      },
      {
        what: `replay on ${cores} cores, of one`,
        measured: single.ms / ms,
        unit: '×',
        atLeast: 1.6,
        aim: null,
      },
      {
        what: 'memory on a file of 1 GB',
        measured: peak / megabyte,
        unit: 'MB',
        atLeast: 300,
        aim: null,
        isCost: true,
      },
      {
        what: 'first rows of a file of over a million events',
        measured: first,
        unit: 'ms',
        atLeast: 1000,
        aim: null,
        isCost: true,
      },
      { what: 'cancel', measured: cancel, unit: 'ms', atLeast: 200, aim: null, isCost: true },
    ],
  };
}

/** Throws where the ways differ; how many events match. */
async function agree(file: string): Promise<number> {
  const [one, several] = [await replayFile(file, 1), await replayFile(file, 2)];
  if (JSON.stringify(one.rows) !== JSON.stringify(several.rows)) throw new Error('one thread and two differ');
  const plain = dryRunAll(file);
  const lines = one.rows.filter(({ line }) => line !== null && line <= linesCompared);
  const fast = lines.map(({ event, rule, reason }) => `${event} ${rule} ${reason}`);
  if (fast.join('\n') !== plain.join('\n')) throw new Error('a replay and dry runs differ');
  return new Set(one.rows.map(({ line }) => line)).size;
}

function dryRunAll(file: string): string[] {
  const firingLog = createFiringLog();
  const found: string[] = [];
  for (const line of readFileSync(file, 'utf8').split('\n', linesCompared)) {
    const event = readEvent(line, { firedAt: '2026-03-02T06:00:00.000Z' });
    if (!event.ok) throw new Error('the recording has only events');
    for (const rule of rules) {
      if (rule.trigger.kind !== 'event' || rule.trigger.eventType !== event.value.type) continue;
      const { reason } = dryRun({ rule, event: event.value, catalog, firingLog });
      if (reason !== 'conditions' && reason !== 'scope') found.push(`${event.value.id} ${rule.id} ${reason}`);
    }
  }
  return found;
}

function parseAlone(file: string): number {
  const start = performance.now();
  const bytes = readFileSync(file);
  for (let at = 0; at < bytes.length; ) {
    const end = bytes.indexOf(10, at);
    JSON.parse(bytes.toString('utf8', at, end));
    at = end + 1;
  }
  return performance.now() - start;
}

async function replayFile(file: string, workers: number): Promise<{ ms: number; rows: ReplayRow[] }> {
  const rows: ReplayRow[] = [];
  const start = performance.now();
  const ended = await startReplay({
    rules,
    catalog,
    source: { kind: 'file', path: file },
    workers,
    onRows: (part) => {
      rows.push(...part);
    },
  }).ended;
  if (!ended.ok) throw ended.error;
  return { ms: performance.now() - start, rows };
}

async function replayLarge(
  file: string,
  workers: number | undefined,
): Promise<{ peak: number; first: number; ms: number }> {
  const before = process.memoryUsage().rss;
  let peak = 0;
  let first = Number.POSITIVE_INFINITY;
  const timer = setInterval(() => {
    peak = Math.max(peak, process.memoryUsage().rss - before);
  }, 20);
  const start = performance.now();
  const ended = await startReplay({
    rules,
    catalog,
    source: { kind: 'file', path: file },
    ...(workers === undefined ? {} : { workers }),
    onRows: () => {
      first = Math.min(first, performance.now() - start);
    },
  }).ended;
  clearInterval(timer);
  if (!ended.ok) throw ended.error;
  return { peak, first, ms: performance.now() - start };
}

/** Milliseconds from the call to the end, when threads are at work. */
async function cancelLarge(file: string): Promise<number> {
  const working = Promise.withResolvers<void>();
  let parts = 0;
  const running = startReplay({
    rules,
    catalog,
    source: { kind: 'file', path: file },
    onRows: () => {
      parts++;
      if (parts === 200) working.resolve();
    },
  });
  await working.promise;
  const start = performance.now();
  running.cancel();
  await running.ended;
  return performance.now() - start;
}
