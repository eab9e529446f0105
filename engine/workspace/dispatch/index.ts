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
