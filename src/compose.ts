import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { createBot } from './bot/create-bot.ts'
import { channelAccess, channelSecrets } from './channel.ts'
import { type Config, isLoopback } from './config.ts'
import { contract } from './contracts/api/index.ts'
import { isPublicTemplate } from './contracts/templates.ts'
import { createAccounts } from './features/accounts/index.ts'
import { audienceJobs, audienceSchedules, createAudience } from './features/audience/index.ts'
import { campaignJobs, createCampaigns } from './features/campaigns/index.ts'
import { createContent } from './features/content/index.ts'
import { createIta } from './features/ita/index.ts'
import { homePage } from './home-page.ts'
import { install } from './install.ts'
import { connectLine } from './line/connect-line.ts'
import { reviveEvent } from './line/events/stored-event.ts'
import { loadTemplates } from './line/flex/load-templates.ts'
import type { OutgoingMessage } from './line/messages/outgoing-message.ts'
import { createWebhookReceiver } from './line/receive-webhook.ts'
import { createSignatureCheck } from './line/signature.ts'
import { createAudit } from './platform/audit/audit.ts'
import { createAuth } from './platform/auth/auth.ts'
import type { Clock } from './platform/clock.ts'
import { listen } from './platform/db/listen.ts'
import { openDatabase } from './platform/db/open-database.ts'
import { createWriting, forgetAnswers, idempotencyRetention } from './platform/http/api-guards.ts'
import { apiPrefix, createApiHandler, generateApiDocument } from './platform/http/api-handler.ts'
import { createApp } from './platform/http/create-app.ts'
import { createFontRoutes } from './platform/http/font-routes.ts'
import { createHealthRoutes } from './platform/http/health-routes.ts'
import { createMediaRoute } from './platform/http/media-route.ts'
import { createDocsRoutes, createPageRoute } from './platform/http/page-routes.ts'
import { type Server, startServer } from './platform/http/start-server.ts'
import { createWebhookRoute } from './platform/http/webhook-route.ts'
import { createInboxRelay, inboxJob, inboxSweepSource } from './platform/inbox/inbox-relay.ts'
import { inboxRetention } from './platform/inbox/inbox-retention.ts'
import { createInboxStore } from './platform/inbox/inbox-store.ts'
import { createInboxWorker, registerInboxJob } from './platform/inbox/inbox-worker.ts'
import type { Log } from './platform/log.ts'
import { createMediaStore } from './platform/media/media-store.ts'
import { createMetrics } from './platform/metrics.ts'
import { createNotifier } from './platform/notifier.ts'
import { createRelay } from './platform/outbox/create-relay.ts'
import { createSweeper } from './platform/outbox/create-sweeper.ts'
import { enqueue, outboxChannel } from './platform/outbox/enqueue.ts'
import { createBullQueue } from './platform/queue/create-bull-queue.ts'
import { createJobRegistry } from './platform/queue/job-registry.ts'
import { createSecrets } from './platform/secrets/secrets.ts'
import { registerRetention, retentionJob, retentionSchedule } from './retention.ts'

const projectDir = join(import.meta.dirname, '..')
const inboxChannel = 'sucharit_inbox'

