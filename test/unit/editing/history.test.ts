import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type History,
  record,
  redo,
  redoLabel,
  type Snapshot,
  select,
  startHistory,
  undo,
  undoLabel,
} from '../../../engine/editing/index.ts';
import { fraudRule } from './arbitrary-rules.ts';

const start: Snapshot = { rule: fraudRule, codeText: null, layout: {}, selection: [] };
const named = (name: string): Snapshot => ({ ...start, rule: { ...fraudRule, name } });

const edits = fc.array(
  fc.record({
    name: fc.string(),
    gap: fc.integer({ min: 0, max: 2000 }),
    burst: fc.constantFrom('a', 'b', null),
  }),
  { maxLength: 30 },
);

function recordAll(given: { name: string; gap: number; burst: string | null }[]): {
  history: History;
  presents: Snapshot[];
} {
  let at = 0;
  const presents: Snapshot[] = [start];
  let history = startHistory(start);
  for (const { name, gap, burst } of given) {
    at += gap;
    const before = history.past.length;
    history = record(history, named(name), { label: name, at, burst: burst ?? undefined });
    if (history.past.length === before) presents.pop();
    presents.push(history.present);
  }
  return { history, presents };
}

describe('undo', () => {
  test('gives back the very same snapshots, one by one, down to the first; redo gives them again', () => {
    fc.assert(
      fc.property(edits, (given) => {
        const { history: full, presents } = recordAll(given);
        let history = full;
        for (const expected of presents.toReversed()) {
          expect(history.present).toBe(expected);
          history = undo(history);
        }
        expect(undo(history)).toBe(history);
        expect(history.present).toBe(start);
        for (const expected of presents.slice(1)) {
          history = redo(history);
          expect(history.present).toBe(expected);
        }
        expect(redo(history)).toBe(history);
        expect(history.past.length).toBe(full.past.length);
      }),
    );
  });
  test('names what it takes back and what it would do again', () => {
    const { history } = recordAll([{ name: 'Add condition', gap: 0, burst: null }]);
    expect([undoLabel(history), redoLabel(history)]).toEqual(['Add condition', null]);
    const undone = undo(history);
    expect([undoLabel(undone), redoLabel(undone)]).toEqual([null, 'Add condition']);
  });
  test('takes quick typing in one field as one, and a pause or another field as the next', () => {
    const { history, presents } = recordAll([
      { name: 'F', gap: 0, burst: 'name' },
      { name: 'Fr', gap: 200, burst: 'name' },
      { name: 'Fra', gap: 799, burst: 'name' },
      { name: 'Frau', gap: 800, burst: 'name' },
      { name: 'other', gap: 10, burst: 'labels' },
    ]);
    expect(presents.map(({ rule }) => rule.name)).toEqual([fraudRule.name, 'Fra', 'Frau', 'other']);
    expect(history.past).toHaveLength(3);
  });
  test('an edit after undo makes what was undone unreachable', () => {
    const { history } = recordAll([{ name: 'one', gap: 0, burst: null }]);
    const edited = record(undo(history), named('two'), { label: 'two', at: 5 });
    expect(redo(edited)).toBe(edited);
    expect(undo(edited).present).toBe(start);
  });
  test('typing right after a redo does not melt into what was redone', () => {
    const { history } = recordAll([{ name: 'one', gap: 100, burst: 'name' }]);
    const edited = record(redo(undo(history)), named('two'), { label: 'x', at: 101, burst: 'name' });
    expect(undo(edited).present).toBe(history.present);
  });
  test('is not needed for a selection, which is no edit', () => {
    const selected = select(startHistory(start), ['filter']);
    expect(selected.present.selection).toEqual(['filter']);
    expect(undoLabel(selected)).toBeNull();
  });
  test('reaches back five hundred edits', () => {
    const { history } = recordAll(
      Array.from({ length: 600 }, (_, index) => ({ name: String(index), gap: 1000, burst: null })),
    );
    expect(history.past).toHaveLength(500);
  });
});
