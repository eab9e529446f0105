import { describe, expect, test } from 'vitest';
import {
  builtInPacks,
  createCatalog,
  findEventType,
  sampleValue,
  validateAgainst,
} from '../../../../engine/catalog/index.ts';
import { demoState, indexedDocument } from '../../../../engine/effects/demo-tools/demo-state.ts';
import { documentTools } from '../../../../engine/effects/demo-tools/document-tools.ts';
import { northfieldState } from '../../../../engine/effects/demo-tools/northfield-documents.ts';
import { northfieldDocuments } from '../../../../engine/effects/demo-tools/northfield-index.ts';
import { demoTools } from '../../../../engine/effects/demo-tools/tool-server.ts';
import { isJsonObject, type JsonObject } from '../../../../engine/model/index.ts';

const now = '2026-03-02T12:00:00Z';
const catalog = createCatalog(builtInPacks());

function run(name: string, args: JsonObject, state = northfieldState()) {
  const tool = documentTools.get(name);
  if (!tool) throw new Error(`no tool ${name}`);
  return { outcome: tool(state, args, now), state };
}

describe('every tool of the pack', () => {
  const changing = demoTools().filter(({ name }) => name !== 'searchDocuments');

  test('is there, and no other', () => {
    expect([...documentTools.keys()].sort()).toEqual(changing.map(({ name }) => name).sort());
  });

  test.each(changing.map((tool) => [tool.name, tool] as const))(
    '%s gives back and raises what it declares',
    (name, tool) => {
      const state = northfieldState();
      run('checkOutDocument', { documentId: 'doc_311', memberId: 'm_theo_b' }, state);
      run('grantPermission', { documentId: 'doc_311', memberId: 'm_theo_b', level: 'view' }, state);
      const sample = sampleValue(tool.inputSchema);
      if (!isJsonObject(sample)) throw new Error('arguments are an object');
      // What is under a legal hold is not deleted.
      const args = name === 'tombstoneDocument' ? { documentId: 'doc_314' } : sample;
      expect(validateAgainst(tool.inputSchema, args)).toEqual([]);
      const { outcome } = run(name, args, state);
      if (!outcome.ok) throw new Error(outcome.error);
      expect(validateAgainst(tool.outputSchema, outcome.value.output)).toEqual([]);
      expect(outcome.value.raised.map(({ type }) => type)).toEqual(tool.raises);
      for (const { type, payload } of outcome.value.raised) {
        const schema = findEventType(catalog, type)?.payloadSchema ?? { not: {} };
        expect(validateAgainst(schema, payload)).toEqual([]);
      }
      expect(demoState.safeParse(state).success).toBe(true);
    },
  );
});

