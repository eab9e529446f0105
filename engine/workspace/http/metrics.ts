import { Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { Dispatcher, DispatcherMetrics } from '../dispatch/index.ts';

/** What `/metrics` shows. A registry of its own: nothing is shared with another service in the process. */
export interface Metrics {
  /** Counts a request: its method, the status it was answered with, and how many seconds it took. */
  request(method: string, status: number, seconds: number): void;
  /** In Prometheus' text format. */
  print(): Promise<string>;
  readonly contentType: string;
}

const words: Readonly<Record<keyof DispatcherMetrics, readonly [name: string, help: string]>> = {
  eventsAccepted: ['events_accepted_total', 'Events taken in'],
  eventsDuplicate: ['events_duplicate_total', 'Events that were known already'],
  runsExecuted: ['runs_executed_total', 'Matches that were executed'],
  runsSkipped: ['runs_skipped_total', 'Matches that a gate skipped'],
  effectsPerformed: ['effects_performed_total', 'Effects carried out'],
  effectsFailed: ['effects_failed_total', 'Effects that failed'],
  noticesDelivered: ['notices_delivered_total', 'Outgoing webhooks delivered'],
  runsOpen: ['runs_open', 'Runs under way'],
  eventsWaiting: ['events_waiting', 'Events that were not matched yet'],
  noticesWaiting: ['notices_waiting', 'Outgoing webhooks to be delivered'],
};

export function createMetrics(dispatcher: Dispatcher): Metrics {
  const registry = new Registry();
  const gauges = Object.entries(words).map(([key, [name, help]]) => ({
    key,
    gauge: new Gauge({ name: `rulewright_${name}`, help, registers: [registry] }),
  }));
  const requests = new Counter({
    name: 'rulewright_http_requests_total',
    help: 'Requests answered',
    labelNames: ['method', 'status'],
    registers: [registry],
  });
  const seconds = new Histogram({
    name: 'rulewright_http_request_seconds',
    help: 'How long requests took',
    labelNames: ['method'],
    registers: [registry],
  });
  return {
    contentType: registry.contentType,
    request(method, status, took) {
      requests.inc({ method, status: String(status) });
      seconds.observe({ method }, took);
    },
    async print() {
      const values = new Map<string, number>(Object.entries(dispatcher.metrics()));
      for (const { key, gauge } of gauges) gauge.set(values.get(key) ?? 0);
      return await registry.metrics();
    },
  };
}
