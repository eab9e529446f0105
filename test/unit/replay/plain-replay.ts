import { subjectOf } from '../../../engine/catalog/index.ts';
import { createFiringLog } from '../../../engine/chain/index.ts';
import { dryRun, scheduledEvents } from '../../../engine/drivers/index.ts';
import { dueFiring, tickMinutes } from '../../../engine/language/index.ts';
import { type Event, gates, type Rule } from '../../../engine/model/index.ts';
import {
  openRecording,
  type RecordingSource,
  type ReplayRow,
  readRecording,
} from '../../../engine/replay/index.ts';
import { catalog } from '../drivers/setting.ts';

export interface PlainReplay {
  rows: Omit<ReplayRow, 'start'>[];
  events: number;
  considered: number;
  bad: { line: number; message: string }[];
}

const tickMs = tickMinutes * 60_000;

/** A replay as one would write it without a thought of speed: a dry run of every rule on every event, in order. */
export async function plainReplay(rules: readonly Rule[], source: RecordingSource): Promise<PlainReplay> {
  const inOrder = rules.toSorted((one, other) => one.order - other.order || (one.id < other.id ? -1 : 1));
  const firingLog = createFiringLog();
  const replay: PlainReplay = { rows: [], events: 0, considered: 0, bad: [] };
  let tick: number | null = null;

  const meet = (rule: Rule, event: Event, line: number | null) => {
    const record = dryRun({ rule, event, catalog, firingLog });
    if (record.outcome === 'not-considered') return;
    replay.considered++;
    if (record.reason === 'conditions') return;
    const outcome = record.reason === null ? 'would-execute' : 'would-skip';
    replay.rows.push({
      event: event.id,
      rule: rule.id,
      outcome,
      reason: gates.find((gate) => gate === record.reason) ?? null,
      isInvalid: record.steps.some(({ status }) => status === 'invalid'),
      type: event.type,
      app: event.app,
      subject: subjectOf(catalog, event),
      at: Date.parse(event.firedAt),
      line,
    });
  };
  const passTo = (at: number) => {
    tick ??= Math.floor((at - 1) / tickMs);
    for (; tick < Math.floor(at / tickMs); tick++) {
      const [last, now] = [tick, tick + 1].map((each) => new Date(each * tickMs).toISOString());
      for (const rule of inOrder) {
        if (rule.trigger.kind !== 'schedule') continue;
        const due = dueFiring(rule.trigger.schedule, last ?? '', now ?? '');
        if (due === null) continue;
        for (const event of scheduledEvents(rule, due, catalog)) meet(rule, event, null);
      }
    }
  };

  const recording = await openRecording(source);
  if (!recording.ok) throw recording.error;
  for await (const line of readRecording(recording.value)) {
    if (line.kind !== 'event') {
      if (line.kind === 'bad') replay.bad.push({ line: line.line, message: line.message });
      continue;
    }
    replay.events++;
    passTo(Date.parse(line.event.firedAt));
    for (const rule of inOrder) meet(rule, line.event, line.line);
  }
  await recording.value.close();
  return replay;
}
