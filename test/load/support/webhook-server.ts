import { createWebhookReceiver } from '../../../src/line/receive-webhook.ts'
import { createSignatureCheck } from '../../../src/line/signature.ts'
import { systemClock } from '../../../src/platform/clock.ts'
import { startEmbeddedPostgres } from '../../../src/platform/db/embedded/start-embedded-postgres.ts'
import { applyMigrations } from '../../../src/platform/db/migrate.ts'
import { openDatabase } from '../../../src/platform/db/open-database.ts'
import { createApp } from '../../../src/platform/http/create-app.ts'
import { createHealthRoutes } from '../../../src/platform/http/health-routes.ts'
import { startServer } from '../../../src/platform/http/start-server.ts'
import { createWebhookRoute } from '../../../src/platform/http/webhook-route.ts'
import { createInboxStore } from '../../../src/platform/inbox/inbox-store.ts'
import { createLog } from '../../../src/platform/log.ts'
import { createMetrics } from '../../../src/platform/metrics.ts'
import { createNotifier } from '../../../src/platform/notifier.ts'
import { createSecrets } from '../../../src/platform/secrets/secrets.ts'

const log = createLog({ level: 'info' })
const pg = await startEmbeddedPostgres({ dataDir: process.env.DATA_DIR as string, log, isService: true })
await applyMigrations({ url: pg.urls.owner, log })
const database = openDatabase({ url: pg.urls.app, poolSize: 16, log })
const secrets = createSecrets(process.env.SECRETS_DIR as string)
const metrics = createMetrics()
const inbox = createInboxStore({
  database,
  secrets,
  clock: systemClock,
  log,
  onStored: createNotifier(database.pool, 'sucharit_inbox'),
})
const receive = createWebhookReceiver({
  isSigned: createSignatureCheck([process.env.LINE_CHANNEL_SECRET as string]),
  inbox,
  receiveVotes: async () => {},
  metrics,
})
const health = createHealthRoutes({ checks: [{ name: 'database', required: true, check: database.ping }], metrics, metricsToken: undefined })
const app = createApp({
  routers: [{ at: '/', handlers: [health] }, { at: '/', handlers: [createWebhookRoute({ receive, metrics })] }],
  isHttps: false,
  trustedProxies: [],
  log,
})
const server = await startServer(app, { port: Number(process.env.PORT), variable: 'PORT' })
process.on('SIGTERM', async () => {
  await server.close()
  await database.close()
  await pg.stop()
  process.exit(0)
})
