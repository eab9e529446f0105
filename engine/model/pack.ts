import { z } from 'zod';
import { event } from './event.ts';
import { jsonObject } from './json.ts';
import { appId, rule } from './rule.ts';

/**
 * A JSON Schema (2020-12) as data. Three keywords are ours:
 * `x-ordered: true` on an enum means that gt, gte, lt and lte compare by position in it;
 * `x-pick` names the directory list a value is chosen from (see `pickLists`);
 * `x-multiline: true` asks for a text area.
 */
export const jsonSchema = jsonObject;

/** Directory lists that a parameter may be picked from. */
export const pickLists = [
  'member',
  'team',
  'template',
  'tag',
  'savedSearch',
  'tool',
  'server',
  'email',
  'agent',
] as const;
export type PickList = (typeof pickLists)[number];

export const eventType = z.strictObject({
  type: z.string().min(1).max(200),
  version: z.int().min(1).default(1),
  title: z.string(),
  description: z.string(),
  /** Where in an event its subject is: `payload.session.id`. Null: the event's `streamId`. */
  subjectPath: z.string().nullable(),
  payloadSchema: jsonSchema,
  /** Whole events, each with the `name` people pick it by. At least three that differ in what matters. */
  samples: z.array(z.strictObject({ name: z.string(), event })).min(1),
});
export type EventType = z.infer<typeof eventType>;

export const effectKinds = [
  'session.assign',
  'session.tag',
  'email.send',
  'human.escalate',
  'search.run',
  'model.ask',
  'http.post',
  'mcp.call',
  'ticket.assign',
  'ticket.tag',
  'ticket.priority',
  'ticket.close',
  'ticket.reopen',
  'ticket.note',
] as const;
export type EffectKind = (typeof effectKinds)[number];

export const actionType = z.strictObject({
  type: z.string().min(1).max(200),
  title: z.string(),
  description: z.string(),
  paramsSchema: jsonSchema,
  outputSchema: jsonSchema,
  /** Effect kinds a step may request, in order. */
  effects: z.array(z.string()).min(1),
  /** Event types that its effects can raise. */
  raises: z.array(z.string()).default([]),
  /** What its rule's creator must be allowed to do in the event's app. */
  permission: z.string(),
  sampleParams: jsonObject,
});
export type ActionType = z.infer<typeof actionType>;

/** A callable tool of an MCP server. */
export const tool = z.strictObject({
  server: z.string(),
  name: z.string(),
  title: z.string(),
  description: z.string(),
  inputSchema: jsonSchema,
  outputSchema: jsonSchema,
  raises: z.array(z.string()).default([]),
});
export type Tool = z.infer<typeof tool>;

export const role = z.enum(['owner', 'admin', 'manager', 'operator', 'reader']);
export type Role = z.infer<typeof role>;

export const member = z.strictObject({
  id: z.string(),
  name: z.string(),
  email: z.string(),
  role,
  /** Apps whose rules and targets this member may touch; owners and admins may touch all. */
  apps: z.array(appId),
  /** False once the member has left. */
  active: z.boolean().default(true),
});
export type Member = z.infer<typeof member>;

export const mailTemplate = z.strictObject({
  id: z.string(),
  title: z.string(),
  subject: z.string(),
  /** Markdown; `${…}` is filled from the step's variables, then from the event. */
  body: z.string(),
  variables: z.array(z.string()).default([]),
});
export type MailTemplate = z.infer<typeof mailTemplate>;

/** The people and things of a workspace that parameters point to. */
export const directory = z.strictObject({
  apps: z.array(z.strictObject({ id: appId, title: z.string() })),
  members: z.array(member).default([]),
  teams: z
    .array(z.strictObject({ id: z.string(), title: z.string(), members: z.array(z.string()).default([]) }))
    .default([]),
  templates: z.array(mailTemplate).default([]),
  savedSearches: z
    .array(z.strictObject({ id: z.string(), title: z.string(), query: z.string() }))
    .default([]),
  tags: z.array(z.string()).default([]),
  /** Addresses worth offering as recipients. */
  mailboxes: z.array(z.string()).default([]),
  agents: z.array(z.strictObject({ id: z.int(), name: z.string() })).default([]),
});
export type Directory = z.infer<typeof directory>;

/** A catalog pack: everything a workspace of one kind knows, as data. */
export const pack = z.strictObject({
  name: z.string().regex(/^[a-z][a-z0-9-]*$/),
  version: z.string(),
  title: z.string(),
  description: z.string(),
  /** The demo workspace. */
  workspace: z.strictObject({ tenant: z.string(), title: z.string(), defaultCreator: z.string() }),
  directory,
  eventTypes: z.array(eventType),
  actionTypes: z.array(actionType),
  tools: z.array(tool).default([]),
  sampleRules: z.array(rule).default([]),
});
export type Pack = z.infer<typeof pack>;
