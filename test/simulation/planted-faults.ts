import type { Json } from '../../engine/model/index.ts';
import type { Database } from '../../engine/store/index.ts';
import type { Backend } from '../../engine/workspace/dispatch/index.ts';

/** Mistakes that a backend could make, each of which the simulation must notice. */
export const plantedFaults = [
  'journal-forgotten',
  'claims-outside-the-transaction',
  'notice-dropped',
  'timer-forgotten',
  'event-taken-outside-the-transaction',
] as const;
export type PlantedFault = (typeof plantedFaults)[number];

interface Setting {
  plain: Backend;
  /** What survives a crash although its transaction did not. */
  memory: Map<string, unknown>;
  below: (count: number) => number;
  database: Database;
}

/** A backend with a mistake in it. */
export function plant(fault: PlantedFault | null, { plain, memory, below, database }: Setting): Backend {
  switch (fault) {
    case null:
      return plain;
    case 'journal-forgotten':
      return { ...plain, answer: () => {} };
    case 'claims-outside-the-transaction':
      return {
        ...plain,
        readState(kind, key) {
          const kept = memory.get(`${kind} ${key}`);
          return typeof kept === 'string' ? JSON.parse(kept) : plain.readState(kind, key);
        },
        writeState(kind, key, value: Json) {
          memory.set(`${kind} ${key}`, JSON.stringify(value));
          plain.writeState(kind, key, value);
        },
      };
    case 'notice-dropped':
      return {
        ...plain,
        finishRun(id, record, at) {
          plain.finishRun(id, record, at);
          if (below(20) > 0) return;
          plain.afterCommit(() => {
            database.write(() => {
              database.connection.prepare('DELETE FROM notices WHERE run_id = ?').run(id);
            });
          });
        },
      };
    case 'timer-forgotten':
      return { ...plain, setTimer: () => {} };
    case 'event-taken-outside-the-transaction':
      return {
        ...plain,
        takeEvent(event, subject, at) {
          const wasTaken = memory.has(event.id);
          memory.set(event.id, true);
          const taken = plain.takeEvent(event, subject, at);
          return wasTaken ? 'same' : taken;
        },
      };
  }
}
