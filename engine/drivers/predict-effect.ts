import { type Catalog, findActionType, findTool, sampleValue } from '../catalog/index.ts';
import { type Effect, isJsonObject, type Json, type JsonObject } from '../model/index.ts';

export interface Prediction {
  output: JsonObject;
  /** True: a sample, because only the world could know it. */
  isPredicted: boolean;
}

/**
 * What an effect would give back, without doing it: samples shaped by the output schema of the action, or of the
 * tool that is called.
 */
export function predictEffect(effect: Effect, actionType: string, catalog: Catalog): Prediction {
  switch (effect.kind) {
    case 'mcp.call': {
      const { tool: name, server } = effect;
      const tool =
        typeof name === 'string'
          ? findTool(catalog, name, typeof server === 'string' ? server : undefined)
          : undefined;
      return { output: { result: tool ? sampleValue(tool.outputSchema) : null }, isPredicted: true };
    }
    case 'search.run':
      return { output: { hits: sampleHits(outputSample(catalog, actionType, 'hits')) }, isPredicted: true };
    case 'model.ask':
      return { output: { answer: outputSample(catalog, actionType, 'answer') }, isPredicted: true };
    case 'http.post':
      return { output: { status: outputSample(catalog, actionType, 'status') }, isPredicted: true };
    case 'email.send':
      return { output: { messageId: outputSample(catalog, actionType, 'messageId') }, isPredicted: true };
    case 'ticket.note':
      return { output: { noteId: outputSample(catalog, actionType, 'noteId') }, isPredicted: true };
    default:
      return { output: {}, isPredicted: false };
  }
}

function outputSample(catalog: Catalog, actionType: string, key: string): Json {
  const schema = findActionType(catalog, actionType)?.outputSchema;
  const properties = schema?.properties;
  const property = isJsonObject(properties) ? properties[key] : undefined;
  return isJsonObject(property) ? sampleValue(property) : null;
}

/** As many hits as the sample output counts. */
function sampleHits(count: Json): Json[] {
  const length = typeof count === 'number' ? Math.min(count, 100) : 1;
  return Array.from({ length }, (_, index) => ({ id: `hit-${index + 1}`, title: `Sample hit ${index + 1}` }));
}
