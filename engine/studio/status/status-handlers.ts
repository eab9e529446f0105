import { procedures, type StudioServices } from '../services.ts';

export function statusHandlers({ store, changes, host, engineVersion }: StudioServices) {
  return {
    status: procedures.studio.status.handler(() => ({
      host,
      engineVersion,
      dataFolder: store.folder,
      author: store.author,
      notices: [...store.notices],
    })),
    changes: procedures.studio.changes.handler(({ signal }) => changes.subscribe(signal)),
  };
}
