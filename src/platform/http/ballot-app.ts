import type { Express } from 'express'
import type { Log } from '../log.ts'
import type { Metrics } from '../metrics.ts'
import { createApp } from './create-app.ts'
import { createHealthRoutes, type ReadinessCheck } from './health-routes.ts'

/** The nameless host: no cookie, no request log, its own process and database login. Ballots themselves come with polls. */
export function createBallotApp(deps: {
  checks: ReadinessCheck[]
  metrics: Metrics
  isHttps: boolean
  log: Log
}): Express {
  const health = createHealthRoutes({ checks: deps.checks, metrics: deps.metrics, metricsToken: undefined })
  return createApp({
    routers: [{ at: '/', handlers: [health] }],
    isHttps: deps.isHttps,
    trustedProxies: [],
    log: deps.log,
  })
}
