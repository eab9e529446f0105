import type { EffectKind } from '../model/index.ts';
import type { OutgoingRules } from './address/index.ts';
import type { Resolve } from './http/guarded-connector.ts';
import { guardedFetch } from './http/guarded-fetch.ts';
import { createHttpClient, type HttpClient, type HttpClientOptions } from './http/http-client.ts';
import { httpPostPerformer } from './http/perform-http-post.ts';
import { type MailSettings, mailPerformer } from './mail/perform-mail.ts';
import { createMcpConnections, type McpConnections } from './mcp/mcp-connections.ts';
import type { McpServer } from './mcp/mcp-server.ts';
import { toolCallPerformer } from './mcp/perform-tool-call.ts';
import { anthropicAddress, type ModelSettings, questionPerformer } from './model/perform-question.ts';
import type { Performer } from './perform.ts';
import { composePerformers, type PerformerList, type Performers } from './performers.ts';
import type { DocumentIndex, Viewer } from './search/document-index.ts';
import { searchPerformer } from './search/perform-search.ts';
import { type Redactor, rememberSecrets } from './secrets/redact.ts';
import { type Secrets, secretName } from './secrets/secrets.ts';

/** Everything that performers need to know of a workspace. What is left out is not set up, and says so. */
export interface PerformerOptions {
  secrets: Secrets;
  /** What may be called by HTTP, tool servers included. */
  outgoing: OutgoingRules;
  now: () => Date;
  http?: Omit<HttpClientOptions, 'rules' | 'resolve' | 'ca'>;
  /** By default the system's resolver. */
  resolve?: Resolve;
  /** Certificates to trust beside the usual ones, in PEM. */
  ca?: string;
  mail?: MailSettings;
  mcp?: {
    servers: readonly McpServer[];
    /** Whether somebody has agreed to exactly this server: see `serverFingerprint`. */
    isConsented: (fingerprint: string) => boolean;
    timeoutMs?: number;
    startTimeoutMs?: number;
    maxAnswerBytes?: number;
  };
  model?: ModelSettings;
  search?: {
    index: DocumentIndex;
    /** What a member may see. */
    viewerOf: (member: string) => Viewer;
  };
  /** Effects on the workspace's own records, by whoever keeps them. These win over the ones made here. */
  workspace?: Partial<Record<EffectKind, Performer>>;
}

export interface WorkspacePerformers extends Performers {
  /** For the catalog: what tool servers offer. */
  readonly mcp: McpConnections | null;
  /** With the same guards: for the workspace's own signed notices. */
  readonly http: HttpClient;
  /** Takes every secret that was used so far out of a text, for logs. */
  redactor(): Redactor;
  /** Ends connections, sessions and processes. */
  close(): Promise<void>;
}

/** Documents that a question is answered from. */
const contextDocuments = 8;

/** The performers of one workspace. Connections are made when they are first needed. */
export function createPerformers(options: PerformerOptions): WorkspacePerformers {
  const { outgoing: rules, now, search, model, mail: mailSettings } = options;
  const secrets = rememberSecrets(options.secrets);
  for (const value of [mailSettings?.password, model?.apiKey]) {
    if (value !== undefined && secretName(value) === null) secrets.remember(value);
  }
  const network = {
    ...(options.resolve && { resolve: options.resolve }),
    ...(options.ca !== undefined && { ca: options.ca }),
  };
  const http = createHttpClient({ rules, ...network, ...options.http });
  const clients = [http];
  const list: PerformerList = { 'http.post': httpPostPerformer({ client: http, rules, secrets, now }) };

  const mail = mailSettings ? mailPerformer(mailSettings, secrets) : null;
  if (mail) list['email.send'] = mail.perform;

  let mcp: McpConnections | null = null;
  if (options.mcp) {
    const { timeoutMs = 30_000, maxAnswerBytes = 1_000_000 } = options.mcp;
    const client = createHttpClient({ rules, ...network, timeoutMs: timeoutMs + 5_000, maxAnswerBytes });
    clients.push(client);
    mcp = createMcpConnections({
      ...options.mcp,
      timeoutMs,
      maxAnswerBytes,
      secrets,
      now,
      fetch: guardedFetch(client),
    });
    list['mcp.call'] = toolCallPerformer(mcp);
  }

  if (search) list['search.run'] = searchPerformer({ ...search, now });

  if (model) {
    const { baseUrl = anthropicAddress, timeoutMs = 120_000 } = model;
    const modelRules = {
      hosts: URL.canParse(baseUrl) ? [new URL(baseUrl).host] : [],
      ...(rules.allow && { allow: rules.allow }),
    };
    const client = createHttpClient({
      rules: modelRules,
      ...network,
      timeoutMs,
      maxAnswerBytes: 4_000_000,
      // A key goes to the address it was given for, and nowhere else.
      maxRedirects: 0,
    });
    clients.push(client);
    list['model.ask'] = questionPerformer({
      settings: model,
      secrets,
      now,
      fetch: guardedFetch(client),
      findDocuments: (question, runAs) =>
        search?.index.search({
          kind: 'question',
          text: question,
          viewer: search.viewerOf(runAs),
          now: now().toISOString(),
          limit: contextDocuments,
        }) ?? [],
    });
  }

  return {
    ...composePerformers({ ...list, ...options.workspace }, secrets),
    mcp,
    http,
    redactor: () => secrets.redactor(),
    async close() {
      mail?.close();
      await mcp?.close();
      await Promise.all(clients.map((client) => client.close()));
    },
  };
}
