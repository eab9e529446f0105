import { catalogHandlers } from './catalog/catalog-handlers.ts';
import { preferencesHandlers } from './preferences/preferences-handlers.ts';
import { rulesHandlers } from './rules/rules-handlers.ts';
import { procedures, type StudioServices } from './services.ts';
import { statusHandlers } from './status/status-handlers.ts';

/** The contract, implemented: what a WebSocket, a MessagePort or the command line is answered by. */
export function createStudioRouter(services: StudioServices) {
  return procedures.router({
    studio: { ...statusHandlers(services), preferences: preferencesHandlers(services) },
    catalog: catalogHandlers(services),
    rules: rulesHandlers(services),
  });
}

export type StudioRouter = ReturnType<typeof createStudioRouter>;
