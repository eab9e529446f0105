import { z } from 'zod';
import { isJsonObject, type JsonObject, jsonObject } from '../../model/index.ts';
import type { Database } from '../../store/index.ts';

export type RecordKind = 'ticket' | 'session' | 'document';

/** A ticket, session or document as the workspace knows it. */
export interface WorkspaceRecord {
  kind: RecordKind;
  id: string;
  app: string;
  fields: JsonObject;
  /** Who has it; null: nobody. */
  assignee: string | null;
  isOpen: boolean;
  streamVersion: number;
  notes: JsonObject[];
  /** ISO times. */
  openedAt: string;
  updatedAt: string;
}

/** The workspace's own records, read and written as they are. */
export interface RecordRows {
  get(kind: RecordKind, id: string): WorkspaceRecord | null;
  put(record: WorkspaceRecord): void;
  /** How much open work each of them has in an app. */
  loads(app: string, members: readonly string[]): Record<string, number>;
  sentHits(ruleId: string, search: string): string[];
  markSent(ruleId: string, search: string, hits: readonly string[]): void;
}

const row = z.object({
  kind: z.enum(['ticket', 'session', 'document']),
  id: z.string(),
  app: z.string(),
  fields: z.string(),
  assignee: z.string().nullable(),
  is_open: z.int(),
  stream_version: z.int(),
  notes: z.string(),
  opened_at: z.string(),
  updated_at: z.string(),
});
const countRow = z.object({ count: z.int() });
const hitRow = z.object({ hit: z.string() });

export function createRecordRows({ connection }: Database): RecordRows {
  const one = connection.prepare('SELECT * FROM records WHERE kind = ? AND id = ?');
  const put = connection.prepare(
    `INSERT INTO records (kind, id, app, fields, assignee, is_open, stream_version, notes, opened_at, updated_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (kind, id) DO UPDATE SET app = excluded.app, fields = excluded.fields,
       assignee = excluded.assignee, is_open = excluded.is_open, stream_version = excluded.stream_version,
       notes = excluded.notes, opened_at = excluded.opened_at, updated_at = excluded.updated_at`,
  );
  const load = connection.prepare(
    'SELECT count(*) AS count FROM records WHERE is_open = 1 AND app = ? AND assignee = ?',
  );
  const hits = connection.prepare('SELECT hit FROM sent_hits WHERE rule_id = ? AND search = ? ORDER BY hit');
  const putHit = connection.prepare(
    'INSERT INTO sent_hits (rule_id, search, hit) VALUES (?, ?, ?) ON CONFLICT DO NOTHING',
  );
  return {
    get(kind, id) {
      const found = one.get(kind, id);
      if (found === undefined) return null;
      const { fields, notes, is_open, stream_version, opened_at, updated_at, ...rest } = row.parse(found);
      const list: unknown = JSON.parse(notes);
      return {
        ...rest,
        fields: jsonObject.parse(JSON.parse(fields)),
        notes: Array.isArray(list) ? list.filter(isJsonObject) : [],
        isOpen: is_open === 1,
        streamVersion: stream_version,
        openedAt: opened_at,
        updatedAt: updated_at,
      };
    },
    put({ kind, id, app, fields, assignee, isOpen, streamVersion, notes, openedAt, updatedAt }) {
      const open = Number(isOpen);
      const [body, list] = [JSON.stringify(fields), JSON.stringify(notes)];
      put.run(kind, id, app, body, assignee, open, streamVersion, list, openedAt, updatedAt);
    },
    loads: (app, members) =>
      Object.fromEntries(members.map((member) => [member, countRow.parse(load.get(app, member)).count])),
    sentHits: (ruleId, search) => hits.all(ruleId, search).map((each) => hitRow.parse(each).hit),
    markSent(ruleId, search, ids) {
      for (const id of ids) putHit.run(ruleId, search, id);
    },
  };
}
