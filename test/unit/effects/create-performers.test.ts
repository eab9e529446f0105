import { describe, expect, test } from 'vitest';
import { builtInPacks, createCatalog } from '../../../engine/catalog/index.ts';
import { predictEffect } from '../../../engine/drivers/predict-effect.ts';
import { demoToolServer, performed, serverFingerprint } from '../../../engine/effects/index.ts';
import type { Effect } from '../../../engine/model/index.ts';
import { createWorkspacePerformers, effects } from '../../fault/effects/setting.ts';
import { startHttpServer, startModelServer, startSmtpServer } from '../../servers/index.ts';

describe('the performers of a workspace', () => {
  test('give back what a dry run predicts the shape of', async () => {
    const http = await startHttpServer();
    const smtp = await startSmtpServer();
    const model = await startModelServer();
    const tools = demoToolServer();
    const performers = createWorkspacePerformers({
      outgoing: { allow: [http.address, model.address] },
      mail: { host: smtp.host, port: smtp.port, security: 'none', from: { address: 'rules@acme.example' } },
      model: { apiKey: 'key-of-the-model', baseUrl: model.origin },
      mcp: { servers: [tools], isConsented: (print) => print === serverFingerprint(tools) },
    });
    const catalog = createCatalog(builtInPacks());
    const tried: [Effect, string][] = [
      [effects.mail, 'send_email'],
      [effects.post(http.origin), 'webhook'],
      [effects.question, 'email-agent-query'],
      [effects.search, 'email-saved-search'],
      [
        effects.call('northfield-documents', 'setDocumentSensitivity', {
          documentId: 'doc_312',
          sensitivityLabel: 'confidential',
        }),
        'mcp-tool-call',
      ],
    ];
    for (const [effect, action] of tried) {
      const result = await performers.perform(effect, { key: 'r_1:e_1:s1:0' });
      const { output } = predictEffect(effect, action, catalog);
      if (!result.ok) throw new Error(`${effect.kind}: ${result.error.message}`);
      expect([effect.kind, shapeOf(result.value.output)]).toEqual([effect.kind, shapeOf(output)]);
    }
    expect(smtp.received).toHaveLength(1);
  });

  test('answer questions from what the asker may see', async () => {
    const model = await startModelServer();
    const performers = createWorkspacePerformers({
      outgoing: { allow: [model.address] },
      model: { apiKey: 'key-of-the-model', baseUrl: model.origin },
    });
    const ask = (runAs: string) =>
      performers.perform(
        { ...effects.question, question: 'What is the Halden Steel contract about?', runAs },
        { key: 'k' },
      );
    await ask('m_nora_f');
    await ask('m_theo_b');
    const titles = model
      .questions()
      .map((question) => JSON.stringify(question).includes('Contract with Halden Steel'));
    expect(titles).toEqual([true, false]);
  });

  test('say of what is not set up that it is not', async () => {
    const performers = createWorkspacePerformers();
    for (const effect of [effects.mail, effects.question, effects.call('a', 'b'), { kind: 'ticket.close' }]) {
      expect(await performers.perform(effect, { key: 'k' })).toEqual({
        ok: false,
        error: {
          code: 'not-configured',
          message: `this workspace is not set up for "${effect.kind}"`,
          retryable: false,
        },
      });
    }
    expect(performers.mcp).toBeNull();
  });

  test('leave the workspace its own records, and any kind it does itself', async () => {
    const performers = createWorkspacePerformers({
      workspace: {
        'ticket.close': async (effect, { key }) => performed({ closed: effect.ticketId ?? null, key }),
        'search.run': async () => performed({ hits: [] }),
      },
    });
    expect(await performers.perform({ kind: 'ticket.close', ticketId: '7' }, { key: 'k' })).toEqual({
      ok: true,
      value: { output: { closed: '7', key: 'k' }, raised: [] },
    });
    expect(await performers.perform(effects.search, { key: 'k' })).toMatchObject({
      value: { output: { hits: [] } },
    });
  });

  test('turn a bug of one into a failure of its effect, without the secret in it', async () => {
    const performers = createWorkspacePerformers({
      secrets: { hook: 'https://10.0.0.1/canary-canary' },
      workspace: {
        'ticket.note': async () => {
          throw new Error('it broke at canary-canary');
        },
        'ticket.tag': () => Promise.reject('just words'),
      },
    });
    await performers.perform(effects.post('secret:hook'), { key: 'k' });
    expect(await performers.perform({ kind: 'ticket.note' }, { key: 'k' })).toEqual({
      ok: false,
      error: {
        code: 'effect-broke',
        message: 'the effect could not be carried out: it broke at [secret]',
        retryable: false,
      },
    });
    expect(await performers.perform({ kind: 'ticket.tag' }, { key: 'k' })).toMatchObject({
      error: { message: 'the effect could not be carried out: just words' },
    });
  });

  test('do not call a model at an address that is none', async () => {
    const performers = createWorkspacePerformers({ model: { apiKey: 'key', baseUrl: 'nonsense' } });
    expect(await performers.perform(effects.question, { key: 'k' })).toMatchObject({ ok: false });
  });
});

/** Keys and types, of the first item of each list. */
function shapeOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.length === 0 ? [] : [shapeOf(value[0])];
  if (typeof value !== 'object' || value === null) return typeof value;
  // A hit may say more than its sample.
  const entries = Object.entries(value).filter(([key]) => key !== 'updatedAt');
  return Object.fromEntries(entries.map(([key, inner]) => [key, shapeOf(inner)]));
}
