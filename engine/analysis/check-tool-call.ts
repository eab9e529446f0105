import { findTool } from '../catalog/index.ts';
import { isJsonObject, type JsonObject, joinPlaces, type Place, type Problem } from '../model/index.ts';
import { fitsSchema, type StepUnderCheck } from './fits-schema.ts';
import { unknownName } from './unknown-name.ts';

/** `unknown-tool`, `unknown-server`, and `invalid-params` for arguments that do not fit the tool's own schema. */
export function checkToolCall(step: StepUnderCheck, params: JsonObject, place: Place): Problem[] {
  const { tool: name, server, args } = params;
  if (typeof name !== 'string' || name.includes('${')) return [];
  const tools = step.catalog.tools.map(({ value }) => value);
  if (typeof server === 'string' && !server.includes('${')) {
    const servers = new Set(tools.map((tool) => tool.server));
    if (!servers.has(server)) {
      return [
        unknownName({ code: 'unknown-server', word: 'MCP server' }, server, servers, `${place}.server`),
      ];
    }
  }
  const tool = findTool(step.catalog, name, typeof server === 'string' ? server : undefined);
  if (!tool) {
    const known = tools.map((each) => each.name);
    return [unknownName({ code: 'unknown-tool', word: 'tool' }, name, known, `${place}.tool`)];
  }
  if (!isJsonObject(args)) return [];
  return fitsSchema(step, tool.inputSchema, args).map(({ at, message }) => ({
    severity: 'error',
    code: 'invalid-params',
    message: `${tool.name}: ${message}`,
    at: joinPlaces(`${place}.args`, at),
  }));
}
