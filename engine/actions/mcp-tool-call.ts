import { findTool, validateAgainst } from '../catalog/index.ts';
import { joinPlaces, success } from '../model/index.ts';
import { type ActionModule, invalid } from './action-module.ts';
import { field, objectField, requiredText, textField } from './fields.ts';
import { perform } from './requests.ts';
import { withNearest } from './targets.ts';

/** Calls a tool of an MCP server; its arguments must fit the schema the tool declares. */
export const mcpToolCall: ActionModule = function* (params, context) {
  const name = requiredText(params, 'tool');
  const server = textField(params, 'server') ?? undefined;
  const tool = findTool(context.catalog, name, server);
  if (!tool) {
    const known = context.catalog.tools.map(({ value }) => value.name);
    const where = server === undefined ? '' : ` on the server "${server}"`;
    return invalid(
      'unknown-tool',
      withNearest(`there is no tool "${name}"${where}`, name, known),
      'params.tool',
    );
  }
  const args = objectField(params, 'args');
  const [issue] = validateAgainst(tool.inputSchema, args);
  if (issue) {
    return invalid('invalid-params', `${tool.name}: ${issue.message}`, joinPlaces('params.args', issue.at));
  }
  const answer = yield* perform({ kind: 'mcp.call', server: tool.server, tool: tool.name, args });
  return success({ result: field(answer, 'result') ?? null });
};
