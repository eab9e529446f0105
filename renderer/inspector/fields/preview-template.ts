import { dryRunSteps } from '../../../engine/drivers/index.ts';
import { renderTemplates, type Variables } from '../../../engine/language/index.ts';
import { type Event, isJsonObject, type Json, type StepRecord } from '../../../engine/model/index.ts';
import { useExampleEvent } from '../../state/dry-run-events.ts';
import { rememberLast } from '../../state/remember-last.ts';
import type { FieldContext } from './field-context.ts';
import { jsonText } from './json-text.ts';

export interface TemplatePreview {
  /** What comes out. */
  text: string;
  /** Paths that lead nowhere in this event. */
  missing: readonly string[];
  /** The event it is shown for. */
  eventName: string;
}

/** The steps as this event would have them, whatever the filter says: one run serves every field of a form. */
export const stepsOn = rememberLast(
  (rule: FieldContext['rule'], catalog: FieldContext['catalog'], event: Event): StepRecord[] =>
    dryRunSteps({ rule, catalog, event }),
);

/** What a template comes to on the event that is looked at; null where there is nothing to fill in. */
export function useTemplatePreview(context: FieldContext, text: string): TemplatePreview | null {
  const example = useExampleEvent();
  if (!text.includes('${') || example === null) return null;
  const { value, unresolved } = renderTemplates({ text }, variablesFor(context, example.event));
  return {
    text: jsonText(value.text ?? ''),
    missing: [...new Set(unresolved.map(({ path }) => path))],
    eventName: example.name,
  };
}

function variablesFor({ rule, catalog, stepIndex }: FieldContext, event: Event): Variables {
  const steps: Record<string, Json> = {};
  for (const { id, output } of stepsOn(rule, catalog, event).slice(0, stepIndex)) {
    if (isJsonObject(output)) steps[id] = output;
  }
  const isEvent = rule.trigger.kind === 'event';
  return {
    event: isEvent ? event : null,
    automation: rule,
    trigger: { source: isEvent ? 'event' : 'cron', firedAt: event.firedAt },
    steps,
  };
}
