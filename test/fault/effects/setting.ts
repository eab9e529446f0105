import Database from 'better-sqlite3';
import { onTestFinished } from 'vitest';
import {
  createDocumentIndex,
  createPerformers,
  fixedSecrets,
  northfieldDocuments,
  type PerformerOptions,
  type WorkspacePerformers,
} from '../../../engine/effects/index.ts';
import type { Effect } from '../../../engine/model/index.ts';

export const noon = new Date('2026-03-02T12:00:00Z');

/** All performers of a workspace, with the demo's documents to search; closed when the test has finished. */
export function createWorkspacePerformers(
  options: Partial<Omit<PerformerOptions, 'secrets' | 'search'>> & { secrets?: Record<string, string> } = {},
): WorkspacePerformers {
  const { secrets = {}, ...more } = options;
  const database = new Database(':memory:');
  database.pragma('foreign_keys = ON');
  const index = createDocumentIndex(database);
  index.put(northfieldDocuments());
  const performers = createPerformers({
    outgoing: {},
    now: () => noon,
    secrets: fixedSecrets(secrets),
    search: { index, viewerOf: (member) => ({ member, seesAll: member === 'm_nora_f' }) },
    ...more,
  });
  onTestFinished(async () => {
    await performers.close();
    database.close();
  });
  return performers;
}

const mail: Effect = {
  kind: 'email.send',
  to: ['ana@acme.example'],
  subject: 'Hello',
  body: 'There',
  template: null,
};

const question: Effect = {
  kind: 'model.ask',
  question: 'Which invoices differ?',
  context: 'workspace-search',
  runAs: 'm_nora_f',
};

const search: Effect = {
  kind: 'search.run',
  savedSearch: 'invoice-variance',
  title: 'Invoices that differ',
  query: 'type:invoice variance:>0',
  runAs: 'm_nora_f',
};

/** One effect of each kind, in the shape its action gives it. */
export const effects = {
  mail,
  question,
  search,
  post: (url: string): Effect => ({
    kind: 'http.post',
    method: 'POST',
    url,
    headers: { 'content-type': 'application/json' },
    body: { text: 'hello' },
  }),
  call: (server: string, tool: string, args: Record<string, string> = {}): Effect => ({
    kind: 'mcp.call',
    server,
    tool,
    args,
  }),
};
