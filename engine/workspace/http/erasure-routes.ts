import { requireWholeWorkspace } from '../access/caller.ts';
import { createAudit } from '../database/index.ts';
import { eraseSubject, type Removed } from '../records/index.ts';
import { attempt } from '../requests/attempt.ts';
import type { Refusal } from '../requests/refusal.ts';
import { granted, headerText, routes } from './grant.ts';

const { erasures } = routes;

export const erasureRoutes = {
  erase: erasures.erase.handler(({ input: { headers, body }, context: { workspace, caller } }) => {
    granted(requireWholeWorkspace(caller, [...workspace.catalog().apps.keys()]));
    const { database, clock } = workspace;
    const removed = attempt<Removed, Refusal>(database, () => {
      const at = clock.now().toISOString();
      const value = eraseSubject(database, body, at);
      const why = headerText(headers['x-change-reason']) ?? '';
      // The name of who was erased would be the last trace of them.
      const detail = { by: 'subject' in body ? 'subject' : 'customer', ...value, why };
      createAudit(database)({ at, kind: 'change', what: 'data.erased', actor: caller.member.id, detail });
      return { ok: true, value };
    });
    return { body: granted(removed) };
  }),
};
