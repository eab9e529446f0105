export {
  type AddressKind,
  addressKind,
  judgeAddress,
  judgeUrl,
  type OutgoingRules,
  type Refusal,
} from './address/index.ts';
export { createPerformers, type PerformerOptions, type WorkspacePerformers } from './create-performers.ts';
export { demoToolServer } from './demo-tools/demo-tool-server.ts';
export { northfieldDocuments } from './demo-tools/northfield-index.ts';
export type { Resolve, ResolvedAddress } from './http/guarded-connector.ts';
export { headerKey } from './http/header-key.ts';
export { createHttpClient, type HttpClient, type HttpClientOptions } from './http/http-client.ts';
export { readRetryAfter } from './http/retry-after.ts';
export { type Post, sendPost } from './http/send-post.ts';
export { signWebhook, verifyWebhook } from './http/webhook-signature.ts';
export { markdownToHtml } from './mail/markdown-to-html.ts';
export type { MailSettings } from './mail/perform-mail.ts';
export type { McpConnections } from './mcp/mcp-connections.ts';
export { describeServer, type McpServer, serverFingerprint } from './mcp/mcp-server.ts';
export type { OfferedTools } from './mcp/offered-tools.ts';
export { packWithTools } from './mcp/pack-with-tools.ts';
export { defaultModel, type ModelSettings } from './model/perform-question.ts';
export {
  type EffectCall,
  type EffectResult,
  failedEffect,
  type PerformedEffect,
  type Performer,
  performed,
  type RaisedEvent,
  refusedEffect,
} from './perform.ts';
export { composePerformers, type PerformerList, type Performers } from './performers.ts';
export {
  createDocumentIndex,
  type DocumentIndex,
  type FoundDocument,
  type IndexedDocument,
  type SearchRequest,
  type Viewer,
} from './search/document-index.ts';
export { environmentSecrets, variableOf } from './secrets/environment-secrets.ts';
export { type FileSecretsOptions, fileSecrets } from './secrets/file-secrets.ts';
export { createRedactor, type Redactor, type RememberingSecrets, rememberSecrets } from './secrets/redact.ts';
export { openSecrets, type Seal, sealedSecrets } from './secrets/sealed-secrets.ts';
export {
  firstOf,
  fixedSecrets,
  isSecretName,
  resolveSecret,
  type SecretError,
  type SecretStore,
  type Secrets,
  secretName,
} from './secrets/secrets.ts';
