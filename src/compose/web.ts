import { createApp } from '../platform/http/create-app.ts'
import { createHealthRoutes } from '../platform/http/health-routes.ts'
import { type Server, startServer } from '../platform/http/start-server.ts'
import type { Features } from './features.ts'
import type { Platform } from './platform.ts'
import type { Worker } from './worker.ts'

/** The process's HTTP face: health for every role, and webhook, API and pages where the web role runs. */
export async function startWeb(platform: Platform, features: Features, worker: Worker): Promise<Server> {
  const { config, database, metrics, log } = platform
  const isWeb = config.roles.has('web')
  const health = createHealthRoutes({
    checks: [
      { name: 'database', required: true, check: database.ping },
      {
        name: 'queue',
        required: !isWeb, // webhooks and pages need PostgreSQL alone
        check: async () => {
          if (!(await worker.isReady())) throw new Error('the queue does not answer')
        },
      },
    ],
    metrics,
    metricsToken: config.metricsToken,
  })
  const app = createApp({
    routers: [{ at: '/', handlers: [health] }, ...(isWeb ? await loadRouters(platform, features, worker) : [])],
    isHttps: config.publicUrl.startsWith('https:'),
    trustedProxies: config.trustedProxies,
    log,
  })
  return startServer(app, { port: config.ports.web, variable: 'PORT' })
}

// The API and all it is checked against stay out of a process that serves none of it.
const loadRouters = async (...parts: [Platform, Features, Worker]) =>
  (await import('./web-routers.ts')).createWebRouters(...parts)
