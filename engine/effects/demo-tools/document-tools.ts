import { failure, type Json, type JsonObject, type Result, success } from '../../model/index.ts';
import type { RaisedEvent } from '../perform.ts';
import type { DemoDocument, DemoState } from './demo-state.ts';
import { completed } from './northfield-documents.ts';

export interface ToolOutcome {
  output: JsonObject;
  raised: RaisedEvent[];
}

/** Changes the state it is given, or says why not; arguments fit the tool's schema. `now` is an ISO time. */
export type DocumentTool = (state: DemoState, args: JsonObject, now: string) => Result<ToolOutcome, string>;

/** Every tool of the documents pack that changes something, by name. Searching is beside them. */
export const documentTools: ReadonlyMap<string, DocumentTool> = new Map<string, DocumentTool>([
  ['setDocumentSensitivity', setSensitivity],
  ['createAnnotation', createAnnotation],
  ['addDocumentToCollection', addToCollection],
  ['addDocumentToLegalHold', addToLegalHold],
  ['releaseLegalHold', releaseLegalHold],
  ['setDocumentRetentionClass', setRetentionClass],
  ['grantPermission', grantPermission],
  ['revokePermission', revokePermission],
  ['renameDocument', renameDocument],
  ['setDocumentMetadata', setMetadata],
  ['checkOutDocument', checkOut],
  ['checkInDocument', checkIn],
  ['createCollection', createCollection],
  ['tombstoneDocument', tombstone],
  ['acknowledgeAnomaly', acknowledgeAnomaly],
]);

function setSensitivity(state: DemoState, args: JsonObject, now: string) {
  return withDocument(state, args, now, (document) => {
    const sensitivityBefore = document.sensitivity;
    document.sensitivity = text(args.sensitivityLabel);
    const output = { documentId: document.id, sensitivityBefore, sensitivityAfter: document.sensitivity };
    return done(output, { type: 'document.sensitivity-changed', payload: output });
  });
}

function createAnnotation(state: DemoState, args: JsonObject, now: string) {
  return withDocument(state, args, now, (document) => {
    const id = nextId(state, 'ann');
    const page = typeof args.page === 'number' ? { page: args.page } : {};
    document.annotations.push({ id, body: text(args.body), ...page });
    return done({ annotationId: id, documentId: document.id });
  });
}

function addToCollection(state: DemoState, args: JsonObject, now: string) {
  return withDocument(state, args, now, (document) => {
    const collectionId = text(args.collectionId);
    if (!own(state.collections, collectionId)) {
      state.collections = { ...state.collections, [collectionId]: { name: collectionId } };
    }
    if (!document.collections.includes(collectionId)) document.collections.push(collectionId);
    return done({ documentId: document.id, collectionId });
  });
}

function addToLegalHold(state: DemoState, args: JsonObject, now: string) {
  return withDocument(state, args, now, (document) => {
    const legalHoldId = text(args.legalHoldId);
    const hold = own(state.legalHolds, legalHoldId) ?? { matter: legalHoldId, documentIds: [] };
    state.legalHolds = { ...state.legalHolds, [legalHoldId]: hold };
    if (!hold.documentIds.includes(document.id)) hold.documentIds.push(document.id);
    if (!document.legalHolds.includes(legalHoldId)) document.legalHolds.push(legalHoldId);
    const output = { legalHoldId, matter: hold.matter, documentIds: [...hold.documentIds] };
    return done(output, { type: 'legal-hold.applied', payload: output });
  });
}

function releaseLegalHold(state: DemoState, args: JsonObject) {
  const legalHoldId = text(args.legalHoldId);
  const hold = own(state.legalHolds, legalHoldId);
  if (!hold) return failure(`there is no legal hold "${legalHoldId}"`);
  delete state.legalHolds[legalHoldId];
  for (const document of Object.values(state.documents)) {
    document.legalHolds = document.legalHolds.filter((each) => each !== legalHoldId);
  }
  const output = { legalHoldId, matter: hold.matter, documentIds: hold.documentIds };
  return done(output, { type: 'legal-hold.released', payload: output });
}

function setRetentionClass(state: DemoState, args: JsonObject, now: string) {
  return withDocument(state, args, now, (document) => {
    const previous = document.retentionClass;
    const retentionClass = text(args.retentionClass);
    document.retentionClass = retentionClass;
    const payload = { documentId: document.id, field: 'retentionClass', value: retentionClass, previous };
    return done({ documentId: document.id, retentionClass }, { type: 'document.metadata-set', payload });
  });
}

function grantPermission(state: DemoState, args: JsonObject, now: string) {
  return withDocument(state, args, now, (document) => {
    const output = { documentId: document.id, memberId: text(args.memberId), level: text(args.level) };
    document.permissions = { ...document.permissions, [output.memberId]: output.level };
    return done(output, { type: 'permission.granted', payload: output });
  });
}

