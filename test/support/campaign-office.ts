import { randomBytes, randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createBot } from '../../src/bot/create-bot.ts'
import type { AudienceSpec, MessageSpec, ScheduleSpec } from '../../src/contracts/api/campaigns.ts'
import type { Role } from '../../src/contracts/roles.ts'
import { isPublicTemplate, type TemplateName } from '../../src/contracts/templates.ts'
import { createAudience } from '../../src/features/audience/index.ts'
import { createCalendar } from '../../src/features/calendar/index.ts'
import { campaignJobs, createCampaigns } from '../../src/features/campaigns/index.ts'
import type { CampaignDeps, CampaignLine } from '../../src/features/campaigns/needs.ts'
import { createContent } from '../../src/features/content/index.ts'
import { createLinks } from '../../src/features/links/index.ts'
import { createOfficers, officerJobs } from '../../src/features/officers/index.ts'
import { createQuota } from '../../src/features/quota/index.ts'
import { createReceipts } from '../../src/features/receipts/index.ts'
import { createSeries } from '../../src/features/series/index.ts'
import { createAddFriendUrl } from '../../src/line/add-friend-url.ts'
import { createLineClient } from '../../src/line/client/create-line-client.ts'
import { createFixedToken } from '../../src/line/client/tokens.ts'
import { connectLine } from '../../src/line/connect-line.ts'
import { loadTemplates } from '../../src/line/flex/load-templates.ts'
import type { OutgoingMessage } from '../../src/line/messages/outgoing-message.ts'
import { createAudit } from '../../src/platform/audit/audit.ts'
import type { Actor } from '../../src/platform/auth/auth.ts'
import { openDatabase, type Tx } from '../../src/platform/db/open-database.ts'
import { createWriting, forgetAnswers } from '../../src/platform/http/api-guards.ts'
import { createApiHandler } from '../../src/platform/http/api-handler.ts'
import { createApp } from '../../src/platform/http/create-app.ts'
import { createLog } from '../../src/platform/log.ts'
import type { Mailer } from '../../src/platform/mail/create-mailer.ts'
import { createMetrics } from '../../src/platform/metrics.ts'
import { enqueue } from '../../src/platform/outbox/enqueue.ts'
import { createPace } from '../../src/platform/pace/create-pace.ts'
import { createLaneStore } from '../../src/platform/pace/lane-store.ts'
import { createJobRegistry } from '../../src/platform/queue/job-registry.ts'
import { createSecrets } from '../../src/platform/secrets/secrets.ts'
import { createTestDatabase } from './test-database.ts'
import { startTestSimulator, testChannel } from './test-simulator.ts'

const templates = loadTemplates(join(import.meta.dirname, '../../flex-templates'), { allowHttpLoopback: true })
const log = createLog({ level: 'silent' })

/**
 * Campaigns with real cards and a real audience on a real database (both logins), with the real client against a simulator of
 * its own. Jobs are run by hand; the clock stands still until a test turns it.
 */
