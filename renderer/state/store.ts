import { create } from 'zustand';
import { initialState, type StudioState } from './studio-state.ts';

/** The studio's one store. Actions live beside it, by subject: `document.ts`, `rules.ts`, `session.ts`, … */
export const useStudio = create<StudioState>()(() => initialState);

export const get = useStudio.getState;
export const set = useStudio.setState;

/** The connected client; actions that need it run only once the studio is ready. */
export function client(): NonNullable<StudioState['client']> {
  const connected = get().client;
  if (!connected) throw new Error('the studio is not connected yet');
  return connected;
}
