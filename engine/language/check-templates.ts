import type { Catalog } from '../catalog/index.ts';
import {
  formatPlace,
  isJsonObject,
  type Json,
  joinPlaces,
  type Place,
  type PlaceSegment,
  type Problem,
  type Rule,
} from '../model/index.ts';
import { parseTemplate, printTemplate, type Template } from './template.ts';
import { describeVariable } from './variable-schema.ts';

/**
 * Problems of the placeholders in a rule's parameters: `unclosed-placeholder`, `unknown-variable`,
 * `event-on-schedule`, `later-step`, `disabled-step` (errors), `optional-variable` (warning). Disabled steps are not
 * looked at.
 */
export function checkTemplates(rule: Rule, catalog: Catalog): Problem[] {
  return rule.actions.flatMap((step, index) => {
    if (step.disabled) return [];
    return [...texts(step.params, [])].flatMap(({ text, place }) =>
      checkText(rule, catalog, index, text, joinPlaces(`actions[${index}].params`, place)),
    );
  });
}

/** Every text inside a value that holds a placeholder, with its place. */
function* texts(value: Json, place: readonly PlaceSegment[]): Generator<{ text: string; place: Place }> {
  if (typeof value === 'string') {
    if (value.includes('${')) yield { text: value, place: formatPlace(place) };
  } else if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) yield* texts(item, [...place, index]);
  } else if (isJsonObject(value)) {
    for (const [key, item] of Object.entries(value)) yield* texts(item, [...place, key]);
  }
}

function checkText(rule: Rule, catalog: Catalog, stepIndex: number, text: string, at: Place): Problem[] {
  const template = parseTemplate(text);
  return template.parts.flatMap((part, position): Problem[] => {
    if (part.kind === 'text') return [];
    if (part.kind === 'unclosed') {
      const message = `"\${${part.raw}" is never closed; write $\${ for a literal \${`;
      const fix = 'close it with }';
      return [{ severity: 'error', code: 'unclosed-placeholder', message, at, fix, replacement: `${text}}` }];
    }
    const found = describeVariable(catalog, rule, stepIndex, part.path);
    if (!found.ok) {
      const { code, message, replacement } = found.error;
      if (replacement === undefined) return [{ severity: 'error', code, message, at }];
      const fix = `did you mean \${${replacement}}?`;
      return [
        { severity: 'error', code, message, at, fix, replacement: withPath(template, position, replacement) },
      ];
    }
    if (!found.value.isOptional) return [];
    const message = `"${part.path}" may be missing; the step is then invalid and does nothing`;
    const fix = 'add a condition that it exists';
    return [{ severity: 'warning', code: 'optional-variable', message, at, fix }];
  });
}

function withPath(template: Template, position: number, path: string): string {
  const parts = template.parts.map((part, index) =>
    index === position ? { kind: 'placeholder' as const, path, raw: path } : part,
  );
  return printTemplate({ parts });
}