/** Builds the web and worker roles once, by hand, in order, and starts what this process runs of them. */
export async function compose(deps: {
  config: Config
  urls: { app: string; sender: string }
  clock: Clock
  log: Log
}): Promise<{ close(): Promise<void> }> {
  const { config, clock, log } = deps
  const isWorker = config.roles.has('worker')
  const isWeb = config.roles.has('web')
  const isHttps = config.publicUrl.startsWith('https:')

  const secrets = createSecrets(config.secretsDir)
  const metrics = createMetrics()
  const database = openDatabase({ url: deps.urls.app, poolSize: 16, log })
  const senderDatabase = openDatabase({ url: deps.urls.sender, poolSize: 4, log, name: 'sucharit-sender' })
  const audit = createAudit({ database, clock })
  const writing = createWriting(database)
  const line = connectLine({
    access: channelAccess(config, secrets),
    apiUrl: config.lineApiUrl,
    dataApiUrl: config.lineDataApiUrl,
    clock,
    log,
    metrics,
  })

  // Where LINE is a look-alike on this machine, cards may link to http addresses of this machine too.
  const templates = loadTemplates(join(projectDir, 'flex-templates'), {
    allowHttpLoopback: isLoopback(config.lineApiUrl),
  })
  const renderCard = (name: string, data: unknown) => templates.render(name, data) as OutgoingMessage

  const accounts = createAccounts({ audit })
  const content = createContent({ clock, audit, renderCard, templates })
  const campaigns = createCampaigns({
    database,
    senderDatabase,
    clock,
    audit,
    log,
    metrics,
    line,
    enqueue,
    renderCard,
    isPublicTemplate,
    resolveMessage: content.resolveMessage,
    isApprovalRequired: accounts.isApprovalRequired,
    resolveAudience: (tx, spec) => audience.resolveAudience(tx, spec),
    findPeopleChats: (tx, ids) => audience.findPeopleChats(tx, ids),
    checkGroupLater: (tx, chatId) => audience.checkGroupLater(tx, chatId),
  })
  const audience = createAudience({
    database,
    clock,
    audit,
    log,
    line,
    enqueue,
    renderCard,
    publicUrl: config.publicUrl,
    agencyName: accounts.agencyName,
    withdrawChat: campaigns.withdrawChat,
    forgetChat: campaigns.forgetChat,
    forgetAnswers,
  })
  const ita = createIta()

  const bot = createBot()
  audience.registerBot(bot)

  const jobs = createJobRegistry([inboxJob, ...campaignJobs, ...audienceJobs, retentionJob])
  const inboxWorker = createInboxWorker({
    database,
    secrets,
    clock,
    log,
    metrics,
    handle: (payload, tx) => bot.handle(reviveEvent(payload), tx),
    sendReply: line.sendReply,
  })
  registerInboxJob(jobs, inboxWorker)
  campaigns.registerJobs(jobs)
  audience.registerJobs(jobs)
  registerRetention(jobs, {
    database,
    clock,
    log,
    keepers: [inboxRetention({ secrets }), idempotencyRetention, campaigns.retention, audience.retention],
  })
  jobs.verify()

  const queue = createBullQueue({
    backend: config.redisUrl ? { kind: 'redis', url: config.redisUrl } : { kind: 'postgres', url: deps.urls.app },
    registry: jobs,
    log,
    isWorker,
  })
  const relay = createRelay({ database, queue, log, clock })
  const inboxRelay = createInboxRelay({ database, queue, clock, log })
  const sweeper = createSweeper({
    database,
    queue,
    log,
    sources: [inboxSweepSource({ database, clock }), ...campaigns.sweepSources, ...audience.sweepSources],
  })

  const isDemo = config.line.mode === 'simulator'
  await install({ database, clock, isDemo, scheduleRun: campaigns.scheduleRun })
  const server = await serve()
  const stopWork = isWorker ? await work() : async () => {}

  async function serve(): Promise<Server> {
    const health = createHealthRoutes({
      checks: [
        { name: 'database', required: true, check: database.ping },
        {
          name: 'queue',
          required: isWorker && !isWeb,
          check: async () => {
            if (!(await queue.isReady())) throw new Error('queue away')
          },
        },
      ],
      metrics,
      metricsToken: config.metricsToken,
    })
    const routers = [{ at: '/', handlers: [health] }, ...(isWeb ? webRouters() : [])]
    return startServer(createApp({ routers, isHttps, trustedProxies: config.trustedProxies, log }), {
      port: config.ports.web,
      variable: 'PORT',
    })
  }

  function webRouters() {
    const auth = createAuth({
      database,
      publicUrl: config.publicUrl,
      secret: config.betterAuthSecrets ?? secrets.lasting('auth').toString('hex'),
      log,
    })
    const inbox = createInboxStore({
      database,
      secrets,
      clock,
      log,
      onStored: isWorker ? inboxRelay.wake : createNotifier(database.pool, inboxChannel),
    })
    const receive = createWebhookReceiver({
      isSigned: createSignatureCheck(channelSecrets(config, secrets)),
      inbox,
      // No poll can be open yet: a vote is refused at the edge, before anything of it is kept.
      receiveVotes: async (votes) => metrics.webhookEvents.inc({ fate: 'vote_refused' }, votes.length),
      metrics,
    })
    const router = {
      ...content.routes(writing),
      ...campaigns.routes(writing),
      ...audience.routes(writing),
      ...accounts.routes(writing),
      ...ita.routes(),
    }
    const api = createApiHandler({ router, auth, database, log })
    const docs = createDocsRoutes({
      prefix: apiPrefix,
      document: () => generateApiDocument(contract),
      assetsDir: dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json')),
    })
    const media = createMediaRoute(createMediaStore(join(config.dataDir, 'media')))
    const home = createPageRoute('/', () => homePage(config))
    return [
      {
        at: '/',
        handlers: [createWebhookRoute({ receive, metrics }), media, home, audience.pages, createFontRoutes(), docs],
      },
      { at: apiPrefix, handlers: api },
    ]
  }

  async function work(): Promise<() => Promise<void>> {
    for (const schedule of [retentionSchedule, ...audienceSchedules]) await queue.schedule(schedule)
    await queue.start()
    relay.start()
    inboxRelay.start()
    sweeper.start()
    const listeners = [
      listen({ url: deps.urls.app, channel: outboxChannel, log, onNotify: relay.wake, onListening: relay.wake }),
      listen({
        url: deps.urls.app,
        channel: inboxChannel,
        log,
        onNotify: inboxRelay.wake,
        onListening: inboxRelay.wake,
      }),
    ]
    return async () => {
      await Promise.all([
        ...listeners.map((listener) => listener.close()),
        sweeper.stop(),
        relay.stop(),
        inboxRelay.stop(),
      ])
    }
  }

  return {
    /** No new requests, then no new jobs, then the database: whatever is left half-way is in rows. */
    async close() {
      await server.close()
      await stopWork()
      await queue.close()
      await Promise.all([database.close(), senderDatabase.close()])
    },
  }
}
