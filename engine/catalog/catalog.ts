import type { ActionType, Event, EventType, Json, Member, Pack, Tool } from '../model/index.ts';
import { isJsonObject } from '../model/index.ts';

/** A thing of a pack, with the pack it comes from. */
export interface Owned<Thing> {
  readonly pack: Pack;
  readonly value: Thing;
}

/** Packs indexed by name. Where two packs use one name, the pack that was given first has it. */
export interface Catalog {
  readonly packs: readonly Pack[];
  readonly eventTypes: ReadonlyMap<string, Owned<EventType>>;
  readonly actionTypes: ReadonlyMap<string, Owned<ActionType>>;
  readonly members: ReadonlyMap<string, Owned<Member>>;
  readonly apps: ReadonlyMap<string, Owned<{ id: string; title: string }>>;
  readonly tools: readonly Owned<Tool>[];
}

export function createCatalog(packs: readonly Pack[]): Catalog {
  return {
    packs: [...packs],
    eventTypes: index(
      packs,
      (pack) => pack.eventTypes,
      (entry) => entry.type,
    ),
    actionTypes: index(
      packs,
      (pack) => pack.actionTypes,
      (entry) => entry.type,
    ),
    members: index(
      packs,
      (pack) => pack.directory.members,
      (entry) => entry.id,
    ),
    apps: index(
      packs,
      (pack) => pack.directory.apps,
      (entry) => entry.id,
    ),
    tools: packs.flatMap((pack) => pack.tools.map((value) => ({ pack, value }))),
  };
}

export function findEventType(catalog: Catalog, type: string): EventType | undefined {
  return catalog.eventTypes.get(type)?.value;
}

export function findActionType(catalog: Catalog, type: string): ActionType | undefined {
  return catalog.actionTypes.get(type)?.value;
}

/** The tool of that name; of any server when none is named. */
export function findTool(catalog: Catalog, name: string, server?: string): Tool | undefined {
  const found = catalog.tools.find(
    ({ value }) => value.name === name && (server === undefined || value.server === server),
  );
  return found?.value;
}

export function findMember(catalog: Catalog, id: string): Member | undefined {
  return catalog.members.get(id)?.value;
}

export function packOfEventType(catalog: Catalog, type: string): Pack | undefined {
  return catalog.eventTypes.get(type)?.pack;
}

export function packOfActionType(catalog: Catalog, type: string): Pack | undefined {
  return catalog.actionTypes.get(type)?.pack;
}

export function packOfApp(catalog: Catalog, app: string): Pack | undefined {
  return catalog.apps.get(app)?.pack;
}

/** What people call an app; an unknown app is called by its id. */
export function appTitle(catalog: Catalog, app: string): string {
  return catalog.apps.get(app)?.value.title ?? app;
}

/**
 * What an event is about, as text: the value at its type's `subjectPath`. `streamId` where the type is unknown, has
 * no such path, or the payload lacks it.
 */
export function subjectOf(catalog: Catalog, event: Event): string {
  const path = findEventType(catalog, event.type)?.subjectPath;
  if (!path) return event.streamId;
  let value: Json | undefined = { payload: event.payload };
  for (const key of path.split('.')) {
    value = isJsonObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;
  }
  if (value === undefined || value === null) return event.streamId;
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function index<Thing>(
  packs: readonly Pack[],
  list: (pack: Pack) => readonly Thing[],
  key: (thing: Thing) => string,
): ReadonlyMap<string, Owned<Thing>> {
  const entries = new Map<string, Owned<Thing>>();
  for (const pack of packs) {
    for (const value of list(pack)) {
      if (!entries.has(key(value))) entries.set(key(value), { pack, value });
    }
  }
  return entries;
}
