import { z } from 'zod';
import type { Catalog } from '../../catalog/index.ts';
import type { PauseState, PauseTarget } from '../../contract/index.ts';
import type { Database } from '../../store/index.ts';
import { type Caller, requireApps, requireWholeWorkspace } from '../access/caller.ts';
import { createAudit } from '../database/index.ts';
import { attempt } from '../requests/attempt.ts';
import type { Answer } from '../requests/refusal.ts';
import type { RuleRows } from './rule-rows.ts';

/** The kill switch: what is stopped matches nothing until it is let go on. */
export interface Pauses {
  list(): PauseState;
  pause(target: PauseTarget, caller: Caller, why: string | undefined): Answer<PauseState>;
  resume(target: PauseTarget, caller: Caller, why: string | undefined): Answer<PauseState>;
}

export interface PausesOptions {
  database: Database;
  catalog: () => Catalog;
  now: () => Date;
  rows: RuleRows;
  changed: () => void;
}

const pauseRow = z.object({
  kind: z.enum(['all', 'app', 'label', 'rule']),
  target: z.string(),
  who: z.string(),
  at: z.string(),
  why: z.string(),
});

export function createPauses({ database, catalog, now, rows, changed }: PausesOptions): Pauses {
  const { connection } = database;
  const every = connection.prepare('SELECT * FROM pauses ORDER BY at, kind, target');
  const put = connection.prepare(
    'INSERT INTO pauses (kind, target, who, at, why) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING',
  );
  const drop = connection.prepare('DELETE FROM pauses WHERE kind = ? AND target = ?');
  const dropAll = connection.prepare('DELETE FROM pauses');
  const audit = createAudit(database);

  const list = (): PauseState => ({ pauses: every.all().map((row) => pauseRow.parse(row)) });

  /** A label may be on rules of any app, so it takes authority over all of them, as everything does. */
  function allowed(target: PauseTarget, caller: Caller): Answer<null> {
    if ('app' in target) return requireApps(caller, [target.app]);
    if ('rule' in target) return requireApps(caller, rows.get(target.rule)?.rule.scope.apps ?? []);
    return requireWholeWorkspace(caller, [...catalog().apps.keys()]);
  }

  function change(
    target: PauseTarget,
    caller: Caller,
    why: string | undefined,
    what: 'rules.paused' | 'rules.resumed',
    edit: (kind: PauseState['pauses'][number]['kind'], name: string, at: string) => void,
  ): Answer<PauseState> {
    return attempt(database, () => {
      const may = allowed(target, caller);
      if (!may.ok) return may;
      const { kind, name } = partsOf(target);
      const at = now().toISOString();
      edit(kind, name, at);
      const rule = kind === 'rule' ? { ruleId: name } : {};
      const app = kind === 'app' ? { app: name } : {};
      const detail = { kind, target: name, why: why ?? '' };
      audit({ at, kind: 'change', what, actor: caller.member.id, ...rule, ...app, detail });
      changed();
      return { ok: true, value: list() };
    });
  }

  return {
    list,
    pause: (target, caller, why) =>
      change(target, caller, why, 'rules.paused', (kind, name, at) => {
        put.run(kind, name, caller.member.id, at, why ?? '');
      }),
    /** Letting everything go on takes the pauses of apps, labels and rules away too. */
    resume: (target, caller, why) =>
      change(target, caller, why, 'rules.resumed', (kind, name) => {
        if (kind === 'all') dropAll.run();
        else drop.run(kind, name);
      }),
  };
}

function partsOf(target: PauseTarget): { kind: PauseState['pauses'][number]['kind']; name: string } {
  if ('app' in target) return { kind: 'app', name: target.app };
  if ('label' in target) return { kind: 'label', name: target.label };
  if ('rule' in target) return { kind: 'rule', name: target.rule };
  return { kind: 'all', name: '' };
}
