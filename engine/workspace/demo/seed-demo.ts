import type { Member } from '../../model/index.ts';
import { scopesOfRole } from '../access/caller.ts';
import type { Workspace } from '../workspace.ts';

/** A token of the demo, as it is printed once. */
export interface DemoToken {
  name: string;
  token: string;
}

/**
 * Fills an empty workspace with what its packs bring: their sample events as history, then their sample rules, which
 * therefore met none of them. Makes the demo's tokens each time: `admin`, `reader`, and one per manager and app.
 */
export function seedDemo(workspace: Workspace, log: (line: string) => void): DemoToken[] {
  const { packs } = workspace.catalog();
  const members = packs.flatMap((pack) => pack.directory.members).filter(({ active }) => active);
  if (isEmpty(workspace)) {
    for (const { eventTypes } of packs) {
      const samples = eventTypes.flatMap((type) => type.samples.map(({ event }) => event));
      const known = new Map(samples.map((event) => [event.id, event]));
      workspace.dispatcher.accept([...known.values()]);
    }
    for (const pack of packs) {
      const creator = members.find(({ id }) => id === pack.workspace.defaultCreator) ?? adminAmong(members);
      if (!creator) continue;
      const caller = {
        tokenId: 'demo',
        tokenName: 'demo',
        expiresAt: null,
        member: { ...creator, role: 'owner' as const },
        scopes: scopesOfRole('owner'),
      };
      for (const rule of pack.sampleRules) {
        const why = 'The demo begins with it';
        const made = workspace.rules.create(rule, { caller, why }, { enabled: rule.enabled });
        if (!made.ok) log(`the sample rule "${rule.name}" was left out: ${made.error.message}`);
      }
    }
  }
  return tokensFor(members).map(({ name, member }) => {
    workspace.tokens.revoke(name);
    return { name, token: workspace.tokens.issue({ name, member }) };
  });
}

function isEmpty({ rules, history }: Workspace): boolean {
  const events = history.events({}, { limit: 1 });
  return rules.rows.all().length === 0 && events.ok && events.value.items.length === 0;
}

function tokensFor(members: readonly Member[]): { name: string; member: string }[] {
  const admin = adminAmong(members);
  const reader =
    members.find(({ role }) => role === 'reader') ?? members.find(({ role }) => role === 'operator');
  const managers = members
    .filter(({ role }) => role === 'manager')
    .map(({ id, apps }) => ({ name: `manager-${apps[0] ?? id}`, member: id }));
  const owner = members.find(({ role, id }) => role === 'owner' && id !== admin?.id);
  const named = new Map(managers.map((each) => [each.name, each]));
  return [
    ...(admin ? [{ name: 'admin', member: admin.id }] : []),
    ...(reader ? [{ name: 'reader', member: reader.id }] : []),
    ...named.values(),
    // A second person who may do all, to see what two of them do to each other.
    ...(owner ? [{ name: 'owner', member: owner.id }] : []),
  ];
}

function adminAmong(members: readonly Member[]): Member | undefined {
  return members.find(({ role }) => role === 'admin') ?? members.find(({ role }) => role === 'owner');
}
