import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { describeIssue, failure, parseJson, type Result, readWith, success } from '../../model/index.ts';
import { type DemoState, demoState } from './demo-state.ts';

/** Where the demo server keeps its documents. */
export interface DemoStore {
  state(): DemoState;
  save(state: DemoState): void;
}

export function memoryStore(initial: DemoState): DemoStore {
  let current = initial;
  return {
    state: () => current,
    save: (state) => {
      current = state;
    },
  };
}

/** A JSON file, replaced as a whole with each change. Begins with `initial` where there is none. */
export function fileStore(file: string, initial: DemoState): Result<DemoStore, string> {
  const read = existsSync(file) ? readState(readFileSync(file, 'utf8')) : success(initial);
  if (!read.ok) return failure(`${file} cannot be used: ${read.error}`);
  const kept = memoryStore(read.value);
  return success({
    state: kept.state,
    save(state) {
      const temporary = `${file}.${randomBytes(4).toString('hex')}.tmp`;
      writeFileSync(temporary, JSON.stringify(state, null, 2));
      renameSync(temporary, file);
      kept.save(state);
    },
  });
}

function readState(text: string): Result<DemoState, string> {
  const parsed = parseJson(text, { maxBytes: 50_000_000 });
  if (!parsed.ok) return failure(describeIssue(parsed.error));
  const read = readWith(demoState, parsed.value);
  return read.ok ? read : failure(read.error.map((issue) => describeIssue(issue)).join('; '));
}
