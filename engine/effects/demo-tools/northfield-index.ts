import type { IndexedDocument } from '../search/document-index.ts';
import { indexedDocument } from './demo-state.ts';
import { northfieldState } from './northfield-documents.ts';

/** The demo workspace's documents as searches see them. */
export function northfieldDocuments(): IndexedDocument[] {
  return Object.values(northfieldState().documents).flatMap((document) => indexedDocument(document) ?? []);
}
