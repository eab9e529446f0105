import { OpenAPIGenerator } from '@orpc/openapi';
import { ZodToJsonSchemaConverter } from '@orpc/zod/zod4';
import { z } from 'zod';
import {
  acceptedEvents,
  postedEvents,
  postedRule,
  problemDetails,
  release,
  storedRun,
  workspaceContract,
} from '../../contract/index.ts';
import {
  event,
  eventInput,
  filterNode,
  filterTrace,
  pack,
  problem,
  rule,
  ruleInput,
} from '../../model/index.ts';

/** The description of the REST API (OpenAPI 3.1), made from the schemas that the service reads and answers by. */
export async function describeApi(version: string): Promise<object> {
  const generator = new OpenAPIGenerator({
    schemaConverters: [
      new ZodToJsonSchemaConverter({
        interceptors: [
          ({ schema, next }) => {
            const body = postedBodies.get(schema);
            return body ? [true, body] : next();
          },
        ],
      }),
    ],
  });
  const document = await generator.generate(workspaceContract, {
    info: {
      title: 'Rulewright workspace',
      version,
      description: 'Runs automation rules, and is what the studio publishes to.',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: '/', description: 'This service' }],
    security: [{ bearer: [] }],
    tags: ['Rules', 'Releases', 'Events', 'Runs', 'Workspace', 'Subscriptions', 'Audit'].map((name) => ({
      name,
      description: tagWords[name] ?? name,
    })),
    components: {
      securitySchemes: {
        bearer: { type: 'http', scheme: 'bearer', description: 'A token of the workspace, with scopes.' },
      },
    },
    commonSchemas: {
      Rule: { schema: rule, strategy: 'output' },
      FilterNode: { schema: filterNode, strategy: 'output' },
      FilterTrace: { schema: filterTrace, strategy: 'output' },
      Event: { schema: event, strategy: 'output' },
      Pack: { schema: pack, strategy: 'output' },
      RuleInput: { schema: ruleInput, strategy: 'input' },
      EventInput: { schema: eventInput, strategy: 'input' },
      Problem: { schema: problem, strategy: 'output' },
      Release: { schema: release, strategy: 'output' },
      Run: { schema: storedRun, strategy: 'output' },
      AcceptedEvents: { schema: acceptedEvents, strategy: 'output' },
    },
    customErrorResponseBodySchema: () => ({ $ref: '#/components/schemas/ProblemDetails' }),
  });
  const problemSchema = z.toJSONSchema(problemDetails, { target: 'draft-2020-12', io: 'output' });
  const { $schema: _dialect, ...plain } = problemSchema;
  const components = document.components ?? {};
  return asProblems({
    ...document,
    components: { ...components, schemas: { ...components.schemas, ProblemDetails: plain } },
  });
}

const ruleReference = { $ref: '#/components/schemas/RuleInput' };
const eventReference = { $ref: '#/components/schemas/EventInput' };

/** A ticket rule as helpdesks write it; `importDialect` reads it and says what is wrong at its place. */
const helpdeskRule = {
  type: 'object' as const,
  required: ['name', 'trigger'],
  description: 'The helpdesk dialect',
  properties: {
    name: { type: 'string' as const },
    trigger: { type: 'string' as const },
    conditions: {
      type: 'array' as const,
      items: {
        type: 'object' as const,
        required: ['field', 'op', 'value'],
        properties: {
          field: { type: 'string' as const },
          op: { enum: ['eq', 'ne', 'in', 'not_in', 'contains', 'gt', 'lt'] },
          value: { description: 'Any JSON value' },
        },
      },
    },
    actions: {
      type: 'array' as const,
      items: {
        type: 'object' as const,
        required: ['name'],
        properties: { name: { type: 'string' as const }, params: { type: 'object' as const } },
      },
    },
    cooldown_s: { type: 'integer' as const, minimum: 0 },
    max_fires_per_day: { type: ['integer' as const, 'null' as const], minimum: 1 },
    enabled: { type: 'boolean' as const },
  },
};

/** Bodies that are read by hand, for their limits and places: what they are, for the description. */
const postedBodies = new Map<unknown, { anyOf: object[] } | { description: string }>([
  [problem.shape.replacement.unwrap(), { description: 'Any JSON value' }],
  [postedRule, { anyOf: [ruleReference, helpdeskRule] }],
  [postedEvents, { anyOf: [eventReference, { type: 'array', items: eventReference }] }],
]);

const tagWords: Readonly<Record<string, string>> = {
  Rules: 'Rules and every version of them.',
  Releases: 'Changes to many rules that become live at once.',
  Events: 'What rules react to.',
  Runs: 'What rules did, and why.',
  Workspace: 'What rules can point to, and who may do what.',
  Subscriptions: 'Outgoing webhooks.',
  Audit: 'Who changed what, and which actions ran.',
};

/** Errors are sent as `application/problem+json`, whatever a generator takes them for. */
function asProblems(document: object): object {
  return JSON.parse(JSON.stringify(document), (key, value: unknown) => {
    if (!/^[45]\d\d$/.test(key) || typeof value !== 'object' || value === null) return value;
    const schema = { $ref: '#/components/schemas/ProblemDetails' };
    return { ...value, content: { 'application/problem+json': { schema } } };
  });
}
