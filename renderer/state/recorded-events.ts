import { safe } from '@orpc/client';
import { create } from 'zustand';
import type { RecordedEvents, RecordingInfo } from '../../engine/contract/index.ts';
import { client } from './store.ts';

export interface RecordedEventsState {
  isOpen: boolean;
  /** Null until they are known. */
  recordings: RecordingInfo[] | null;
  /** The recording that is looked into. */
  recording: string | null;
  /** What is shown here are events of this type. */
  eventType: string | null;
  events: RecordedEvents['events'];
  /** Behind which line there may be more; null: nothing more. */
  next: number | null;
  isLooking: boolean;
  trouble: string | null;
}

/** Recorded events that the open rule can be tried on; read only once somebody asks for them. */
export const useRecordedEvents = create<RecordedEventsState>()(() => ({
  isOpen: false,
  recordings: null,
  recording: null,
  eventType: null,
  events: [],
  next: null,
  isLooking: false,
  trouble: null,
}));
const put = useRecordedEvents.setState;
let turn = 0;

export function toggleRecordedEvents(eventType: string): void {
  const isOpen = !useRecordedEvents.getState().isOpen;
  put({ isOpen });
  if (isOpen) void lookFor(eventType);
}

/** Looks for events of a type in the chosen recording, by default the first that has some. */
export async function lookFor(eventType: string, chosen?: string): Promise<void> {
  const mine = ++turn;
  put({ eventType, events: [], next: null, isLooking: true, trouble: null });
  const { error, data: recordings } = await safe(client().replay.recordings.list());
  if (mine !== turn) return;
  if (error) {
    put({ isLooking: false, trouble: error.message });
    return;
  }
  put({ recordings });
  const before = useRecordedEvents.getState().recording;
  const wanted = chosen ?? before;
  const known = recordings.find(({ id }) => id === wanted);
  const others = recordings.filter(({ id }) => id !== known?.id);
  for (const { id } of chosen !== undefined && known ? [known] : [...(known ? [known] : []), ...others]) {
    const isFound = await look(id, eventType, 0, mine);
    if (mine !== turn || isFound) return;
  }
  put({ isLooking: false, recording: known?.id ?? recordings[0]?.id ?? null });
}

/** Reads on in the recording. */
export async function lookFurther(): Promise<void> {
  const { recording, eventType, next } = useRecordedEvents.getState();
  if (recording === null || eventType === null || next === null) return;
  put({ isLooking: true });
  await look(recording, eventType, next, turn);
}

async function look(id: string, eventType: string, after: number, mine: number): Promise<boolean> {
  const { error, data } = await safe(client().replay.recordings.look({ id, eventType, after }));
  if (mine !== turn) return false;
  if (error) {
    put({ isLooking: false, recording: id, trouble: error.message });
    return true;
  }
  if (after === 0 && data.events.length === 0 && data.next === null) return false;
  put((state) => ({
    isLooking: false,
    recording: id,
    events: after === 0 ? data.events : [...state.events, ...data.events],
    next: data.next,
  }));
  return true;
}
