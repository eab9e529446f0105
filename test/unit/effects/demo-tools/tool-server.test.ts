import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { InMemoryTransport } from '@modelcontextprotocol/sdk/inMemory.js';
import { CallToolResultSchema } from '@modelcontextprotocol/sdk/types.js';
import { describe, expect, onTestFinished, test } from 'vitest';
import { type DemoStore, fileStore, memoryStore } from '../../../../engine/effects/demo-tools/demo-store.ts';
import { northfieldState } from '../../../../engine/effects/demo-tools/northfield-documents.ts';
import { createDocumentToolServer } from '../../../../engine/effects/demo-tools/tool-server.ts';

async function connect(store: DemoStore = memoryStore(northfieldState())) {
  const [ours, theirs] = InMemoryTransport.createLinkedPair();
  await createDocumentToolServer(store, () => new Date('2026-03-02T12:00:00Z')).connect(theirs);
  const client = new Client({ name: 'test', version: '1' });
  await client.connect(ours);
  onTestFinished(() => client.close());
  return (name: string, args?: Record<string, unknown>, key?: unknown) =>
    client.request(
      {
        method: 'tools/call',
        params: {
          name,
          ...(args && { arguments: args }),
          ...(key !== undefined && { _meta: { 'io.rulewright/idempotency-key': key } }),
        },
      },
      CallToolResultSchema,
    );
}

describe('the demo server', () => {
  test('answers in structure and in text, with the events it raised', async () => {
    const call = await connect();
    const output = { documentId: 'doc_314', title: 'East wing', previousTitle: 'Site photo, east wing' };
    expect(await call('renameDocument', { documentId: 'doc_314', title: 'East wing' })).toEqual({
      content: [{ type: 'text', text: JSON.stringify(output) }],
      structuredContent: output,
      _meta: {
        'io.rulewright/events': [
          {
            type: 'document.metadata-set',
            payload: {
              documentId: 'doc_314',
              field: 'title',
              value: 'East wing',
              previous: 'Site photo, east wing',
            },
          },
        ],
      },
    });
  });

  test.each([
    ['noSuchTool', {}, 'there is no tool "noSuchTool"'],
    ['renameDocument', { documentId: 'doc_314' }, 'title: '],
    ['renameDocument', undefined, 'documentId: '],
    ['searchDocuments', { query: 'x', limit: 0 }, 'limit: '],
    ['checkInDocument', { documentId: 'doc_314' }, '"doc_314" is not checked out'],
  ])('says of what it cannot do why: %s %j', async (name, args, words) => {
    const call = await connect();
    const answer = await call(name, args);
    expect(answer.isError).toBe(true);
    expect(JSON.stringify(answer.content)).toContain(words.replaceAll('"', '\\"'));
  });

  test('does a call under one key once, and every call without a key', async () => {
    const store = memoryStore(northfieldState());
    const call = await connect(store);
    const args = { documentId: 'doc_314', body: 'note' };
    const first = await call('createAnnotation', args, 'k1');
    expect(await call('createAnnotation', args, 'k1')).toEqual(first);
    await call('createAnnotation', args, 'k2');
    await call('createAnnotation', args);
    await call('createAnnotation', args, 7);
    expect(store.state().documents.doc_314?.annotations).toHaveLength(4);
  });

  test('forgets the oldest keys first', async () => {
    const store = memoryStore(northfieldState());
    const call = await connect(store);
    const args = { documentId: 'doc_314', memberId: 'm_a' };
    for (let index = 0; index < 1_002; index++) await call('checkOutDocument', args, `k${index}`);
    const keys = Object.keys(store.state().answers);
    expect([keys.length, keys[0], keys.at(-1)]).toEqual([
      1_000,
      'checkOutDocument k2',
      'checkOutDocument k1001',
    ]);
  });

  test('finds what is there, of which it gives twenty unless told otherwise', async () => {
    const call = await connect();
    const found = await call('searchDocuments', { query: 'members:>=0' });
    expect(found.structuredContent).toMatchObject({ total: 12 });
    const one = await call('searchDocuments', { query: 'type:rfi', limit: 1 });
    expect(one.structuredContent).toMatchObject({ total: 3, documents: [{}] });
  });
});

describe('a store in a file', () => {
  function temporaryFile(): string {
    const folder = mkdtempSync(join(tmpdir(), 'rulewright-demo-'));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    return join(folder, 'documents.json');
  }

  test('begins with what it is given, and keeps each change', () => {
    const file = temporaryFile();
    const store = fileStore(file, northfieldState());
    if (!store.ok) throw new Error(store.error);
    store.value.save({ ...store.value.state(), made: 7 });
    const again = fileStore(file, northfieldState());
    expect(again.ok && again.value.state().made).toBe(7);
  });

  test.each(['nonsense', '{"documents":7}', '[]'])('is not made over what is no such file: %s', (text) => {
    const file = temporaryFile();
    writeFileSync(file, text);
    const store = fileStore(file, northfieldState());
    expect(store.ok ? '' : store.error).toContain(`${file} cannot be used: `);
    expect(readFileSync(file, 'utf8')).toBe(text);
  });
});
