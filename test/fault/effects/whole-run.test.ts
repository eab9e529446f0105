import { expect, test } from 'vitest';
import { builtInPacks, createCatalog } from '../../../engine/catalog/index.ts';
import { type ChainAnswer, type ChainRequest, runRule } from '../../../engine/chain/index.ts';
import { dryRun } from '../../../engine/drivers/index.ts';
import { demoToolServer, type WorkspacePerformers } from '../../../engine/effects/index.ts';
import {
  type Event,
  type Json,
  type Rule,
  type RunRecord,
  readEvent,
  readRuleValue,
} from '../../../engine/model/index.ts';
import { startHttpServer, startModelServer, startSmtpServer } from '../../servers/index.ts';
import { createWorkspacePerformers } from './setting.ts';

const catalog = createCatalog(builtInPacks());

function ruleWith(actions: Json[]): Rule {
  const read = readRuleValue({
    id: 'r_docs',
    name: 'Flagged documents',
    createdBy: 'm_nora_f',
    enabled: true,
    scope: { apps: ['documents'] },
    trigger: { kind: 'event', eventType: 'document.dlp-flagged' },
    filter: [{ path: 'payload.severity', op: 'in', value: ['high', 'critical'] }],
    actions,
  });
  if (!read.ok) throw new Error(JSON.stringify(read.error));
  return read.value;
}

function flagged(): Event {
  const read = readEvent(
    JSON.stringify({
      id: 'e_1',
      type: 'document.dlp-flagged',
      app: 'documents',
      payload: { documentId: 'doc_312', severity: 'high', sensitivity: 'internal', findings: ['iban'] },
    }),
    { firedAt: '2026-03-02T12:00:00Z' },
  );
  if (!read.ok) throw new Error(JSON.stringify(read.error));
  return read.value;
}

/** The smallest driver that performs: no gates, no waiting, nothing remembered. */
async function runLive(
  rule: Rule,
  performers: WorkspacePerformers,
): Promise<{ record: RunRecord; slept: string[] }> {
  const slept: string[] = [];
  const run = runRule(rule, flagged(), { catalog, driver: 'live', isDryRun: false });
  let answer: ChainAnswer = { kind: 'done' };
  for (;;) {
    const next = run.next(answer);
    if (next.done) return { record: next.value, slept };
    if (next.value.kind === 'sleep-until') slept.push(next.value.at);
    answer = await answerTo(next.value, performers);
  }
}

async function answerTo(request: ChainRequest, performers: WorkspacePerformers): Promise<ChainAnswer> {
  switch (request.kind) {
    case 'now':
      return { kind: 'now', at: '2026-03-02T12:00:00.000Z', elapsedMs: 0 };
    case 'random':
      return { kind: 'random', value: 0 };
    case 'claim-gates':
      return { kind: 'gates', refusedBy: null };
    case 'read-state':
      return { kind: 'state', value: request.query.kind === 'sent-hits' ? ['doc_312'] : null };
    case 'perform-effect': {
      const result = await performers.perform(request.effect, { key: request.key });
      if (!result.ok) return { kind: 'effect-failed', failure: result.error };
      return { kind: 'effect-done', output: result.value.output, isPredicted: false, isPerformed: true };
    }
    case 'sleep-until':
    case 'visit':
      return { kind: 'done' };
  }
}

test('a rule calls a tool, asks the model, mails and posts, and a dry run of it does none of that', async () => {
  const smtp = await startSmtpServer();
  const model = await startModelServer(() => '**Two** invoices differ.');
  const http = await startHttpServer({
    answer: (_, index) => (index === 0 ? { status: 503, headers: { 'retry-after': '30' } } : { status: 200 }),
  });
  const performers = createWorkspacePerformers({
    outgoing: { allow: [http.address, model.address] },
    secrets: { ops: `${http.origin}/services/canary-canary` },
    mail: {
      host: smtp.host,
      port: smtp.port,
      security: 'none',
      from: { address: 'rules@northfield.example' },
    },
    model: { apiKey: 'key-of-the-model', baseUrl: model.origin },
    mcp: { servers: [demoToolServer()], isConsented: () => true },
  });
  const rule = ruleWith([
    {
      id: 's1',
      type: 'mcp-tool-call',
      params: {
        tool: 'setDocumentSensitivity',
        args: { documentId: '${event.payload.documentId}', sensitivityLabel: 'confidential' },
      },
    },
    {
      id: 's2',
      type: 'email-agent-query',
      params: {
        question: 'Which invoices differ from their orders?',
        recipients: ['me', 'pm@northfield.example'],
      },
    },
    { id: 's3', type: 'email-saved-search', params: { savedSearch: 'invoice-variance', recipients: ['me'] } },
    {
      id: 's4',
      type: 'webhook',
      params: { url: 'secret:ops', message: 'was ${steps.s1.output.result.sensitivityBefore}' },
    },
  ]);

  dryRun({ rule, event: flagged(), catalog, at: '2026-03-02T12:00:00Z', seed: 1 });
  expect([smtp.connections(), model.connections(), http.connections()]).toEqual([0, 0, 0]);

  const { record, slept } = await runLive(rule, performers);
  expect(record.steps.map(({ status, error }) => [status, error])).toEqual([
    ['succeeded', null],
    ['succeeded', null],
    ['succeeded', null],
    ['succeeded', null],
  ]);
  expect(record.steps.map(({ output }) => output)).toMatchObject([
    { result: { sensitivityBefore: 'internal', sensitivityAfter: 'confidential' } },
    { answer: '**Two** invoices differ.' },
    { hits: 2, newHits: 1 },
    { status: 200 },
  ]);
  expect(record.sideEffects).toBe(6);

  expect(smtp.received.map(({ envelope, mail }) => [envelope.to, mail.subject])).toEqual([
    [['nora.f@northfield.example', 'pm@northfield.example'], 'Flagged documents'],
    [['nora.f@northfield.example'], 'Invoices that differ from their orders: 1 new'],
  ]);
  expect(smtp.received[0]?.mail.html).toContain('<strong>Two</strong> invoices differ.');
  expect(smtp.received[1]?.mail.text).toContain('- Invoice 2050');
  expect(JSON.stringify(model.questions()[0])).toContain('18,420.00');

  expect(http.received.map(({ url, headers }) => [url, headers['idempotency-key']])).toEqual([
    ['/services/canary-canary', 'r_docs:e_1:s4:0'],
    ['/services/canary-canary', 'r_docs:e_1:s4:0'],
  ]);
  expect(JSON.parse(http.received[1]?.body ?? '')).toMatchObject({ message: 'was internal' });
  expect(record.steps[3]?.attempts).toHaveLength(2);
  expect(slept).toEqual(['2026-03-02T12:00:30.000Z']);
  expect(JSON.stringify(record)).not.toContain('canary');
});
