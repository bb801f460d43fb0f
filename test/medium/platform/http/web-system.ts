import { createHmac } from 'node:crypto'
import { join } from 'node:path'
import express, { type Router } from 'express'
import type { Role } from '../../../../src/contracts/roles.ts'
import { createAccounts } from '../../../../src/features/accounts/index.ts'
import { createContent } from '../../../../src/features/content/index.ts'
import { createQuiz } from '../../../../src/features/quiz/index.ts'
import { loadTemplates } from '../../../../src/line/flex/load-templates.ts'
import type { OutgoingMessage } from '../../../../src/line/messages/outgoing-message.ts'
import { createWebhookReceiver } from '../../../../src/line/receive-webhook.ts'
import { createSignatureCheck } from '../../../../src/line/signature.ts'
import { createAudit } from '../../../../src/platform/audit/audit.ts'
import { createAuth } from '../../../../src/platform/auth/auth.ts'
import { type Database, openDatabase } from '../../../../src/platform/db/open-database.ts'
import { createWriting } from '../../../../src/platform/http/api-guards.ts'
import { apiPrefix, createApiHandler } from '../../../../src/platform/http/api-handler.ts'
import { createApp } from '../../../../src/platform/http/create-app.ts'
import { createHealthRoutes } from '../../../../src/platform/http/health-routes.ts'
import { createMediaRoute } from '../../../../src/platform/http/media-route.ts'
import { createPageRoute } from '../../../../src/platform/http/page-routes.ts'
import { startServer } from '../../../../src/platform/http/start-server.ts'
import { createWebhookRoute } from '../../../../src/platform/http/webhook-route.ts'
import { createInboxStore } from '../../../../src/platform/inbox/inbox-store.ts'
import { createMediaStore } from '../../../../src/platform/media/media-store.ts'
import { createMetrics } from '../../../../src/platform/metrics.ts'
import { startInboxSystem } from '../inbox/inbox-system.ts'

export const channelSecret = 'w'.repeat(32)
export const sign = (body: string | Buffer, secret = channelSecret) =>
  createHmac('sha256', secret).update(body).digest('base64')

/** The web role without its features' bulk: webhook, media, health, three features' API, on a port of its own. */
export async function startWebSystem(options: { metricsToken?: string; databaseUrl?: string; isHttps?: boolean } = {}) {
  const system = await startInboxSystem()
  const { secrets, clock, log, folder } = system
  const database: Database = options.databaseUrl
    ? openDatabase({ url: options.databaseUrl, poolSize: 4, log })
    : system.database
  const metrics = createMetrics()
  const audit = createAudit({ database, clock })
  const auth = createAuth({
    database,
    audit,
    publicUrl: 'http://localhost',
    secrets: [{ version: 0, value: 'k'.repeat(64) }],
    log,
  })
  const templates = loadTemplates(join(import.meta.dirname, '../../../../flex-templates'), { allowHttpLoopback: true })
  const content = createContent({
    clock,
    audit,
    templates,
    makeHero: async () => {},
    findHero: async () => undefined,
    findCuts: async () => [],
    renderCard: (name, data) => templates.render(name, data) as OutgoingMessage,
  })
  const accounts = createAccounts({ audit, noticeVersion: '2026-01-01' })
  const quiz = createQuiz({
    clock,
    audit,
    checkRules: content.checkRules,
    listCardTitles: content.listTitles,
    renderCard: templates.render,
    agencyName: accounts.agencyName,
    findReader: async () => ({ language: 'th' }),
    findMember: async () => undefined,
  })
  const writing = createWriting(database)
  const media = createMediaStore(join(folder, 'media'))
  const votes: unknown[] = []
  const receive = createWebhookReceiver({
    isSigned: createSignatureCheck([channelSecret]),
    inbox: createInboxStore({ database, secrets, clock, log, onStored: () => {} }),
    hearWords: () => {},
    receiveVotes: async (some) => void votes.push(...some),
    metrics,
  })
  const health = createHealthRoutes({
    checks: [{ name: 'database', required: true, check: database.ping }],
    metrics,
    metricsToken: options.metricsToken,
  })
  const api = createApiHandler({
    router: {
      ...(await content.routes(writing)),
      ...(await accounts.routes(writing)),
      ...(await quiz.routes(writing)),
    } as never,
    auth,
    database,
    log,
  })
  const app = createApp({
    routers: [
      { at: '/', handlers: [health, createWebhookRoute({ receive, metrics }), createMediaRoute(media), failing()] },
      { at: '/', handlers: [createPageRoute('/', () => '<!doctype html><title>สุจริต</title>')] },
      { at: apiPrefix, handlers: api },
    ],
    isHttps: options.isHttps ?? false,
    trustedProxies: [],
    log,
  })
  const server = await startServer(app, { port: 0, host: '127.0.0.1', variable: 'PORT' })
  const url = `http://127.0.0.1:${server.port}`

  return {
    ...system,
    url,
    port: server.port,
    metrics,
    media,
    auth,
    audit,
    votes,
    /** Posts bytes to the webhook, signed unless a signature (or none) is given. */
    post: (body: string | Buffer, headers: Record<string, string | undefined> = {}) => {
      const all = { 'content-type': 'application/json', 'x-line-signature': sign(body), ...headers }
      const given = Object.entries(all).filter((pair): pair is [string, string] => pair[1] !== undefined)
      return fetch(`${url}/webhook`, { method: 'POST', body: body as string, headers: Object.fromEntries(given) })
    },
    countRows: () => system.database.prisma.inboxEvent.count(),
    tokenOf: async (role: Role, email = `${role}@opdc.example`) =>
      (await auth.createToken({ email, role, name: 'test', expiresInDays: 1 })).token,
    async close() {
      await server.close()
      if (database !== system.database) await database.close()
      await system.close()
    },
  }
}
export type WebSystem = Awaited<ReturnType<typeof startWebSystem>>

const failing = (): Router =>
  express.Router().get('/fails', async () => {
    throw new Error('SELECT * FROM staff failed in /srv/sucharit/src/secret.ts')
  })
