import { type Catalog, findActionType, findTool } from '../catalog/index.ts';
import { type ActionStep, type ActionType, isJsonObject, type JsonObject } from '../model/index.ts';

/**
 * The schema of what a step gives to later ones: its action type's, where the `result` of a tool call is what the
 * named tool declares. Null when the catalog does not know the action.
 */
export function stepOutputSchema(
  catalog: Catalog,
  step: Pick<ActionStep, 'type' | 'params'>,
): JsonObject | null {
  const action = findActionType(catalog, step.type);
  return action ? outputSchemaOf(catalog, action, step.params) : null;
}

/** The same for a step of an action type that is known. */
export function outputSchemaOf(
  catalog: Catalog,
  { outputSchema }: ActionType,
  { tool: name, server }: JsonObject,
): JsonObject {
  const tool =
    typeof name === 'string'
      ? findTool(catalog, name, typeof server === 'string' ? server : undefined)
      : undefined;
  const { properties } = outputSchema;
  if (!tool || !isJsonObject(properties) || !('result' in properties)) return outputSchema;
  return { ...outputSchema, properties: { ...properties, result: tool.outputSchema } };
}
