import { z } from 'zod';
import { jsonObject } from '../../model/index.ts';
import type { IndexedDocument } from '../search/document-index.ts';

const demoDocument = z.object({
  id: z.string(),
  title: z.string(),
  body: z.string(),
  tags: z.array(z.string()),
  updatedAt: z.string(),
  fields: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
  sensitivity: z.string(),
  retentionClass: z.string().nullable(),
  collections: z.array(z.string()),
  legalHolds: z.array(z.string()),
  permissions: z.record(z.string(), z.string()),
  annotations: z.array(z.object({ id: z.string(), body: z.string(), page: z.number().optional() })),
  version: z.int(),
  checkedOutBy: z.string().nullable(),
  isDeleted: z.boolean(),
});
export type DemoDocument = z.infer<typeof demoDocument>;

const event = z.object({ type: z.string(), payload: jsonObject });

/** All that the demo server of document tools keeps. */
export const demoState = z.object({
  documents: z.record(z.string(), demoDocument),
  collections: z.record(z.string(), z.object({ name: z.string(), parentId: z.string().optional() })),
  legalHolds: z.record(z.string(), z.object({ matter: z.string(), documentIds: z.array(z.string()) })),
  /** Open anomalies: what the events about them say. */
  anomalies: z.record(z.string(), jsonObject),
  /** How many things were given an id. */
  made: z.int(),
  /** What was answered under which key, so that a call that comes twice is done once. */
  answers: z.record(z.string(), z.object({ output: jsonObject, raised: z.array(event) })),
});
export type DemoState = z.infer<typeof demoState>;

/** A document as searches see it; null once it is deleted. */
export function indexedDocument(document: DemoDocument): IndexedDocument | null {
  if (document.isDeleted) return null;
  const { id, title, body, tags, updatedAt, sensitivity, retentionClass, permissions } = document;
  const own = Object.entries(document.fields).map(([name, value]): [string, string | number] => [
    name.toLowerCase(),
    typeof value === 'boolean' ? String(value) : value,
  ]);
  const readers = Object.keys(permissions);
  return {
    id,
    title,
    body,
    tags,
    updatedAt,
    fields: {
      ...Object.fromEntries(own),
      sensitivity,
      ...(retentionClass !== null && { retention: retentionClass }),
      members: readers.length,
    },
    // Confidential and restricted documents are for those they were given to.
    ...((sensitivity === 'confidential' || sensitivity === 'restricted') && { readers }),
  };
}
