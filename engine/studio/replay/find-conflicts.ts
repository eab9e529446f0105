import type { Explanation } from '../../contract/index.ts';
import type { Effect, Json } from '../../model/index.ts';

type LedgerEntry = Explanation['ledger'][number];
type Conflict = Explanation['conflicts'][number];

/** What an effect settles, so that another one of the same key undoes it or does it again. */
interface Claim {
  key: string;
  /** "assign ticket 17". */
  what: string;
  /** What it is settled to; entries that agree do the same twice. */
  value: string;
}

/**
 * Where rules get in each other's way over one event: they settle the same thing differently, or do the same thing
 * twice. In the order of the ledger; one rule alone is not in its own way.
 */
export function findConflicts(ledger: readonly LedgerEntry[]): Conflict[] {
  const byKey = Map.groupBy(
    ledger.flatMap((entry) => {
      const claim = claimOf(entry.effect);
      return claim ? [{ entry, claim }] : [];
    }),
    ({ claim }) => claim.key,
  );
  return [...byKey.values()].flatMap((claims): Conflict[] => {
    const [first] = claims;
    const rules = [...new Set(claims.map(({ entry }) => entry.rule))];
    if (!first || rules.length < 2) return [];
    const names = [...new Set(claims.map(({ entry }) => entry.name))];
    const differs = claims.some(({ claim }) => claim.value !== first.claim.value);
    const told = claims.map(({ entry, claim }) => `${entry.name}: ${claim.value}`);
    return [
      {
        kind: differs ? 'differs' : 'twice',
        rules,
        text: differs
          ? `${rules.length} rules ${first.claim.what}: ${told.join('; ')}. The last one stands.`
          : `${rules.length} rules ${first.claim.what} in the same way: ${names.join(', ')}.`,
      },
    ];
  });
}

function claimOf(effect: Effect): Claim | null {
  const ticket = `ticket ${text(effect.ticketId)}`;
  const session = `session ${text(effect.sessionId)}`;
  switch (effect.kind) {
    case 'ticket.assign':
      return { key: `assign ${ticket}`, what: `assign ${ticket}`, value: `to ${text(effect.after)}` };
    case 'ticket.priority':
      return {
        key: `priority ${ticket}`,
        what: `set the priority of ${ticket}`,
        value: text(effect.after),
      };
    case 'ticket.close':
    case 'ticket.reopen':
      return { key: `status ${ticket}`, what: `open or close ${ticket}`, value: text(effect.after) };
    case 'ticket.tag': {
      const tag = text(effect.tag);
      return {
        key: `tag ${tag} ${ticket}`,
        what: `touch the tag “${tag}” of ${ticket}`,
        value: text(effect.change),
      };
    }
    case 'session.assign':
      return { key: `assign ${session}`, what: `assign ${session}`, value: `to ${text(effect.memberName)}` };
    case 'human.escalate':
      return { key: `escalate ${session}`, what: `hand over ${session}`, value: `to ${text(effect.team)}` };
    case 'email.send': {
      const to = text(effect.to);
      const subject = text(effect.subject);
      return { key: `mail ${to} ${subject}`, what: `mail ${to}`, value: `“${subject}”` };
    }
    default:
      return null;
  }
}

function text(value: Json | undefined): string {
  if (value === null || value === undefined) return 'nobody';
  if (Array.isArray(value)) return value.map(text).join(', ');
  return typeof value === 'string' ? value : JSON.stringify(value);
}
