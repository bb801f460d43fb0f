import { createRequire } from 'node:module'
import { dirname } from 'node:path'
import { contract } from '../contracts/api/index.ts'
import { createWebhookReceiver } from '../line/receive-webhook.ts'
import { createSignatureCheck } from '../line/signature.ts'
import { createAuth } from '../platform/auth/auth.ts'
import { createWriting } from '../platform/http/api-guards.ts'
import { apiPrefix, createApiHandler, generateApiDocument } from '../platform/http/api-handler.ts'
import { type AppParts, createApp } from '../platform/http/create-app.ts'
import { createFontRoutes } from '../platform/http/font-routes.ts'
import { createHealthRoutes } from '../platform/http/health-routes.ts'
import { createMediaRoute } from '../platform/http/media-route.ts'
import { createDocsRoutes, createPageRoute } from '../platform/http/page-routes.ts'
import { type Server, startServer } from '../platform/http/start-server.ts'
import { createWebhookRoute } from '../platform/http/webhook-route.ts'
import { createInboxStore } from '../platform/inbox/inbox-store.ts'
import { createNotifier } from '../platform/notifier.ts'
import { channelSecrets } from './channel.ts'
import type { Features } from './features.ts'
import { homePage } from './home-page.ts'
import type { Platform } from './platform.ts'
import { inboxChannel, type Worker } from './worker.ts'

type Routers = AppParts['routers']

/** The process's HTTP face: health for every role, and webhook, API and pages where the web role runs. */
export function startWeb(platform: Platform, features: Features, worker: Worker): Promise<Server> {
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
    routers: [{ at: '/', handlers: [health] }, ...(isWeb ? webRouters(platform, features, worker) : [])],
    isHttps: config.publicUrl.startsWith('https:'),
    trustedProxies: config.trustedProxies,
    log,
  })
  return startServer(app, { port: config.ports.web, variable: 'PORT' })
}

function webRouters(platform: Platform, features: Features, worker: Worker): Routers {
  const { config } = platform
  const docs = createDocsRoutes({
    prefix: apiPrefix,
    document: () => generateApiDocument(contract),
    assetsDir: dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json')),
  })
  const media = createMediaRoute(platform.media)
  const home = createPageRoute('/', () => homePage(config))
  return [
    {
      at: '/',
      handlers: [webhook(platform, worker), media, home, features.audience.pages, createFontRoutes(), docs],
    },
    { at: apiPrefix, handlers: api(platform, features) },
  ]
}

function webhook(platform: Platform, worker: Worker) {
  const { config, database, secrets, metrics } = platform
  const inbox = createInboxStore({
    ...platform,
    onStored: config.roles.has('worker') ? worker.wakeInbox : createNotifier(database.pool, inboxChannel),
  })
  const receive = createWebhookReceiver({
    isSigned: createSignatureCheck(channelSecrets(config, secrets)),
    inbox,
    // No poll can be open yet: a vote is refused at the edge, before anything of it is kept.
    receiveVotes: async (votes) => metrics.webhookEvents.inc({ fate: 'vote_refused' }, votes.length),
    metrics,
  })
  return createWebhookRoute({ receive, metrics })
}

function api(
  platform: Platform,
  { accounts, audience, budget, calendar, campaigns, content, ita, pictures, quiz, quota }: Features,
) {
  const { config, database, secrets, log } = platform
  const writing = createWriting(database)
  const auth = createAuth({
    database,
    audit: platform.audit,
    publicUrl: config.publicUrl,
    secret: config.betterAuthSecrets ?? secrets.lasting('auth').toString('hex'),
    log,
  })
  const router = {
    ...content.routes(writing),
    ...pictures.routes(writing),
    ...budget.routes(writing),
    ...campaigns.routes(writing),
    ...calendar.routes(writing),
    ...audience.routes(writing),
    ...quota.routes(writing),
    ...quiz.routes(writing),
    ...accounts.routes(writing),
    ...ita.routes(),
  }
  return createApiHandler({ router, auth, database, log })
}
