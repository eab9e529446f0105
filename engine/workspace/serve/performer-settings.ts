import type { MailSettings, McpServer, ModelSettings, OutgoingRules } from '../../effects/index.ts';
import type { WorkspaceSettings } from '../settings/settings.ts';

/** What the file says, in the terms of those who carry effects out. */
export interface PerformerSettings {
  mail?: MailSettings;
  model?: ModelSettings;
  outgoing: OutgoingRules;
  servers: { server: McpServer; consent: string | null }[];
}

export function performerSettings({ mail, model, mcp, outgoing }: WorkspaceSettings): PerformerSettings {
  return {
    outgoing: {
      allow: outgoing.allow,
      ...(outgoing.hosts && { hosts: outgoing.hosts }),
    },
    servers: mcp.servers.map((entry) => ({ server: serverOf(entry), consent: entry.consent ?? null })),
    ...(mail && { mail: mailOf(mail) }),
    ...(model && { model: modelOf(model) }),
  };
}

function mailOf(mail: NonNullable<WorkspaceSettings['mail']>): MailSettings {
  const { host, port, security, user, password, from, timeout_ms } = mail;
  return {
    host,
    port,
    security,
    from: { address: from.address, ...(from.name === undefined ? {} : { name: from.name }) },
    ...(user === undefined ? {} : { user }),
    ...(password === undefined ? {} : { password }),
    ...(timeout_ms === undefined ? {} : { timeoutMs: timeout_ms }),
  };
}

function modelOf(settings: NonNullable<WorkspaceSettings['model']>): ModelSettings {
  const { api_key, base_url, model, max_tokens, timeout_ms } = settings;
  return {
    apiKey: api_key,
    ...(base_url === undefined ? {} : { baseUrl: base_url }),
    ...(model === undefined ? {} : { model }),
    ...(max_tokens === undefined ? {} : { maxTokens: max_tokens }),
    ...(timeout_ms === undefined ? {} : { timeoutMs: timeout_ms }),
  };
}

function serverOf(entry: WorkspaceSettings['mcp']['servers'][number]): McpServer {
  if (entry.kind === 'http') {
    const { kind, name, url, headers } = entry;
    return { kind, name, url, ...(headers && { headers }) };
  }
  const { kind, name, command, args, env, cwd } = entry;
  return { kind, name, command, args, ...(env && { env }), ...(cwd === undefined ? {} : { cwd }) };
}