export async function openCampaignOffice(
  options: {
    deadlineMs?: number
    callsPerSecond?: { push?: number; multicast?: number }
    needs?: Partial<CampaignDeps>
    wrapLine?: (line: CampaignLine) => CampaignLine
    mailer?: Mailer
  } = {},
) {
  const simulator = await startTestSimulator()
  await simulator.control('/settings', { limits: 'off' })
  const testDatabase = await createTestDatabase()
  const database = openDatabase({ url: testDatabase.url, poolSize: 12, log })
  const senderDatabase = openDatabase({ url: testDatabase.senderUrl, poolSize: 4, log })

  let nowMs = Date.now()
  const clock = { now: () => new Date(nowMs) }
  const metrics = createMetrics()
  const audit = createAudit({ database, clock })
  const lineOptions = { apiUrl: simulator.url, dataApiUrl: simulator.url, log }
  const connected = connectLine({
    ...lineOptions,
    access: { kind: 'long-lived', token: testChannel.accessToken },
    clock,
    metrics,
    pace: createPace({ store: createLaneStore(database.pool), perSecond: options.callsPerSecond ?? {} }),
  })
  const line =
    options.deadlineMs === undefined
      ? connected
      : createLineClient({
          ...lineOptions,
          tokens: createFixedToken(testChannel.accessToken),
          deadlineMs: options.deadlineMs,
        })

  const chatIds = new Map<string, string>()
  const checkedGroups: string[] = []
  const office = { isApprovalRequired: true, caps: { perDay: 0, perWeek: 0 } }
  const renderCard = (name: string, data: unknown) => templates.render(name, data) as OutgoingMessage
  const content = createContent({
    clock,
    audit,
    renderCard,
    templates,
    makeHero: async () => {},
    findHero: async () => undefined,
    findCuts: async () => [],
  })
  const series = createSeries({ clock, audit, listCards: content.listCards })
  const quota = createQuota({
    clock,
    audit,
    log,
    line: options.wrapLine?.(line) ?? line,
    countComingCosts: (tx, before) => campaigns.countComingCosts(tx, before),
    countEveryone: async (tx, via) => (await audience.measureAudience(tx, { everyone: true, via })).messages,
  })
  const secretsDir = mkdtempSync(join(tmpdir(), 'office-secrets-'))
  const secrets = createSecrets(secretsDir)
  const links = createLinks({ database, publicUrl: 'http://localhost:3000' })
  const receipts = createReceipts({ clock, secrets, isRegistered: (tx, userId) => audience.isRegistered(tx, userId) })
  const officers = createOfficers({
    database,
    clock,
    audit,
    log,
    line,
    mailer: options.mailer,
    enqueue,
    addFriendUrl: createAddFriendUrl(connected),
  })
  const deps: CampaignDeps = {
    database,
    senderDatabase,
    clock,
    audit,
    log,
    metrics,
    line: options.wrapLine?.(line) ?? line,
    enqueue,
    renderCard,
    isPublicTemplate: (name) => isPublicTemplate(name as TemplateName),
    publicUrl: 'http://localhost:3000',
    askApprovers: officers.askApprovers,
    tellOfficer: officers.tellOfficer,
    findOfficerName: officers.findName,
    resolveMessage: (tx, spec) => series.resolveMessage(tx, spec, content.resolveMessage),
    findSeries: series.findSeries,
    countLinks: links.countLinks,
    listClicks: links.listClicks,
    receiptData: receipts.buttonData,
    countReceipts: receipts.countReceipts,
    findSeriesItem: series.findItem,
    listJoinTimes: (tx, chatIds) => audience.listJoinTimes(tx, chatIds),
    officeCalendar: (tx) => calendar.officeCalendar(tx),
    isApprovalRequired: async () => office.isApprovalRequired,
    sendingCaps: async () => office.caps,
    readAudience: (tx, spec) => audience.readAudience(tx, spec),
    measureAudience: (tx, spec) => audience.measureAudience(tx, spec),
    listUnwilling: (tx, series) => audience.listUnwilling(tx, series),
    findPeopleChats: (tx, ids) => audience.findPeopleChats(tx, ids),
    countMembers: (tx, chatIds) => audience.countMembers(tx, chatIds),
    refreshQuota: quota.refresh,
    checkQuota: quota.checkFits,
    isQuotaShort: quota.isShortFor,
    async checkGroupLater(tx, chatId) {
      checkedGroups.push(chatId)
      await audience.checkGroupLater(tx, chatId)
    },
    ...options.needs,
  }
  const campaigns = createCampaigns(deps)
  const calendar = createCalendar({ clock, audit, moveRuns: campaigns.moveRuns })
  const audience = createAudience({
    database,
    clock,
    audit,
    log,
    line: connected,
    enqueue,
    renderCard,
    publicUrl: 'http://localhost:3000',
    agencyName: async () => 'หน่วยงานทดสอบ',
    noticeFacts: async () => ({ agency: 'หน่วยงานทดสอบ', dpoContact: '', isConfirmed: false }),
    ownQuizRecord: async () => ({}),
    findTodaysCard: content.findTodaysCard,
    async withdrawChat(tx, chatId, reason) {
      await campaigns.withdrawChat(tx, chatId, reason)
      if (reason === 'blocked' || reason === 'erased') await officers.unlinkChat(tx, chatId, reason)
    },
    forgetChat: campaigns.forgetChat,
    listCampaignsNaming: campaigns.listCampaignsNaming,
    forgetAnswers,
  })
  const jobs = createJobRegistry([...campaignJobs, ...officerJobs])
  campaigns.registerJobs(jobs)
  officers.registerJobs(jobs)
  jobs.verify()

  const bot = createBot()
  officers.registerBot(bot)
  receipts.registerBot(bot)
  audience.registerBot(bot)

  const runJob = (name: string, runId: string, signal?: AbortSignal) => handleJob(name, { runId }, signal)

  async function handleJob(name: string, payload: object, signal = new AbortController().signal): Promise<void> {
    const job = jobs.find(name)
    if (!job) throw new Error(`There is no job ${name}.`)
    await job.handler(job.payload.parse(payload), { jobId: `${name}-${randomUUID()}`, signal })
  }

  const writing = createWriting(database)
  const actors = new Map<string, Actor>()
  const app = createApp({
    routers: [
      { at: '/', handlers: [links.pages] },
      {
        at: '/api/v1',
        handlers: createApiHandler({
          router: {
            ...content.routes(writing),
            ...series.routes(writing),
            ...campaigns.routes(writing),
            ...calendar.routes(writing),
            ...audience.routes(writing),
            ...quota.routes(writing),
            ...officers.routes(writing),
          },
          auth: { findActor: async (bearer) => actors.get(bearer) },
          listPrincipals: officers.listPrincipals,
          database,
          log,
        }),
      },
    ],
    isHttps: false,
    trustedProxies: [],
    log,
  })
  const server = app.listen(0, '127.0.0.1')
  await new Promise((resolve) => server.once('listening', resolve))
  const { port } = server.address() as { port: number }

  /** A person of the office and their token. */
  function hire(role: Role): { bearer: string; userId: string } {
    const bearer = randomUUID()
    const userId = randomUUID()
    actors.set(bearer, { userId, role, via: 'token' })
    return { bearer, userId }
  }

  async function call(
    who: { bearer: string },
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
    method = body === undefined ? 'GET' : 'POST',
  ) {
    const response = await fetch(`http://127.0.0.1:${port}/api/v1${path}`, {
      method,
      headers: { authorization: `Bearer ${who.bearer}`, 'content-type': 'application/json', ...headers },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
    // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of many shapes.
    return { status: response.status, body: (await response.json()) as any }
  }

  /** As `hire`, with an account: somebody who can be asked, told and named; `isLinked`, in a LINE chat of their own. */
  async function hireOfficer(role: Role, { isLinked = true } = {}) {
    const hired = hire(role)
    const { userId } = hired
    const email = `${userId}@office.example`
    await database.prisma.user.create({ data: { id: userId, email, name: `เจ้าหน้าที่ ${userId.slice(0, 4)}`, role } })
    const lineUserId = isLinked ? ((await addUsers(1))[0] as string) : undefined
    if (lineUserId) await database.prisma.officerLine.create({ data: { userId, lineUserId, linkedAt: clock.now() } })
    return { ...hired, email, lineUserId: lineUserId ?? '' }
  }

  const people = { editor: hire('editor'), approver: hire('approver'), owner: hire('owner') }

  const inOffice = {
    simulator,
    database,
    senderDatabase,
    testDatabase,
    chatIds,
    checkedGroups,
    campaigns,
    audit,
    people,
    hire,
    hireOfficer,
    bot,
    officers,
    receipts,
    secrets,
    baseUrl: `http://127.0.0.1:${port}`,
    handleJob,
    /** A file of the API, as a browser would save it. */
    async download(who: { bearer: string }, path: string, headers: Record<string, string> = {}) {
      const answer = await fetch(`http://127.0.0.1:${port}/api/v1${path}`, {
        headers: { authorization: `Bearer ${who.bearer}`, ...headers },
      })
      return { status: answer.status, headers: answer.headers, bytes: Buffer.from(await answer.arrayBuffer()) }
    },
    dismiss: (who: { bearer: string }) => actors.delete(who.bearer),
    call,
    runJob,
    /** Runs every message to officers that is due, until none is. */
    async tellOfficers(): Promise<void> {
      for (const { id } of await database.prisma.officerMessage.findMany({ where: { state: 'queued' } }))
        await handleJob('tell-officer', { messageId: id })
    },
    /** What LINE delivered to a person. */
    async told(lineUserId: string): Promise<{ retryKey: string; messages: OutgoingMessage[] }[]> {
      const items = (await simulator.ledger()) as {
        to: string | string[]
        retryKey: string
        messages: OutgoingMessage[]
      }[]
      return items.filter(({ to }) => [to].flat().includes(lineUserId))
    },
    planCampaign: (campaignId: string) => handleJob('plan-campaign', { campaignId }),
    clock,
    line,
    turnClock(byMs: number) {
      nowMs += byMs
    },
    requireApproval(isRequired: boolean) {
      office.isApprovalRequired = isRequired
    },

    limitChats(caps: { perDay: number; perWeek: number }) {
      office.caps = caps
    },

    /** An approved group with this many members, known here and to the simulator. */
    async addGroup(group: { members?: number; hasOutsiders?: boolean } = {}): Promise<string> {
      const lineGroupId = await simulator.group(await addUsers(group.members ?? 1))
      const hasOutsiders = group.hasOutsiders ?? false
      const { id } = await database.prisma.group.create({ data: { lineGroupId, state: 'approved', hasOutsiders } })
      chatIds.set(id, lineGroupId)
      return id
    },
    async addPeople(count: number): Promise<string[]> {
      return addStaff(await addUsers(count))
    },
    /** A person LINE knows nothing of: it refuses any multicast that names them. */
    async addStranger(lineUserId = `U${randomBytes(16).toString('hex')}`): Promise<string> {
      return (await addStaff([lineUserId]))[0] as string
    },
    /** The group has thrown the bot out, before anything was planned for it. */
    async loseGroup(id: string): Promise<void> {
      await database.prisma.group.update({ where: { id }, data: { state: 'left' } })
    },
    chatIdOf: (id: string) => chatIds.get(id) as string,

    async draft(campaign: DraftRequest, author = people.editor) {
      return call(author, '/campaigns', {
        name: 'ทดสอบการส่ง',
        message: campaign.message ?? sampleMessage('dos-donts'),
        audience: campaign.audience,
        schedule: campaign.schedule ?? { kind: 'now' },
        ...(campaign.notify !== undefined && { notify: campaign.notify }),
        ...(campaign.urgent !== undefined && { urgent: campaign.urgent }),
        ...(campaign.chatsPerMinute !== undefined && { chatsPerMinute: campaign.chatsPerMinute }),
        ...(campaign.spreadMinutes !== undefined && { spreadMinutes: campaign.spreadMinutes }),
      })
    },

    /** Drafted, submitted, approved by another person: the campaign's id and its run's. */
    async schedule(campaign: DraftRequest): Promise<{ campaignId: string; runId: string }> {
      const { id } = expectStatus(201, await inOffice.draft(campaign))
      expectStatus(200, await call(people.editor, `/campaigns/${id}/submit`, {}))
      const { runs } = expectStatus(200, await call(people.approver, `/campaigns/${id}/approve`, {}))
      return { campaignId: id, runId: runs[0].id }
    },

    /** As `schedule`, and planned: its deliveries are due. */
    async plan(campaign: DraftRequest) {
      const scheduled = await inOffice.schedule(campaign)
      await runJob('start-run', scheduled.runId)
      return scheduled
    },
    drain: (runId: string, signal?: AbortSignal) => runJob('drain', runId, signal),
    /** Steers as the approver does: `steer('/runs/<id>/pause')`. */
    steer: (path: string) => call(people.approver, path, {}),
    async seeCampaign(id: string) {
      return expectStatus(200, await call(people.editor, `/campaigns/${id}`))
    },
    run: (id: string) => database.prisma.run.findUniqueOrThrow({ where: { id } }),
    deliveries: (runId: string) => database.prisma.delivery.findMany({ where: { runId }, orderBy: { id: 'asc' } }),
    recipients: (runId: string) => database.prisma.recipient.findMany({ where: { runId }, orderBy: { id: 'asc' } }),
    /** What LINE delivered to each of these chats: the retry key and the messages of every accepted request. */
    async arrivals(ids: string[]): Promise<{ retryKey: string; messages: unknown[] }[][]> {
      const items = (await simulator.ledger()) as { to: string | string[]; retryKey: string; messages: unknown[] }[]
      return ids.map(inOffice.chatIdOf).map((chatId) => items.filter(({ to }) => [to].flat().includes(chatId)))
    },
    async counts(ids: string[]): Promise<number[]> {
      return (await inOffice.arrivals(ids)).map((items) => items.length)
    },
    withdraw: (chatId: string, reason: string) =>
      database.transaction((tx) => campaigns.withdrawChat(tx, chatId, reason)),
    transaction: <T>(work: (tx: Tx) => Promise<T>) => database.transaction(work),

    async close() {
      await new Promise((resolve) => server.close(resolve))
      await Promise.all([database.close(), senderDatabase.close()])
      await simulator.close()
      await testDatabase.drop()
      rmSync(secretsDir, { recursive: true, force: true })
    },
  }
  return inOffice

  async function addUsers(count: number): Promise<string[]> {
    const wanted = Array.from({ length: count }, (_, index) => ({ displayName: `คนที่ ${index + 1}`, isFriend: true }))
    const { items } = await simulator.control('/users', wanted)
    return items.map(({ userId }: { userId: string }) => userId)
  }

  async function addStaff(lineUserIds: string[]): Promise<string[]> {
    const data = lineUserIds.map((lineUserId) => ({ lineUserId, state: 'registered' as const }))
    const rows = await database.prisma.staff.createManyAndReturn({ data, select: { id: true, lineUserId: true } })
    for (const { id, lineUserId } of rows) chatIds.set(id, lineUserId)
    return rows.map(({ id }) => id)
  }
}

export type CampaignOffice = Awaited<ReturnType<typeof openCampaignOffice>>
export type DraftRequest = {
  audience: Partial<AudienceSpec>
  message?: MessageSpec | MessageSpec[]
  schedule?: ScheduleSpec
  notify?: boolean
  urgent?: boolean
  chatsPerMinute?: number
  spreadMinutes?: number
}

export const sampleMessage = (template: TemplateName): MessageSpec => ({
  template,
  data: templates.sampleOf(template) as Record<string, unknown>,
})

/** The body, when the answer is as expected. */
export function expectStatus<T>(status: number, answer: { status: number; body: T }): T {
  if (answer.status === status) return answer.body
  throw new Error(`Answered ${answer.status}, not ${status}: ${JSON.stringify(answer.body)}`)
}
