import { create } from 'zustand';
import { stepNodeId } from '../../engine/editing/index.ts';
import type { EventField, VariablePath } from '../../engine/language/index.ts';
import { formatPlace, type Place } from '../../engine/model/index.ts';
import { selectNodes } from './document.ts';
import { set } from './store.ts';

/** The part of the event that its data should show next, and a counter so that the same can be asked for twice. */
export const useShownField = create<{ at: Place | null; count: number }>()(() => ({ at: null, count: 0 }));

/** Goes to where a variable's value comes from: a field of the event's data, the action that made it, or the rule. */
export function showSource(path: VariablePath): void {
  switch (path.kind) {
    case 'payload':
      showField(formatPlace(['payload', ...path.segments]));
      return;
    case 'event':
      showField(fieldPlaces[path.field]);
      return;
    case 'step':
      selectNodes([stepNodeId(path.stepId)]);
      return;
    case 'automation':
      selectNodes([]);
      return;
    case 'trigger':
      selectNodes(['trigger']);
  }
}

const fieldPlaces: Readonly<Record<EventField, Place>> = {
  eventType: 'type',
  eventId: 'id',
  actorId: 'actor.id',
  actorKind: 'actor.kind',
  app: 'app',
  firedAt: 'firedAt',
};

function showField(at: Place): void {
  useShownField.setState(({ count }) => ({ at, count: count + 1 }));
  set({ bottom: { isOpen: true, tab: 'event' } });
}
