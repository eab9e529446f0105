import { OpenAPIGenerator } from '@orpc/openapi';
import { ZodToJsonSchemaConverter } from '@orpc/zod/zod4';
import { z } from 'zod';
import {
  acceptedEvents,
  problemDetails,
  release,
  storedRun,
  workspaceContract,
} from '../../contract/index.ts';
import { event, pack, problem, rule } from '../../model/index.ts';

/** The description of the REST API (OpenAPI 3.1), made from the schemas that the service reads and answers by. */
export async function describeApi(version: string): Promise<object> {
  const generator = new OpenAPIGenerator({
    schemaConverters: [new ZodToJsonSchemaConverter({ maxLazyDepth: 3 })],
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
      Event: { schema: event, strategy: 'output' },
      Pack: { schema: pack, strategy: 'output' },
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
