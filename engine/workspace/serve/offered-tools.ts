import { type Catalog, createCatalog } from '../../catalog/index.ts';
import {
  createPerformers,
  type McpServer,
  packWithTools,
  type SecretStore,
  serverFingerprint,
} from '../../effects/index.ts';
import type { PerformerSettings } from './performer-settings.ts';

export interface OfferedToolsOptions {
  settings: Pick<PerformerSettings, 'servers' | 'outgoing'>;
  secrets: SecretStore;
  /** One line that a person can act on. */
  log: (line: string) => void;
}

/**
 * The catalog with the tools that the agreed tool servers of the settings list now, in the pack that calls tools. A
 * server that cannot be asked is told of; what the pack knew of it stays.
 */
export async function withOfferedTools(
  catalog: Catalog,
  { settings: { servers, outgoing }, secrets, log }: OfferedToolsOptions,
): Promise<Catalog> {
  const caller = catalog.packs.find(({ actionTypes }) =>
    actionTypes.some(({ type }) => type === 'mcp-tool-call'),
  );
  const agreed = servers.flatMap(({ server, consent }) =>
    consent === serverFingerprint(server) ? [server] : [],
  );
  if (caller === undefined || agreed.length === 0) return catalog;
  const mcp = { servers: agreed, isConsented: () => true };
  const asking = createPerformers({ secrets, outgoing, now: () => new Date(), mcp });
  const offered = async ({ name }: McpServer) => {
    const listed = await asking.mcp?.listTools(name);
    if (!listed?.ok) {
      const why = asking.redactor().text(listed?.error.message ?? 'it is not set up');
      log(`The tools of the server "${name}" are not known: ${why}`);
      return { name, tools: null };
    }
    for (const notice of listed.value.notices) log(asking.redactor().text(notice));
    return { name, tools: listed.value.tools };
  };
  try {
    let pack = caller;
    for (const { name, tools } of await Promise.all(agreed.map(offered))) {
      if (tools !== null) pack = packWithTools(pack, name, tools);
    }
    return createCatalog(catalog.packs.map((each) => (each === caller ? pack : each)));
  } finally {
    await asking.close();
  }
}
