import { type Catalog, findActionType, subjectOf } from '../../catalog/index.ts';
import { dryRunSteps } from '../../drivers/index.ts';
import {
  parseTemplate,
  parseVariable,
  resolveVariable,
  type VariablePath,
  wholePlaceholder,
} from '../../language/index.ts';
import { type Event, isJsonObject, type Json, type JsonObject, type Rule } from '../../model/index.ts';

/** Whether a run of a rule on an event that it matches would have a step that is invalid. */
export type StepsCheck = (event: Event) => boolean;

/** Verdicts kept for one rule; with more different values than this they are found anew. */
const mostVerdicts = 4096;

/**
 * A rule's steps, checked by running them dry, but only once for all events that they cannot tell apart: verdicts are
 * kept by the values that the parameters ask for, by the app, and by what the actions need of an event.
 */
export function createStepsCheck(rule: Rule, catalog: Catalog): StepsCheck {
  if (rule.actions.every(({ disabled }) => disabled)) return () => false;
  const isInvalid = (event: Event) =>
    dryRunSteps({ rule, event, catalog }).some(({ status }) => status === 'invalid');
  const needs = needsOf(rule, catalog);
  if (needs === null) return isInvalid;
  const verdicts = new Map<string, boolean>();
  return (event) => {
    const key = keyOf(event, needs, rule, catalog);
    const known = verdicts.get(key);
    if (known !== undefined) return known;
    const verdict = isInvalid(event);
    if (verdicts.size >= mostVerdicts) verdicts.clear();
    verdicts.set(key, verdict);
    return verdict;
  };
}

interface Need {
  variable: VariablePath;
  /** Whether text is just text where it goes, so that any that is not empty is as good as another. */
  isFreeText: boolean;
}

/** Everything of an event that the parameters ask for; null where an earlier step's output has a part in it. */
function needsOf(rule: Rule, catalog: Catalog): Need[] | null {
  const needs: Need[] = [];
  for (const step of rule.actions) {
    if (step.disabled) continue;
    for (const [name, value] of Object.entries(step.params)) {
      const isFreeText = isFree(step.type, name, catalog);
      for (const text of textsIn(value)) {
        for (const path of placeholdersIn(text)) {
          const variable = parseVariable(path);
          // What is no variable can never be resolved, whatever the event.
          if (!variable.ok) continue;
          if (variable.value.kind === 'step') return null;
          needs.push({ variable: variable.value, isFreeText });
        }
      }
    }
  }
  return needs;
}

function textsIn(value: Json): string[] {
  if (typeof value === 'string') return [value];
  if (Array.isArray(value)) return value.flatMap(textsIn);
  return isJsonObject(value) ? Object.values(value).flatMap(textsIn) : [];
}

function placeholdersIn(text: string): string[] {
  const template = parseTemplate(text);
  const only = wholePlaceholder(template);
  if (only !== null) return [only];
  return template.parts.flatMap((part) => (part.kind === 'placeholder' ? [part.path] : []));
}

/** Parameters whose text nobody reads but people: no action takes it for an address, a name or a choice. */
const textForPeople: Readonly<Record<string, readonly string[]>> = {
  send_email: ['subject', 'body', 'variables'],
  escalate_to_human: ['reason'],
  tag_session: ['tags'],
  webhook: ['message', 'body'],
  'email-agent-query': ['question'],
  tag: ['tag'],
  untag: ['tag'],
  close: ['reason'],
  add_internal_note: ['text'],
};

/** Keywords of a schema that ask nothing of a text but that there be some. */
const undemanding = new Set([
  ...['type', 'title', 'description', 'items', 'anyOf', 'properties', 'required', 'additionalProperties'],
  ...['minItems', 'examples', 'default', 'x-pick', 'x-multiline', 'minLength'],
]);

function isFree(actionType: string, name: string, catalog: Catalog): boolean {
  if (!textForPeople[actionType]?.includes(name)) return false;
  const properties = findActionType(catalog, actionType)?.paramsSchema.properties;
  const schema = isJsonObject(properties) ? properties[name] : undefined;
  return isJsonObject(schema) && isUndemanding(schema);
}

function isUndemanding(schema: JsonObject): boolean {
  return Object.entries(schema).every(([keyword, value]) => {
    if (!undemanding.has(keyword)) return false;
    switch (keyword) {
      case 'minLength':
        return value === 0 || value === 1;
      case 'items':
        return isJsonObject(value) && isUndemanding(value);
      case 'additionalProperties':
        return typeof value === 'boolean' || (isJsonObject(value) && isUndemanding(value));
      case 'anyOf':
        return Array.isArray(value) && value.every((each) => isJsonObject(each) && isUndemanding(each));
      case 'properties':
        return (
          isJsonObject(value) &&
          Object.values(value).every((each) => isJsonObject(each) && isUndemanding(each))
        );
      default:
        return true;
    }
  });
}

function keyOf(event: Event, needs: readonly Need[], rule: Rule, catalog: Catalog): string {
  const ticket = event.payload.ticket;
  const ticketId = isJsonObject(ticket) && Object.hasOwn(ticket, 'id') ? typeof ticket.id : 'none';
  const hasSubject = subjectOf(catalog, event) !== '';
  // What a target lacks makes its step fail, and a failed step may keep the next from being looked at.
  let key = `${ticketId} ${hasSubject} ${JSON.stringify(event.app)}`;
  const variables = {
    event: rule.trigger.kind === 'schedule' ? null : event,
    automation: rule,
    trigger: {
      source: rule.trigger.kind === 'schedule' ? ('cron' as const) : ('event' as const),
      firedAt: event.firedAt,
    },
    steps: {},
  };
  for (const { variable, isFreeText } of needs) {
    const { present, value } = resolveVariable(variable, variables);
    if (!present) key += ' -';
    else if (isFreeText && typeof value === 'string') key += value === '' ? ' e' : ' t';
    else if (isFreeText && typeof value === 'number') key += ' n';
    else key += ` ${JSON.stringify(value)}`;
  }
  return key;
}
