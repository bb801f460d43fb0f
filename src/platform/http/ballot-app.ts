import type { Express, RequestHandler, Router } from 'express'
import type { Log } from '../log.ts'
import type { Metrics } from '../metrics.ts'
import { allowFrames } from './allow-frames.ts'
import { createApp } from './create-app.ts'
import { createHealthRoutes, type ReadinessCheck } from './health-routes.ts'

/** The nameless host: no cookie, no request log, nothing cached, its own process and database login. */
export function createBallotApp(deps: {
  routers?: Router[]
  checks: ReadinessCheck[]
  metrics: Metrics
  isHttps: boolean
  /** Who may show its pages in a frame. Left out: nobody. */
  frameHolders?: readonly string[]
  log: Log
}): Express {
  const health = createHealthRoutes({ checks: deps.checks, metrics: deps.metrics, metricsToken: undefined })
  const app = createApp({
    routers: [{ at: '/', handlers: [createBallotHeaders(deps), health, ...(deps.routers ?? [])] }],
    isHttps: deps.isHttps,
    trustedProxies: [],
    log: deps.log,
  })
  app.disable('etag') // a tag of the content would let a cache be asked what it holds
  return app
}

// No picture, no frame, no form, no other host; a style attribute would need 'unsafe-inline' and there is none.
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "font-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "object-src 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ')

function createBallotHeaders({
  isHttps,
  frameHolders = [],
}: {
  isHttps: boolean
  frameHolders?: readonly string[]
}): RequestHandler {
  const headers = {
    'Content-Security-Policy': isHttps ? `${policy}; upgrade-insecure-requests` : policy,
    'Cache-Control': 'no-store',
  }
  return (_request, response, next) => {
    response.set(headers)
    allowFrames(response, frameHolders)
    next()
  }
}