function revokePermission(state: DemoState, args: JsonObject, now: string) {
  return withDocument(state, args, now, (document) => {
    const memberId = text(args.memberId);
    const level = own(document.permissions, memberId);
    if (level === undefined) return failure(`"${memberId}" has no permission on "${document.id}"`);
    delete document.permissions[memberId];
    const output = { documentId: document.id, memberId };
    return done(output, { type: 'permission.revoked', payload: { ...output, level } });
  });
}

function renameDocument(state: DemoState, args: JsonObject, now: string) {
  return withDocument(state, args, now, (document) => {
    const previousTitle = document.title;
    document.title = text(args.title);
    const payload = {
      documentId: document.id,
      field: 'title',
      value: document.title,
      previous: previousTitle,
    };
    const output = { documentId: document.id, title: document.title, previousTitle };
    return done(output, { type: 'document.metadata-set', payload });
  });
}

function setMetadata(state: DemoState, args: JsonObject, now: string) {
  return withDocument(state, args, now, (document) => {
    const field = text(args.field);
    const value = args.value ?? null;
    const previous = own(document.fields, field) ?? null;
    delete document.fields[field];
    if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') {
      document.fields = Object.fromEntries([...Object.entries(document.fields), [field, value]]);
    }
    const output = { documentId: document.id, field, value };
    return done(output, { type: 'document.metadata-set', payload: { ...output, previous } });
  });
}

function checkOut(state: DemoState, args: JsonObject, now: string) {
  return withDocument(state, args, now, (document) => {
    const memberId = text(args.memberId);
    if (document.checkedOutBy !== null && document.checkedOutBy !== memberId) {
      return failure(`"${document.id}" is checked out by "${document.checkedOutBy}"`);
    }
    document.checkedOutBy = memberId;
    const output = { documentId: document.id, memberId };
    return done(output, { type: 'document.checked-out', payload: output });
  });
}

function checkIn(state: DemoState, args: JsonObject, now: string) {
  return withDocument(state, args, now, (document) => {
    const memberId = document.checkedOutBy;
    if (memberId === null) return failure(`"${document.id}" is not checked out`);
    document.checkedOutBy = null;
    document.version++;
    const output = { documentId: document.id, version: document.version };
    return done(output, { type: 'document.checked-in', payload: { documentId: document.id, memberId } });
  });
}

function createCollection(state: DemoState, args: JsonObject) {
  const collectionId = nextId(state, 'col');
  const name = text(args.name);
  const parent: { parentId: string } | Record<string, never> =
    typeof args.parentId === 'string' ? { parentId: args.parentId } : {};
  state.collections = { ...state.collections, [collectionId]: { name, ...parent } };
  const payload: JsonObject = { collectionId, name, ...parent };
  return done({ collectionId, name }, { type: 'collection.created', payload });
}

function tombstone(state: DemoState, args: JsonObject, now: string) {
  return withDocument(state, args, now, (document) => {
    const [hold] = document.legalHolds;
    if (hold !== undefined) return failure(`"${document.id}" is under the legal hold "${hold}"`);
    document.isDeleted = true;
    const reason: JsonObject = typeof args.reason === 'string' ? { reason: args.reason } : {};
    const payload: JsonObject = { documentId: document.id, ...reason };
    return done({ documentId: document.id }, { type: 'document.tombstoned', payload });
  });
}

function acknowledgeAnomaly(state: DemoState, args: JsonObject) {
  const anomalyId = text(args.anomalyId);
  const known = own(state.anomalies, anomalyId) ?? { kind: 'unknown', severity: 'medium' };
  delete state.anomalies[anomalyId];
  const payload = { anomalyId, ...known };
  return done({ anomalyId }, { type: 'anomaly.acknowledged', payload });
}

/** A document that is not known is taken in, as rules may speak of any; a deleted one is gone. */
function withDocument(
  state: DemoState,
  args: JsonObject,
  now: string,
  change: (document: DemoDocument) => Result<ToolOutcome, string>,
): Result<ToolOutcome, string> {
  const id = text(args.documentId);
  const known = own(state.documents, id);
  if (known?.isDeleted) return failure(`the document "${id}" was deleted`);
  const document = known ?? completed({ id, title: id, body: '' });
  const changed = change(document);
  if (!changed.ok) return changed;
  document.updatedAt = now;
  state.documents = { ...state.documents, [id]: document };
  return changed;
}

function done(output: JsonObject, ...raised: RaisedEvent[]): Result<ToolOutcome, string> {
  return success({ output, raised });
}

function nextId(state: DemoState, prefix: string): string {
  state.made++;
  return `${prefix}_${state.made}`;
}

/** The entry of that name: ids come from rules, and may be called like anything an object inherits. */
function own<Value>(record: Readonly<Record<string, Value>>, key: string): Value | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}

function text(value: Json | undefined): string {
  return typeof value === 'string' ? value : '';
}
