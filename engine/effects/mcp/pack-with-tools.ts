import type { Pack, Tool } from '../../model/index.ts';

/** The pack with what a server offers now in the place of what it was thought to offer. */
export function packWithTools(pack: Pack, server: string, tools: readonly Tool[]): Pack {
  return { ...pack, tools: [...pack.tools.filter((tool) => tool.server !== server), ...tools] };
}
