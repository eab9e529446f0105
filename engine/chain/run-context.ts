import type { Catalog } from '../catalog/index.ts';
import type { TriggerSource } from '../language/index.ts';

/** What surrounds a run: data only. */
export interface RunContext {
  catalog: Catalog;
  /** Names the driver in the record. */
  driver: string;
  /** True: the record speaks of what would happen. */
  isDryRun: boolean;
  /** By default what the rule's trigger says. */
  source?: TriggerSource;
  /** What the keys of effects begin with: by default the rule and the event, which a repeated run is to differ from. */
  runKey?: string;
  /** What the driver wants noted, before everything else. */
  notes?: readonly string[];
}
