import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { demoToolServer } from '../../../../engine/effects/demo-tools/demo-tool-server.ts';
import { demoTools } from '../../../../engine/effects/demo-tools/tool-server.ts';
import { createCaller, resultOf } from '../mcp/setting.ts';

function temporaryFile(): string {
  const folder = mkdtempSync(join(tmpdir(), 'rulewright-demo-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return join(folder, 'documents.json');
}

test('the demo server offers the tools of the documents pack, over the actual protocol', async () => {
  const { connections } = createCaller(demoToolServer());
  const listed = await connections.listTools('northfield-documents');
  expect(listed).toEqual({ ok: true, value: { tools: demoTools(), notices: [] } });
  expect(demoTools().length).toBeGreaterThan(15);
});

test('a call changes a document, raises its event, and is found by a search', async () => {
  const { call } = createCaller(demoToolServer());
  const payload = { documentId: 'doc_312', sensitivityBefore: 'internal', sensitivityAfter: 'restricted' };
  expect(
    await call('setDocumentSensitivity', { documentId: 'doc_312', sensitivityLabel: 'restricted' }),
  ).toEqual({
    ok: true,
    value: { output: { result: payload }, raised: [{ type: 'document.sensitivity-changed', payload }] },
  });
  expect(resultOf(await call('searchDocuments', { query: 'sensitivity:restricted type:invoice' }))).toEqual({
    total: 1,
    documents: [{ documentId: 'doc_312', title: 'Invoice 2041' }],
  });
  expect(resultOf(await call('searchDocuments', { query: 'type:invoice', limit: 1 }))).toMatchObject({
    total: 3,
  });
  expect(await call('tombstoneDocument', { documentId: 'doc_312' })).toEqual({
    ok: false,
    error: {
      code: 'tool-error',
      message: 'the tool reported an error: "doc_312" is under the legal hold "lh_9"',
      retryable: false,
    },
  });
});

test('a call that comes twice under one key is done once', async () => {
  const { call } = createCaller(demoToolServer());
  const args = { documentId: 'doc_314', body: 'Project 24-1234' };
  const first = await call('createAnnotation', args);
  expect(resultOf(first)).toEqual({ annotationId: 'ann_1', documentId: 'doc_314' });
  expect(await call('createAnnotation', args)).toEqual(first);
});

test('with a file, what was done outlives the process', async () => {
  const file = temporaryFile();
  const first = createCaller(demoToolServer({ file }));
  await first.call('renameDocument', { documentId: 'doc_314', title: 'East wing' });
  await first.connections.close();
  expect(JSON.parse(readFileSync(file, 'utf8')).documents.doc_314.title).toBe('East wing');
  const second = createCaller(demoToolServer({ file }));
  expect(resultOf(await second.call('searchDocuments', { query: '"East wing" type:photo' }))).toEqual({
    total: 1,
    documents: [{ documentId: 'doc_314', title: 'East wing' }],
  });
});

test('a file that is none of its own is left alone', async () => {
  const file = temporaryFile();
  for (const text of ['{"documents":7}', 'nonsense']) {
    writeFileSync(file, text);
    const { call } = createCaller(demoToolServer({ file }));
    expect(await call('searchDocuments', { query: 'x' })).toMatchObject({ error: { code: 'network' } });
    expect(readFileSync(file, 'utf8')).toBe(text);
  }
});
