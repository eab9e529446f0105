import { parse, TomlError } from 'smol-toml';
import { z } from 'zod';
import { failure, type InputIssue, type Result, readWith, success } from '../../model/index.ts';

const text = z.string().min(1).max(2_000);
const milliseconds = z.int().min(100).max(600_000);
const perMinute = z.int().min(1).max(1_000_000);

const mcpServer = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('stdio'),
    name: text,
    command: text,
    args: z.array(z.string().max(2_000)).max(100).default([]),
    env: z.record(z.string(), z.string()).optional(),
    cwd: text.optional(),
    /** What somebody agreed to: the fingerprint that the service prints for this very command. */
    consent: z.string().optional(),
  }),
  z.strictObject({
    kind: z.literal('http'),
    name: text,
    url: text,
    headers: z.record(z.string(), z.string()).optional(),
    consent: z.string().optional(),
  }),
]);

/** What `workspace.toml` may say. Everything has a default, under which nothing leaves the machine. */
export const workspaceSettings = z.strictObject({
  mail: z
    .strictObject({
      host: text,
      port: z.int().min(1).max(65_535),
      security: z.enum(['tls', 'starttls', 'none']).default('starttls'),
      user: text.optional(),
      password: z
        .string()
        .regex(/^secret:[\w.-]+$/, 'write a reference such as secret:smtp')
        .optional(),
      from: z.strictObject({ name: z.string().max(200).optional(), address: text }),
      timeout_ms: milliseconds.optional(),
    })
    .optional(),
  model: z
    .strictObject({
      api_key: z.string().regex(/^secret:[\w.-]+$/, 'write a reference such as secret:model'),
      base_url: text.optional(),
      model: text.optional(),
      max_tokens: z.int().min(1).max(100_000).optional(),
      /** Questions a UTC day. */
      quota_per_day: z.int().min(0).max(1_000_000).optional(),
      timeout_ms: milliseconds.optional(),
    })
    .optional(),
  mcp: z.strictObject({ servers: z.array(mcpServer).max(50).default([]) }).default({ servers: [] }),
  outgoing: z
    .strictObject({
      /** The only hosts that may be called; left out: every public one. */
      hosts: z.array(text).max(1_000).optional(),
      /** Exceptions: these may be on a private network and without TLS. */
      allow: z.array(text).max(1_000).default([]),
    })
    .default({ allow: [] }),
  limits: z
    .strictObject({
      requests_per_minute: perMinute.default(1_200),
      http_per_minute: perMinute.default(600),
      tools_per_minute: perMinute.default(300),
      mails_per_minute: perMinute.default(300),
      runs_per_rule: z.int().min(1).max(1_000).default(5),
      failures_until_pause: z.int().min(1).max(1_000).default(10),
    })
    .prefault({}),
  retention: z
    .strictObject({
      events_days: z.int().min(1).max(36_500).default(90),
      runs_days: z.int().min(1).max(36_500).default(365),
    })
    .prefault({}),
  sla: z
    .strictObject({
      /** Minutes to the due time, by priority. */
      minutes: z.partialRecord(z.enum(['low', 'normal', 'high', 'urgent']), z.int().min(1).max(525_600)),
      /** Percent of the time after which it is warned. */
      warn_percent: z.int().min(1).max(99).default(80),
      name: text.default('First response'),
    })
    .optional(),
});
export type WorkspaceSettings = z.infer<typeof workspaceSettings>;

/** Reads `workspace.toml`. Issues name their place: `mail.port`, or the line and column of a slip in the syntax. */
export function readSettings(source: string): Result<WorkspaceSettings, InputIssue[]> {
  let value: unknown;
  try {
    value = parse(source);
  } catch (error) {
    if (!(error instanceof TomlError)) throw error;
    const [reason] = error.message.split('\n');
    const message = `not TOML at line ${error.line}, column ${error.column}: ${reason}`;
    return failure([{ code: 'invalid', message, at: '' }]);
  }
  const read = readWith(workspaceSettings, value);
  return read.ok ? success(read.value) : read;
}
