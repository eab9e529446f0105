import type { Event, Rule } from '../../engine/model/index.ts';

/** An event that can be dry-run, with the name people pick it by. */
export interface SampleEvent {
  name: string;
  event: Event;
}

/** Events that were made for a rule beside the screen. */
export interface MadeCases {
  rule: Rule;
  events: readonly SampleEvent[];
}
