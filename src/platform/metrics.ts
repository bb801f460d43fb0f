import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'

export type Metrics = ReturnType<typeof createMetrics>

/** Prometheus metrics of one process. Labels hold codes and names of ours only, never an id or a word of a person. */
export function createMetrics() {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  return {
    registry,
    webhookEvents: new Counter({
      name: 'sucharit_webhook_events_total',
      help: 'LINE events by what became of them at the edge: kept, dropped (group talk), vote, vote_repeated, vote_refused',
      labelNames: ['fate'] as const,
      registers: [registry],
    }),
    webhookSeconds: new Histogram({
      name: 'sucharit_webhook_seconds',
      help: 'Time until LINE had its answer',
      labelNames: ['status'] as const,
      buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2],
      registers: [registry],
    }),
    inboxEvents: new Counter({
      name: 'sucharit_inbox_events_total',
      help: 'Inbox events by outcome: done, skipped, failed, retried',
      labelNames: ['outcome'] as const,
      registers: [registry],
    }),
    replies: new Counter({
      name: 'sucharit_replies_total',
      help: 'Replies by outcome: accepted, refused, unclear',
      labelNames: ['outcome'] as const,
      registers: [registry],
    }),
    deliveries: new Counter({
      name: 'sucharit_deliveries_total',
      help: 'LINE requests of campaigns by endpoint and outcome: accepted, rejected, rate_limited, monthly_limit, unauthorized, unreachable',
      labelNames: ['endpoint', 'outcome'] as const,
      registers: [registry],
    }),
    lineCallSeconds: new Histogram({
      name: 'sucharit_line_call_seconds',
      help: 'Time LINE took to answer, by endpoint and status',
      labelNames: ['endpoint', 'status'] as const,
      registers: [registry],
    }),
  }
}

/** A figure that is asked for when Prometheus asks: one for each value of a label, or a single one. */
export type GaugeSource = {
  name: string
  help: string
  label?: string
  /** Label value → figure; '' where there is no label. */
  read(): Promise<ReadonlyMap<string, number>>
}

/** A source that fails (the database is away) gives no figure and leaves the others alone: a missing one is what alerts look for. */
export function watchGauge({ registry }: Metrics, source: GaugeSource): void {
  const { name, help, label, read } = source
  new Gauge({
    name,
    help,
    labelNames: label ? [label] : [],
    registers: [registry],
    async collect() {
      this.reset()
      try {
        for (const [value, figure] of await read()) this.set(label ? { [label]: value } : {}, figure)
      } catch {
        this.remove()
      }
    },
  })
}
