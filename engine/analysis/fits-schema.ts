import { type Catalog, type SchemaIssue, sampleValue, schemaAt, validateAgainst } from '../catalog/index.ts';
import {
  describeTypes,
  describeVariable,
  parseTemplate,
  type SchemaType,
  schemaTypes,
  wholePlaceholder,
} from '../language/index.ts';
import {
  formatPlace,
  isJsonObject,
  type Json,
  type JsonObject,
  type Pack,
  type PlaceSegment,
  type Rule,
} from '../model/index.ts';
import { schemaFacts } from './satisfy/schema-facts.ts';

/** The step whose parameters are looked at. */
export interface StepUnderCheck {
  rule: Rule;
  catalog: Catalog;
  stepIndex: number;
  workspace: Pack;
}

/**
 * How a value with placeholders in it does not fit a schema. What is written is checked as it is. A placeholder that
 * stands alone is checked by the type of its variable; text with placeholders inside is taken to be good text, where
 * the schema lets anything be at all.
 */
export function fitsSchema(step: StepUnderCheck, schema: JsonObject, value: JsonObject): SchemaIssue[] {
  const open = new Set<string>();
  const issues: SchemaIssue[] = [];

  const fill = (current: Json, place: readonly PlaceSegment[]): Json => {
    if (typeof current === 'string' && current.includes('${')) {
      const at = formatPlace(place);
      if (mayHoldSomething(schema, place)) open.add(at);
      const wanted = schemaAt(schema, place)?.schema ?? {};
      const mismatch = compareTypes(step, current, wanted);
      if (mismatch) issues.push({ at, message: mismatch });
      return sampleValue(wanted);
    }
    if (Array.isArray(current)) return current.map((item, index) => fill(item, [...place, index]));
    if (!isJsonObject(current)) return current;
    return Object.fromEntries(
      Object.entries(current).map(([key, item]) => [key, fill(item, [...place, key])]),
    );
  };

  const filled = fill(value, []);
  const isOpen = (at: string) =>
    [...open].some((place) => at === place || at.startsWith(`${place}.`) || at.startsWith(`${place}[`));
  return [...validateAgainst(schema, filled).filter(({ at }) => !isOpen(at)), ...issues];
}

/** False only where the schema forbids whatever is put there, as for a name that a closed object does not have. */
function mayHoldSomething(schema: JsonObject, place: readonly PlaceSegment[]): boolean {
  return schemaFacts(schema, place.map(String)).types.size > 0;
}

/** Null where the placeholder's value can be what is wanted, or where nothing is known about it. */
function compareTypes(step: StepUnderCheck, text: string, wanted: JsonObject): string | null {
  const allowed = schemaTypes(wanted);
  const whole = wholePlaceholder(parseTemplate(text));
  const given = whole === null ? new Set<SchemaType>(['string']) : typesOf(step, whole);
  if (!given || [...given].some((type) => allowed.has(type))) return null;
  const what = whole === null ? 'this text' : `"${whole}"`;
  return `expected ${describeTypes(allowed)}; ${what} is ${describeTypes(given)}`;
}

function typesOf(step: StepUnderCheck, path: string): ReadonlySet<SchemaType> | null {
  const variable = describeVariable(step.catalog, step.rule, step.stepIndex, path);
  return variable.ok ? schemaTypes(variable.value.schema) : null;
}
