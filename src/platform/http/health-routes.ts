import { timingSafeEqual } from 'node:crypto'
import express, { type Request, type Router } from 'express'
import type { Metrics } from '../metrics.ts'

/** A part the process needs; `required: false` parts are named as degraded without taking the process out of service. */
export type ReadinessCheck = { name: string; required: boolean; check(): Promise<void> }

/** /healthz: the process lives. /readyz: what it needs answers; the body names what does not. /metrics: Prometheus. */
export function createHealthRoutes(deps: {
  checks: ReadinessCheck[]
  metrics: Metrics
  metricsToken: string | undefined
}): Router {
  const router = express.Router()

  router.get('/healthz', (_request, response) => {
    response.json({ status: 'ok' })
  })

  router.get('/readyz', async (_request, response) => {
    const results = await Promise.all(deps.checks.map(run))
    const failed = results.filter((result) => !result.ok)
    const isReady = failed.every((result) => !result.required)
    const degraded = failed.map((result) => result.name)
    response
      .status(isReady ? 200 : 503)
      .json({ status: isReady ? (degraded.length > 0 ? 'degraded' : 'ready') : 'unavailable', degraded })
  })

  router.get('/metrics', async (request, response) => {
    if (!mayReadMetrics(request, deps.metricsToken)) {
      response.status(404).end()
      return
    }
    response.type(deps.metrics.registry.contentType).send(await deps.metrics.registry.metrics())
  })

  return router
}

async function run(part: ReadinessCheck) {
  try {
    await part.check()
    return { ...part, ok: true }
  } catch {
    // The reason is in that part's own log; this answer only says which part.
    return { ...part, ok: false }
  }
}

// What nginx, Caddy, Traefik, HAProxy, Apache and cloudflared add, in their own ways.
const forwardingHeaders = ['forwarded', 'via', 'x-forwarded-for', 'x-forwarded-host', 'x-forwarded-proto', 'x-real-ip']

/** With the token; without one set, only straight from this machine (a proxy's forwarding header gives an outsider away). */
function mayReadMetrics(request: Request, token: string | undefined): boolean {
  if (token) {
    const given = Buffer.from(request.headers.authorization?.replace(/^Bearer /, '') ?? '')
    const wanted = Buffer.from(token)
    return given.length === wanted.length && timingSafeEqual(given, wanted)
  }
  const isForwarded = forwardingHeaders.some((name) => name in request.headers)
  return !isForwarded && ['127.0.0.1', '::1', '::ffff:127.0.0.1'].includes(request.socket.remoteAddress ?? '')
}
