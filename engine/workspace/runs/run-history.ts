import type { StoredRunBody } from '../../contract/index.ts';
import type { Event, Outcome } from '../../model/index.ts';
import type { Page, PageRequest } from '../requests/page.ts';
import type { Answer } from '../requests/refusal.ts';

export interface RunFilter {
  rule?: string | undefined;
  /** An event's id or its type. */
  event?: string | undefined;
  app?: string | undefined;
  outcome?: Outcome | undefined;
  from?: string | undefined;
  to?: string | undefined;
}

export interface EventFilter {
  type?: string | undefined;
  app?: string | undefined;
  from?: string | undefined;
  to?: string | undefined;
}

/** What happened: the events that came in, and the runs that they set off. */
export interface RunHistory {
  /** Newest first. */
  runs(filter: RunFilter, page: PageRequest): Answer<Page<StoredRunBody>>;
  run(id: string): StoredRunBody | null;
  /** Oldest first. */
  events(filter: EventFilter, page: PageRequest): Answer<Page<Event>>;
  /** The newest event about a subject, of that type where there is one of it. */
  newestEvent(subject: string, type: string): Event | null;
}