describe('a tool', () => {
  test('marks a document and says what it was before', () => {
    const { outcome, state } = run('setDocumentSensitivity', {
      documentId: 'doc_312',
      sensitivityLabel: 'confidential',
    });
    const payload = {
      documentId: 'doc_312',
      sensitivityBefore: 'internal',
      sensitivityAfter: 'confidential',
    };
    expect(outcome).toEqual({
      ok: true,
      value: { output: payload, raised: [{ type: 'document.sensitivity-changed', payload }] },
    });
    expect(state.documents.doc_312).toMatchObject({ sensitivity: 'confidential', updatedAt: now });
  });

  test('takes in a document that it does not know', () => {
    const { state } = run('setDocumentSensitivity', { documentId: 'doc_900', sensitivityLabel: 'public' });
    expect(state.documents.doc_900).toMatchObject({ title: 'doc_900', sensitivity: 'public' });
    for (const name of ['__proto__', 'constructor', 'toString']) {
      const taken = run('addDocumentToLegalHold', { documentId: name, legalHoldId: name });
      expect(taken.outcome.ok).toBe(true);
      expect(Object.hasOwn(taken.state.documents, name)).toBe(true);
      expect(Object.hasOwn(taken.state.legalHolds, name)).toBe(true);
      expect(run('addDocumentToCollection', { documentId: name, collectionId: name }).outcome.ok).toBe(true);
      expect(run('grantPermission', { documentId: name, memberId: name, level: 'view' }).outcome.ok).toBe(
        true,
      );
    }
  });

  test.each([
    ['tombstoneDocument', { documentId: 'doc_311' }, '"doc_311" is under the legal hold "lh_9"'],
    ['releaseLegalHold', { legalHoldId: 'lh_99' }, 'there is no legal hold "lh_99"'],
    ['revokePermission', { documentId: 'doc_311', memberId: 'm_x' }, '"m_x" has no permission on "doc_311"'],
    ['checkInDocument', { documentId: 'doc_311' }, '"doc_311" is not checked out'],
  ])('%s refuses what cannot be done: %j', (name, args, words) => {
    const before = northfieldState();
    const { outcome, state } = run(name, args);
    expect(outcome).toEqual({ ok: false, error: words });
    expect(state).toEqual(before);
  });

  test('keeps a document for who checked it out, and counts versions', () => {
    const state = northfieldState();
    run('checkOutDocument', { documentId: 'doc_311', memberId: 'm_a' }, state);
    expect(run('checkOutDocument', { documentId: 'doc_311', memberId: 'm_a' }, state).outcome.ok).toBe(true);
    expect(run('checkOutDocument', { documentId: 'doc_311', memberId: 'm_b' }, state).outcome).toEqual({
      ok: false,
      error: '"doc_311" is checked out by "m_a"',
    });
    expect(run('checkInDocument', { documentId: 'doc_311' }, state).outcome).toMatchObject({
      value: { output: { documentId: 'doc_311', version: 2 } },
    });
  });

  test('releases a hold from all of its documents, after which they can be deleted', () => {
    const state = northfieldState();
    run('releaseLegalHold', { legalHoldId: 'lh_9' }, state);
    expect(run('tombstoneDocument', { documentId: 'doc_311', reason: 'twice' }, state).outcome).toMatchObject(
      {
        value: { raised: [{ payload: { documentId: 'doc_311', reason: 'twice' } }] },
      },
    );
    expect(run('renameDocument', { documentId: 'doc_311', title: 'x' }, state).outcome).toEqual({
      ok: false,
      error: 'the document "doc_311" was deleted',
    });
  });

  test('keeps what collections and anomalies are told', () => {
    const made = run('createCollection', { name: 'Photos', parentId: 'col_drawings' });
    expect(made.outcome).toMatchObject({
      value: { raised: [{ payload: { collectionId: 'col_1', name: 'Photos', parentId: 'col_drawings' } }] },
    });
    expect(made.state.collections.col_1).toEqual({ name: 'Photos', parentId: 'col_drawings' });
    expect(run('acknowledgeAnomaly', { anomalyId: 'an_99' }).outcome).toMatchObject({
      value: { raised: [{ payload: { anomalyId: 'an_99', kind: 'unknown', severity: 'medium' } }] },
    });
  });

  test('sets and clears metadata, and says what it was', () => {
    const state = northfieldState();
    const set = (value: string | number | boolean | null) =>
      run('setDocumentMetadata', { documentId: 'doc_312', field: 'vendor', value }, state).outcome;
    expect(set(null)).toMatchObject({
      value: { raised: [{ payload: { value: null, previous: 'Halden Steel' } }] },
    });
    expect(set(7)).toMatchObject({ value: { raised: [{ payload: { value: 7, previous: null } }] } });
    expect(set(true)).toMatchObject({ value: { raised: [{ payload: { previous: 7 } }] } });
    expect(indexedDocument(state.documents.doc_312 ?? northfieldDocument())?.fields).toMatchObject({
      vendor: 'true',
    });
  });
});

test('deleted documents are not found, and confidential ones by those they were given to', () => {
  const state = northfieldState();
  run('tombstoneDocument', { documentId: 'doc_314' }, state);
  expect(indexedDocument(state.documents.doc_314 ?? northfieldDocument())).toBeNull();
  const readers = Object.fromEntries(northfieldDocuments().map((each) => [each.id, each.readers]));
  expect(readers.doc_114).toEqual(['m_wil_c']);
  expect(readers.doc_311).toBeUndefined();
});

function northfieldDocument(): never {
  throw new Error('the document is there');
}
