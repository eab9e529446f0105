import type { Leaf } from '../../model/index.ts';

/** One way to say that an event happens. */
export interface TriggerWords {
  event: string;
  /**
   * Each slot is alternatives parted by `|`, words of one parted by `_`, `=` for exactly so. All must be said; the last
   * decides where. What a slot behind `~` finds is left to be read as a condition.
   */
  slots: readonly string[];
  /** What saying it this way also means. */
  implies?: readonly Leaf[];
  /** The field whose value follows the last slot. */
  follows?: string;
}

/** How a tool is asked for, and where its arguments stand. */
export interface ToolWords {
  tool: string;
  verbs: readonly string[];
  /** Words that must be said besides the verb; alternatives parted by `|`. */
  needs?: readonly string[];
  /** Argument names: a value of its enum, a quoted text, a single word after the needs, a member. */
  choice?: string;
  text?: string;
  name?: string;
  member?: string;
}

/** What people say about a pack, as data: everything else is read from its titles and paths. */
export interface PackWords {
  name: string;
  triggers: readonly TriggerWords[];
  /** Further names of fields, by path. */
  fields: Readonly<Record<string, readonly string[]>>;
  /** Words that only say again what the event is about. */
  glue: readonly string[];
  tools: readonly ToolWords[];
  /** How a sentence begins to ask for an action, by its type, where one can be asked for without more. */
  actions: Readonly<Record<string, string>>;
}
