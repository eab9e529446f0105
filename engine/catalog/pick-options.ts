import type { Pack, PickList } from '../model/index.ts';

/** One entry of a directory list: what is written into the parameter, and what people read. */
export interface PickOption {
  value: string | number;
  label: string;
  /** A second line: an address, a role, what a tool does. */
  detail?: string;
}

/** What a parameter marked `x-pick` may be picked from in a pack's workspace; only members who are still there. */
export function pickOptions(pack: Pack, list: PickList): PickOption[] {
  const { directory } = pack;
  const present = directory.members.filter((member) => member.active);
  switch (list) {
    case 'member':
      return present.map(({ id, name, role, apps }) => ({
        value: id,
        label: name,
        detail: [role, ...apps].join(' · '),
      }));
    case 'team':
      return directory.teams.map(({ id, title }) => ({ value: id, label: title }));
    case 'template':
      return directory.templates.map(({ id, title, subject }) => ({
        value: id,
        label: title,
        detail: subject,
      }));
    case 'tag':
      return directory.tags.map((tag) => ({ value: tag, label: tag }));
    case 'savedSearch':
      return directory.savedSearches.map(({ id, title, query }) => ({
        value: id,
        label: title,
        detail: query,
      }));
    case 'tool':
      return pack.tools.map(({ name, title, server }) => ({ value: name, label: title, detail: server }));
    case 'server':
      return [...new Set(pack.tools.map(({ server }) => server))].map((server) => ({
        value: server,
        label: server,
      }));
    case 'email':
      return [
        ...directory.mailboxes.map((address) => ({ value: address, label: address })),
        ...present.map(({ name, email }) => ({ value: email, label: email, detail: name })),
      ];
    case 'agent':
      return directory.agents.map(({ id, name }) => ({ value: id, label: name, detail: String(id) }));
  }
}
