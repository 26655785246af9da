// Numbers for Prometheus. Labels are route templates, states and configured names only: bounded, and nothing personal.
import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import { deliveryStates, eventStates } from '../lead/event.ts'
import type { Status } from '../pipeline/pipeline.ts'
import { clockStates } from '../sla/policy.ts'
import { replyStates, syncStates } from '../store/rows.ts'

export interface Metrics {
  /** Other rooms add theirs here. */
  registry: Registry
  observeRequest(request: { method: string; route: string; status: number; seconds: number }): void
  /** undefined: the state could not be read. Gives the page for Prometheus. */
  page(status: Status | undefined): Promise<string>
}

/** Around the promise that a delivery is answered within 500 ms. */
const SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]

export function createMetrics(): Metrics {
  const registry = new Registry()
  const registers = [registry]
  collectDefaultMetrics({ register: registry })
  const requests = new Histogram({
    name: 'pointsman_http_request_seconds',
    help: 'Time from the request to its answer',
    labelNames: ['method', 'route', 'status'],
    buckets: SECONDS,
    registers,
  })
  const ready = new Gauge({ name: 'pointsman_ready', help: '1 when /readyz says ready', registers })
  const paused = new Gauge({
    name: 'pointsman_connection_paused',
    help: '1 while a connection is paused until its credentials are mended',
    labelNames: ['connection'],
    registers,
  })
  const alerts = new Gauge({
    name: 'pointsman_alerts_open',
    help: 'What a person must look at: how often it happened since it began',
    labelNames: ['kind', 'connection'],
    registers,
  })
  const byState = (what: string, states: readonly string[]) => {
    const gauge = new Gauge({
      name: `pointsman_${what}`,
      help: `Rows of ${what} by state`,
      labelNames: ['state'],
      registers,
    })
    return (counts: Record<string, number>) => {
      // A state that nobody is in is 0, not absent: alerts compare with it.
      for (const state of states) gauge.set({ state }, counts[state] ?? 0)
    }
  }
  const deliveries = byState('deliveries', deliveryStates)
  const events = byState('events', eventStates)
  const syncs = byState('syncs', syncStates)
  const replies = byState('replies', replyStates)
  const clocks = byState('sla_clocks', clockStates)

  return {
    registry,
    observeRequest({ method, route, status, seconds }) {
      requests.observe({ method, route, status }, seconds)
    },
    async page(status) {
      ready.set(status?.ready ? 1 : 0)
      if (status) {
        deliveries(status.deliveries)
        events(status.events)
        syncs(status.syncs)
        replies(status.replies)
        clocks(status.clocks)
        alerts.reset()
        for (const { kind, connection, count } of status.alerts)
          alerts.set({ kind, connection: connection ?? '' }, count)
        paused.reset()
        for (const connection of status.connections) {
          paused.set({ connection: connection.name }, connection.paused === null ? 0 : 1)
        }
      }
      return registry.metrics()
    },
  }
}
