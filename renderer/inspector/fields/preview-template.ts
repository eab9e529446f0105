import { findActionType, sampleValue } from '../../../engine/catalog/index.ts';
import { renderTemplates, type Variables } from '../../../engine/language/index.ts';
import type { Event, Json } from '../../../engine/model/index.ts';
import { sampleEventOf } from '../../state/dry-run.ts';
import type { FieldContext } from './field-context.ts';
import { jsonText } from './json-text.ts';

/** What a template comes to for the first sample event; null where there is nothing to fill in. */
export function previewTemplate(context: FieldContext, text: string): string | null {
  if (!text.includes('${')) return null;
  const event = sampleEventOf(context.rule, context.catalog);
  if (!event) return null;
  return jsonText(renderTemplates({ text }, variablesFor(context, event)).value.text ?? '');
}

function variablesFor({ rule, catalog, stepIndex }: FieldContext, event: Event): Variables {
  const steps: Record<string, Json> = {};
  for (const step of rule.actions.slice(0, stepIndex)) {
    steps[step.id] = sampleValue(findActionType(catalog, step.type)?.outputSchema ?? {});
  }
  const isEvent = rule.trigger.kind === 'event';
  return {
    event: isEvent ? event : null,
    automation: rule,
    trigger: { source: isEvent ? 'event' : 'cron', firedAt: event.firedAt },
    steps,
  };
}
