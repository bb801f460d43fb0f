import { contract } from '../contracts/api/index.ts'
import { cardImportPaths } from '../features/content/index.ts'
import { createQueues } from '../features/queues/index.ts'
import { uploadPaths } from '../features/uploads/index.ts'
import { createWebhookReceiver } from '../line/receive-webhook.ts'
import { createSignatureCheck } from '../line/signature.ts'
import { createWriting } from '../platform/http/api-guards.ts'
import { apiPrefix, createApiHandler, generateApiDocument } from '../platform/http/api-handler.ts'
import { createBuiltPage } from '../platform/http/built-page.ts'
import { createConsoleRoute } from '../platform/http/console-route.ts'
import type { AppParts } from '../platform/http/create-app.ts'
import { createFontRoutes } from '../platform/http/font-routes.ts'
import { createMediaRoute } from '../platform/http/media-route.ts'
import { createDocsRoutes, createPageRoute } from '../platform/http/page-routes.ts'
import { createSignInRoutes } from '../platform/http/sign-in-routes.ts'
import { createWebhookRoute } from '../platform/http/webhook-route.ts'
import { createInboxStore } from '../platform/inbox/inbox-store.ts'
import { createNotifier } from '../platform/notifier.ts'
import { enqueue } from '../platform/outbox/enqueue.ts'
import { channelSecrets } from './channel.ts'
import type { Features } from './features.ts'
import { homePage } from './home-page.ts'
import type { Platform } from './platform.ts'
import { webPage } from './web-page.ts'
import { inboxChannel, type Worker } from './worker.ts'

/** Webhook, API and pages, in the order in which they are asked. */
export async function createWebRouters(
  platform: Platform,
  features: Features,
  worker: Worker,
): Promise<AppParts['routers']> {
  const { config } = platform
  const docs = createDocsRoutes({ prefix: apiPrefix, document: () => generateApiDocument(contract) })
  const media = createMediaRoute(platform.media)
  const about = createPageRoute('/about', (locale) => homePage(config, locale))
  const builtPages = ['screen', 'join'].map((name) => createBuiltPage(name, webPage(name)))
  const signIn = createSignInRoutes({
    auth: platform.auth,
    pool: platform.database.pool,
    publicUrl: config.publicUrl,
    isDemo: platform.isDemo,
    hasLine: config.login !== undefined,
    log: platform.log,
  })
  const console = createConsoleRoute({ webDir: webPage('console'), publicUrl: config.publicUrl })
  return [
    {
      at: '/',
      handlers: [
        webhook(platform, features, worker),
        media,
        about,
        signIn,
        features.audience.pages,
        features.links.pages,
        features.pictures.pages,
        features.sharing.pages, // before page A, which answers for all of /liff/
        features.draw.pages,
        ...builtPages,
        createFontRoutes(),
        docs,
      ],
    },
    { at: apiPrefix, handlers: [features.rooms.edge(), ...(await api(platform, features, worker))] },
    { at: '/', handlers: [console] }, // last: its pages answer whatever address a person opens
  ]
}

function webhook(platform: Platform, { campaigns, polls }: Features, worker: Worker) {
  const { config, database, secrets, metrics } = platform
  const inbox = createInboxStore({
    ...platform,
    onStored: config.roles.has('worker') ? worker.wakeInbox : createNotifier(database.pool, inboxChannel),
  })
  const receive = createWebhookReceiver({
    isSigned: createSignatureCheck(channelSecrets(config, secrets)),
    inbox,
    receiveVotes: polls.receiveVotes,
    hearWords: campaigns.hear,
    metrics,
  })
  return createWebhookRoute({ receive, metrics })
}

async function api(platform: Platform, features: Features, worker: Worker) {
  const {
    accounts,
    alerts,
    audience,
    budget,
    digest,
    calendar,
    campaigns,
    content,
    ita,
    officers,
    pictures,
    polls,
    quiz,
    quota,
    rooms,
    series,
    setup,
    sharing,
    uploads,
    users,
  } = features
  const { config, database, auth, log } = platform
  const writing = createWriting(database)
  // Made here, not among the features: the queue is built from them.
  const queues = createQueues({ ...platform, ...worker, enqueue })
  const router = {
    ...(await content.routes(writing)),
    ...(await series.routes(writing)),
    ...(await pictures.routes(writing)),
    ...(await uploads.routes(writing)),
    ...(await budget.routes(writing)),
    ...(await digest.routes(writing)),
    ...(await campaigns.routes(writing)),
    ...(await calendar.routes(writing)),
    ...(await polls.routes(writing)),
    ...(await audience.routes(writing)),
    ...(await quota.routes(writing)),
    ...(await quiz.routes(writing)),
    ...(await rooms.routes(writing)),
    ...(await accounts.routes(writing)),
    ...(await users.routes(writing)),
    ...(await officers.routes(writing)),
    ...(await ita.routes(writing)),
    ...(await alerts.routes()),
    ...(await queues.routes(writing)),
    ...(await setup.routes()),
    ...(await sharing.routes()),
  }
  return createApiHandler({
    router,
    auth,
    database,
    publicUrl: config.publicUrl,
    roomyPaths: [...uploadPaths, ...cardImportPaths],
    log,
    listPrincipals: officers.listPrincipals,
  })
}
