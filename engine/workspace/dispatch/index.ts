export type { Backend, JournalEntry, NewRun, TakenEvent, Timer } from './backend.ts';
export { createDispatcher, type LiveDispatcher } from './create-dispatcher.ts';
export type {
  AcceptedEvent,
  Clock,
  Dispatcher,
  DispatcherLimits,
  DispatcherMetrics,
  DispatcherOptions,
  ManualRun,
  ReplayRefusal,
  ReplayRun,
  StoredRun,
} from './dispatcher.ts';
export type { Meters } from './meters.ts';
export { createRunHistory } from './run-history.ts';
export { createSqliteBackend } from './sqlite-backend.ts';
