import { parseVariable, renderText, resolveVariable, type Variables } from '../language/index.ts';
import {
  isJsonObject,
  type Json,
  type JsonObject,
  type MailTemplate,
  type Result,
  success,
} from '../model/index.ts';
import { type ActionContext, type ActionFailure, invalid } from './action-module.ts';
import { asText, field, objectField, textField } from './fields.ts';
import { directoryOf, withNearest } from './targets.ts';

export interface ComposedMail {
  template: string | null;
  subject: string;
  /** Markdown. */
  body: string;
  /** Names in the template that neither the variables nor the event could fill. */
  unresolved: string[];
}

/** The mail of a step: from its template, or with a subject and body of its own, which win over the template's. */
export function composeMail(params: JsonObject, context: ActionContext): Result<ComposedMail, ActionFailure> {
  const id = textField(params, 'template');
  const own = { subject: textField(params, 'subject'), body: textField(params, 'body') };
  if (id === null) {
    if (own.subject === null || own.body === null) {
      return invalid('invalid-params', 'a mail needs a template, or a subject and a body', 'params');
    }
    return success({ template: null, subject: oneLine(own.subject), body: own.body, unresolved: [] });
  }
  const templates = directoryOf(context).templates;
  const template = templates.find((each) => each.id === id);
  if (!template) {
    const known = templates.map((each) => each.id);
    return invalid(
      'unknown-template',
      withNearest(`there is no mail template "${id}"`, id, known),
      'params.template',
    );
  }
  const filled = fillTemplate(template, objectField(params, 'variables'), context);
  return success({
    template: id,
    subject: oneLine(own.subject ?? filled.subject),
    body: own.body ?? filled.body,
    unresolved: filled.unresolved,
  });
}

/** A header is one line: whatever data brings into a subject cannot start another header. */
export function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ').trim();
}

function fillTemplate(template: MailTemplate, values: JsonObject, context: ActionContext) {
  const { rule, event, trigger } = context;
  const variables: Variables = { event, automation: rule, trigger, steps: {} };
  const look = (path: string): Json | undefined => {
    const given = field(values, path);
    if (given !== undefined) return given;
    const variable = parseVariable(path);
    const found = variable.ok ? resolveVariable(variable.value, variables) : null;
    return found?.present ? found.value : findInEvent(event.payload, path);
  };
  const unresolved = new Set<string>();
  const fill = (text: string): string => {
    const filled = renderText(text, look);
    for (const path of filled.unresolved) unresolved.add(path);
    return asText(filled.value);
  };
  return { subject: fill(template.subject), body: fill(template.body), unresolved: [...unresolved] };
}

/** A bare name (`${customer}`) is the nearest field of that name in the payload; of an object, its name or id. */
function findInEvent(payload: JsonObject, name: string): Json | undefined {
  const queue: JsonObject[] = [payload];
  for (let object = queue.shift(); object; object = queue.shift()) {
    const value = field(object, name);
    if (isJsonObject(value)) return field(value, 'name') ?? field(value, 'id') ?? value;
    if (value !== undefined) return value;
    queue.push(...Object.values(object).filter(isJsonObject));
  }
  return undefined;
}
