import {
  type Event,
  failure,
  type Json,
  nearestNames,
  type Result,
  type Rule,
  success,
} from '../model/index.ts';
import { type Resolved, resolveIn, splitPath } from './path.ts';

/** What a firing was set off by. */
export type TriggerSource = 'event' | 'cron' | 'manual';

/** Everything a placeholder can refer to. */
export interface Variables {
  /** Null on a schedule: nothing happened but the clock. */
  event: Event | null;
  automation: Pick<Rule, 'id' | 'name' | 'version'>;
  /** `firedAt` is an ISO time. */
  trigger: { source: TriggerSource; firedAt: string };
  /** Outputs of earlier steps by step id. */
  steps: Readonly<Record<string, Json>>;
}

export const eventFields = ['eventType', 'eventId', 'actorId', 'actorKind', 'app', 'firedAt'] as const;
export type EventField = (typeof eventFields)[number];
export const automationFields = ['id', 'name', 'version'] as const;
export const triggerFields = ['source', 'firedAt'] as const;

/** A placeholder's path, by what it refers to. */
export type VariablePath =
  | { kind: 'payload'; segments: readonly string[] }
  | { kind: 'event'; field: EventField }
  | { kind: 'automation'; field: (typeof automationFields)[number] }
  | { kind: 'trigger'; field: (typeof triggerFields)[number] }
  | { kind: 'step'; stepId: string; segments: readonly string[] };

export interface VariableError {
  message: string;
  replacement?: string;
}

/**
 * Parses the inside of a placeholder. Allowed are exactly `event.payload.…`, the fields of `event`, `automation` and
 * `trigger`, and `steps.<id>.output.…` (design, the rule model: templates).
 */
export function parseVariable(text: string): Result<VariablePath, VariableError> {
  const keys = splitPath(text);
  if (!keys.ok) return failure({ message: keys.error.message });
  const [root = '', first = '', ...rest] = keys.value;
  switch (root) {
    case 'event':
      if (first === 'payload' && rest.length > 0) return success({ kind: 'payload', segments: rest });
      return fieldOf('event', eventFields, first, rest, (field) => ({ kind: 'event', field }));
    case 'automation':
      return fieldOf('automation', automationFields, first, rest, (field) => ({ kind: 'automation', field }));
    case 'trigger':
      return fieldOf('trigger', triggerFields, first, rest, (field) => ({ kind: 'trigger', field }));
    case 'steps':
      if (first !== '' && rest[0] === 'output' && rest.length > 1) {
        return success({ kind: 'step', stepId: first, segments: rest.slice(1) });
      }
      return failure({ message: 'an earlier output is written steps.<step id>.output.<field>' });
    default:
      return failure(unknownRoot(text, root));
  }
}

/** The value of a variable. What cannot be parsed, or leads nowhere, is not present. */
export function resolveVariable(path: VariablePath, variables: Variables): Resolved {
  switch (path.kind) {
    case 'payload':
      return variables.event ? resolveIn(variables.event.payload, path.segments) : nothing();
    case 'event':
      return variables.event ? found(eventField(variables.event, path.field)) : nothing();
    case 'automation':
      return found(variables.automation[path.field]);
    case 'trigger':
      return found(variables.trigger[path.field]);
    case 'step': {
      const output = Object.hasOwn(variables.steps, path.stepId) ? variables.steps[path.stepId] : undefined;
      return output === undefined ? nothing() : resolveIn(output, path.segments);
    }
  }
}

/** The value that `${event.<field>}` stands for. */
export function eventField(event: Event, field: EventField): Json {
  switch (field) {
    case 'eventType':
      return event.type;
    case 'eventId':
      return event.id;
    case 'actorId':
      return event.actor.id;
    case 'actorKind':
      return event.actor.kind;
    case 'app':
      return event.app;
    case 'firedAt':
      return event.firedAt;
  }
}

function fieldOf<Field extends string>(
  root: string,
  fields: readonly Field[],
  name: string,
  rest: readonly string[],
  make: (field: Field) => VariablePath,
): Result<VariablePath, VariableError> {
  const field = fields.find((known) => known === name);
  if (field !== undefined && rest.length === 0) return success(make(field));
  const [nearest] = nearestNames(name, fields, 1);
  const known = [...fields, ...(root === 'event' ? ['payload.<field>'] : [])].join(', ');
  return failure({
    message: `${root} has ${known}`,
    ...(nearest ? { replacement: `${root}.${nearest}` } : {}),
  });
}

function unknownRoot(text: string, root: string): VariableError {
  if (root === 'payload')
    return { message: 'the payload is written event.payload', replacement: `event.${text}` };
  const [nearest] = nearestNames(root, ['event', 'automation', 'trigger', 'steps'], 1);
  return {
    message: `a variable starts with event, automation, trigger or steps, not "${root}"`,
    ...(nearest ? { replacement: nearest + text.slice(root.length) } : {}),
  };
}

function found(value: Json): Resolved {
  return { present: true, value };
}

function nothing(): Resolved {
  return { present: false, value: null };
}
