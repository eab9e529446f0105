import { z } from 'zod';
import type { Rule } from '../../model/index.ts';
import type { Database } from '../../store/index.ts';

/** What is stopped, as the `pauses` table has it. */
export interface PauseSwitches {
  /** Reads them again. */
  refresh(): void;
  stops(rule: Rule, app: string): boolean;
  /** Stops one rule; false when it was already. Part of the caller's transaction. */
  pauseRule(ruleId: string, at: string, why: string): boolean;
}

const row = z.object({ kind: z.string(), target: z.string() });

export function createPauseSwitches({ connection }: Database): PauseSwitches {
  const every = connection.prepare('SELECT kind, target FROM pauses');
  const put = connection.prepare(
    "INSERT INTO pauses (kind, target, who, at, why) VALUES ('rule', ?, 'system', ?, ?) ON CONFLICT DO NOTHING",
  );
  let stopped = new Set<string>();
  const refresh = () => {
    stopped = new Set(
      every.all().map((each) => {
        const { kind, target } = row.parse(each);
        return kind === 'all' ? 'all' : `${kind} ${target}`;
      }),
    );
  };
  refresh();
  return {
    refresh,
    stops: (rule, app) =>
      stopped.size > 0 &&
      (stopped.has('all') ||
        stopped.has(`app ${app}`) ||
        stopped.has(`rule ${rule.id}`) ||
        rule.labels.some((label) => stopped.has(`label ${label}`))),
    pauseRule: (ruleId, at, why) => put.run(ruleId, at, why).changes === 1,
  };
}
