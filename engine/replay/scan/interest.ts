import { type Path, scheduleEventType } from '../../language/index.ts';
import type { Probe, RuleSet } from '../../matching/index.ts';
import type { Json } from '../../model/index.ts';
import { createPathTrie, type TrieNode } from './path-trie.ts';

/** The columns of an event that a path may name. */
export const columnRoots: readonly Path['root'][] = [
  'eventType',
  'app',
  'firedAt',
  'actorKind',
  'actorId',
  'streamId',
  'streamVersion',
  'tenantId',
];

/** What the rules ask of the events of one type and app. */
export interface Interest {
  /** How many rules consider such an event. */
  considered: number;
  /** Null: no rule matches any. */
  probe: Probe | null;
  /** The probe's paths into the payload; null where it has none. */
  trie: TrieNode | null;
  /** For each of the probe's paths the column it names, by position among `columnRoots`; -1 for the payload. */
  columns: number[];
  /** Room for the values at the probe's paths. */
  values: (Json | undefined)[];
}

/** Types and apps that are remembered; a recording of more forgets and looks again. */
const mostTypes = 1000;
const mostApps = 1000;

export interface Interests {
  /** Null: events of this type and app are to be read whole. */
  of(type: string, app: string): Interest | null;
}

export function createInterests(rules: RuleSet): Interests {
  const types = new Map<string, Map<string, Interest | null>>();
  return {
    of(type, app) {
      let apps = types.get(type);
      if (!apps) {
        if (types.size >= mostTypes) types.clear();
        apps = new Map();
        types.set(type, apps);
      }
      const known = apps.get(app);
      if (known !== undefined) return known;
      if (apps.size >= mostApps) apps.clear();
      const interest = findInterest(rules, type, app);
      apps.set(app, interest);
      return interest;
    },
  };
}

function findInterest(rules: RuleSet, type: string, app: string): Interest | null {
  // What a rule makes of an event of the clock depends on whose schedule it is.
  if (type === scheduleEventType) return null;
  const considered = rules.countConsidered({ type, app, streamId: '' });
  const probe = rules.probe(type, app);
  if (!probe) return { considered, probe: null, trie: null, columns: [], values: [] };
  const trie = createPathTrie(probe.paths);
  if (!trie) return null;
  const values = probe.paths.map(() => undefined);
  // Numbers, because comparing names at each event takes as long as all the rest of a short line.
  const columns = probe.paths.map(({ root }) => columnRoots.indexOf(root));
  return { considered, probe, trie: trie.keys.length === 0 ? null : trie, columns, values };
}
