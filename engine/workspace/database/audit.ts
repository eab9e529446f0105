import type { JsonObject } from '../../model/index.ts';
import type { Database } from '../../store/index.ts';

/** What the audit keeps of a change somebody made, or of an action that a rule carried out. */
export interface AuditEntry {
  /** ISO time. */
  at: string;
  kind: 'change' | 'action';
  /** `rule.created`, `rules.paused`, …; of actions `action.performed` or `action.failed`. */
  what: string;
  /** The member who did it; for actions the one in whose name the rule runs. */
  actor: string;
  app?: string | null;
  ruleId?: string | null;
  ruleVersion?: number | null;
  runId?: string | null;
  actionType?: string | null;
  /** Whatever else is worth knowing. Never a secret. */
  detail?: JsonObject;
}

/** Writes audit entries; part of the transaction it is called in. */
export function createAudit(database: Database): (entry: AuditEntry) => void {
  const insert = database.connection.prepare(
    `INSERT INTO audit (at, kind, what, actor, app, rule_id, rule_version, run_id, action_type, detail)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  return (entry) =>
    void insert.run(
      entry.at,
      entry.kind,
      entry.what,
      entry.actor,
      entry.app ?? null,
      entry.ruleId ?? null,
      entry.ruleVersion ?? null,
      entry.runId ?? null,
      entry.actionType ?? null,
      JSON.stringify(entry.detail ?? {}),
    );
}
