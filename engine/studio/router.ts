import { catalogHandlers } from './catalog/catalog-handlers.ts';
import { composeHandlers } from './compose/compose-handlers.ts';
import { historyHandlers } from './history/history-handlers.ts';
import { preferencesHandlers } from './preferences/preferences-handlers.ts';
import { publishHandlers } from './publish/publish-handlers.ts';
import { remotesHandlers } from './publish/remotes-handlers.ts';
import { replayHandlers } from './replay/replay-handlers.ts';
import { rulesHandlers } from './rules/rules-handlers.ts';
import { procedures, type StudioServices } from './services.ts';
import { settingsHandlers } from './settings/settings-handlers.ts';
import { statusHandlers } from './status/status-handlers.ts';

/** The contract, implemented: what a WebSocket, a MessagePort or the command line is answered by. */
export function createStudioRouter(services: StudioServices) {
  return procedures.router({
    studio: { ...statusHandlers(services), preferences: preferencesHandlers(services) },
    catalog: catalogHandlers(services),
    rules: rulesHandlers(services),
    remotes: remotesHandlers(services),
    publish: publishHandlers(services),
    history: historyHandlers(services),
    settings: settingsHandlers(services),
    compose: composeHandlers(services),
    replay: replayHandlers(services),
  });
}

export type StudioRouter = ReturnType<typeof createStudioRouter>;
