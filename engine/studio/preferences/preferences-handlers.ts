import { granted } from '../refusals.ts';
import { procedures, type StudioServices } from '../services.ts';

export function preferencesHandlers({ store, changes }: StudioServices) {
  return {
    get: procedures.studio.preferences.get.handler(({ errors }) => granted(store.preferences(), errors)),
    set: procedures.studio.preferences.set.handler(({ input, errors }) => {
      granted(store.setPreference(input.key, input.value), errors);
      changes.look();
      return null;
    }),
  };
}
