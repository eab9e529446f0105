import type { Layout } from '../contract/index.ts';
import type { Rule } from '../model/index.ts';
import type { NodeId } from './edit.ts';

/** Everything one undo step brings back. */
export interface Snapshot {
  rule: Rule;
  /** The Code tab's text where a person typed it; null: printed from the rule. */
  codeText: string | null;
  /** Positions a person chose for nodes of the main column. */
  layout: Layout;
  selection: NodeId[];
}

interface Entry {
  /** The state before the edit. */
  before: Snapshot;
  label: string;
  /** Milliseconds; edits with one `burst` key close in time become one entry. */
  at: number;
  burst: string | null;
}

/** One history for canvas, inspector and code. Snapshots share all they have in common. */
export interface History {
  past: readonly Entry[];
  present: Snapshot;
  future: readonly { after: Snapshot; label: string }[];
}

const burstMs = 800;
const longest = 500;

export function startHistory(present: Snapshot): History {
  return { past: [], present, future: [] };
}

/** What an edit says about itself. Typing in one field uses one `burst` key, so that undo takes words, not letters. */
export interface EditMark {
  label: string;
  /** Milliseconds of a monotonic clock. */
  at: number;
  burst?: string | undefined;
}

/** A new present; what was undone before is no longer reachable. */
export function record(history: History, present: Snapshot, mark: EditMark): History {
  const last = history.past.at(-1);
  const burst = mark.burst ?? null;
  const joins = burst !== null && last?.burst === burst && mark.at - last.at < burstMs;
  const past = joins
    ? [...history.past.slice(0, -1), { ...last, at: mark.at }]
    : [...history.past, { before: history.present, label: mark.label, at: mark.at, burst }].slice(-longest);
  return { past, present, future: [] };
}

/** Changes the selection without making it an undo step. */
export function select(history: History, selection: NodeId[]): History {
  return { ...history, present: { ...history.present, selection } };
}

export function undo(history: History): History {
  const last = history.past.at(-1);
  if (!last) return history;
  const future = [{ after: history.present, label: last.label }, ...history.future];
  return { past: history.past.slice(0, -1), present: last.before, future };
}

export function redo(history: History): History {
  const [next, ...future] = history.future;
  if (!next) return history;
  const entry: Entry = {
    before: history.present,
    label: next.label,
    at: Number.NEGATIVE_INFINITY,
    burst: null,
  };
  return { past: [...history.past, entry], present: next.after, future };
}

export function undoLabel(history: History): string | null {
  return history.past.at(-1)?.label ?? null;
}

export function redoLabel(history: History): string | null {
  return history.future[0]?.label ?? null;
}
