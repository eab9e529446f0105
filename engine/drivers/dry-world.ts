import type { StateQuery } from '../actions/index.ts';
import type { FiringHistory } from '../chain/index.ts';
import type { Effect, Json, JsonObject } from '../model/index.ts';

/** What a dry run may assume about the workspace; all that is left out is empty. */
export interface DryRunState {
  /** Earlier firings, against which the gates are claimed. */
  firings?: FiringHistory;
  /** Who was given work last, by app. */
  lastAssigned?: Readonly<Record<string, string>>;
  /** Open work by member id. */
  loads?: Readonly<Record<string, number>>;
  /** Ids of hits already mailed, by saved search. */
  sentHits?: Readonly<Record<string, readonly string[]>>;
}

/** The world as a dry run would leave it: each step sees what the steps before it would have changed. */
export interface DryWorld {
  read(query: StateQuery): Json;
  /** Remembers what an effect would change. The state it was made from stays untouched. */
  apply(effect: Effect): void;
}

export function createDryWorld(state: DryRunState): DryWorld {
  const lastAssigned = new Map(Object.entries(state.lastAssigned ?? {}));
  const loads = new Map(Object.entries(state.loads ?? {}));
  const sentHits = new Map(Object.entries(state.sentHits ?? {}));
  const changed = new Map<string, JsonObject>();

  const change = (key: string, fields: JsonObject) => {
    changed.set(key, { ...changed.get(key), ...fields });
  };

  return {
    read(query) {
      switch (query.kind) {
        case 'round-robin':
          return { last: lastAssigned.get(query.app) ?? null };
        case 'loads':
          return Object.fromEntries(query.members.map((member) => [member, loads.get(member) ?? 0]));
        case 'sent-hits':
          return [...(sentHits.get(query.savedSearch) ?? [])];
        case 'session':
        case 'ticket':
          return changed.get(`${query.kind} ${query.id}`) ?? null;
      }
    },
    apply(effect) {
      switch (effect.kind) {
        case 'session.assign': {
          const { app, memberId, strategy } = effect;
          if (typeof memberId !== 'string') return;
          loads.set(memberId, (loads.get(memberId) ?? 0) + 1);
          if (strategy === 'round_robin' && typeof app === 'string') lastAssigned.set(app, memberId);
          return;
        }
        case 'session.tag':
          change(`session ${String(effect.sessionId)}`, { tags: effect.tags ?? [] });
          return;
        case 'ticket.assign':
          change(ticketKey(effect), { assignee_id: effect.after ?? null });
          return;
        case 'ticket.tag':
          change(ticketKey(effect), { tags: effect.after ?? [] });
          return;
        case 'ticket.priority':
          change(ticketKey(effect), { priority: effect.after ?? null });
          return;
        case 'ticket.close':
        case 'ticket.reopen':
          change(ticketKey(effect), { status: effect.after ?? null });
          return;
        case 'email.send': {
          const { savedSearch, hitIds } = effect;
          if (typeof savedSearch !== 'string' || !Array.isArray(hitIds)) return;
          const ids = hitIds.filter((id) => typeof id === 'string');
          sentHits.set(savedSearch, [...(sentHits.get(savedSearch) ?? []), ...ids]);
        }
      }
    },
  };
}

function ticketKey(effect: Effect): string {
  return `ticket ${String(effect.ticketId)}`;
}
