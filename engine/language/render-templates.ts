import {
  formatPlace,
  isJsonObject,
  type Json,
  type JsonObject,
  type Place,
  type PlaceSegment,
} from '../model/index.ts';
import { parseTemplate, wholePlaceholder } from './template.ts';
import { parseVariable, resolveVariable, type Variables } from './variables.ts';

/** A placeholder that led nowhere, and the place of its text in the parameters. */
export interface Unresolved {
  path: string;
  at: Place;
}

export interface Rendered {
  value: JsonObject;
  unresolved: Unresolved[];
}

/**
 * Fills every placeholder in the texts of `params` (keys stay as written). Text that is one placeholder becomes its
 * value, type and all; inside text, values are written as text, lists and objects as JSON. What cannot be resolved
 * is written `[unresolved: path]` and listed.
 */
export function renderTemplates(params: JsonObject, variables: Variables): Rendered {
  const look = (path: string): Json | undefined => {
    const variable = parseVariable(path);
    const found = variable.ok ? resolveVariable(variable.value, variables) : null;
    return found?.present ? found.value : undefined;
  };
  const unresolved: Unresolved[] = [];
  const render = (value: Json, place: readonly PlaceSegment[]): Json => {
    if (typeof value === 'string') return value.includes('${') ? fill(value, place) : value;
    if (Array.isArray(value)) return value.map((item, index) => render(item, [...place, index]));
    return isJsonObject(value) ? renderObject(value, place) : value;
  };
  const renderObject = (object: JsonObject, place: readonly PlaceSegment[]): JsonObject =>
    Object.fromEntries(Object.entries(object).map(([key, value]) => [key, render(value, [...place, key])]));
  const fill = (text: string, place: readonly PlaceSegment[]): Json => {
    const filled = renderText(text, look);
    for (const path of filled.unresolved) unresolved.push({ path, at: formatPlace(place) });
    return filled.value;
  };
  return { value: renderObject(params, []), unresolved };
}

/** Fills one text, the same way, with any way to look a path up; where it finds `undefined` the path is unresolved. */
export function renderText(
  text: string,
  look: (path: string) => Json | undefined,
): { value: Json; unresolved: string[] } {
  const unresolved: string[] = [];
  const giveUp = (path: string): string => {
    unresolved.push(path);
    return `[unresolved: ${path}]`;
  };
  const lookUp = (path: string): Json => {
    const value = look(path);
    return value === undefined ? giveUp(path) : value;
  };
  const template = parseTemplate(text);
  const whole = wholePlaceholder(template);
  if (whole !== null) return { value: lookUp(whole), unresolved };
  const pieces = template.parts.map((part) => {
    if (part.kind === 'text') return part.text;
    return part.kind === 'placeholder' ? asText(lookUp(part.path)) : giveUp(part.raw);
  });
  return { value: pieces.join(''), unresolved };
}

function asText(value: Json): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
