import { randomBytes, randomUUID } from 'node:crypto'
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import type { AudienceSpec, MessageSpec, ScheduleSpec } from '../../src/contracts/api/campaigns.ts'
import type { Role } from '../../src/contracts/roles.ts'
import type { TemplateName } from '../../src/contracts/templates.ts'
import { loadTemplates } from '../../src/line/flex/load-templates.ts'
import type { OutgoingMessage } from '../../src/line/messages/outgoing-message.ts'
import type { Actor } from '../../src/platform/auth/auth.ts'
import type { Tx } from '../../src/platform/db/open-database.ts'
import { createWriting } from '../../src/platform/http/api-guards.ts'
import { createApiHandler } from '../../src/platform/http/api-handler.ts'
import { createApp } from '../../src/platform/http/create-app.ts'
import { createLog } from '../../src/platform/log.ts'
import { type OfficeOptions, wireCampaigns } from './wire-campaigns.ts'

const templates = loadTemplates(join(import.meta.dirname, '../../flex-templates'), { allowHttpLoopback: true })
const log = createLog({ level: 'silent' })

/**
 * Campaigns with real cards and a real audience on a real database (both logins), with the real client against a simulator of
 * its own. Jobs are run by hand; the clock stands still until a test turns it.
 */
export async function openCampaignOffice(options: OfficeOptions = {}) {
  const wired = await wireCampaigns(options)
  const { simulator, testDatabase, database, senderPool, clock, turnClock, office, secrets, secretsDir } = wired
  const { audit, metrics, line, renderCard, checkedGroups, content, series, quota, links, receipts, officers } = wired
  const { campaigns, calendar, audience, bot, runJob, handleJob } = wired
  const chatIds = new Map<string, string>()
  const writing = createWriting(database)
  const actors = new Map<string, Actor>()
  const app = createApp({
    routers: [
      { at: '/', handlers: [links.pages] },
      {
        at: '/api/v1',
        handlers: createApiHandler({
          router: {
            ...(await content.routes(writing)),
            ...(await series.routes(writing)),
            ...(await campaigns.routes(writing)),
            ...(await calendar.routes(writing)),
            ...(await audience.routes(writing)),
            ...(await quota.routes(writing)),
            ...(await officers.routes(writing)),
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
  async function hireOfficer(role: Role, { isLinked = true, login = {} }: { isLinked?: boolean; login?: object } = {}) {
    const hired = hire(role)
    const { userId } = hired
    actors.set(hired.bearer, {
      userId,
      role,
      via: 'session',
      sessionId: userId,
      signedInAt: new Date(),
      owesSecondFactor: false,
      hasSecondFactor: true,
      ...login,
    })
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
    senderPool,
    testDatabase,
    chatIds,
    checkedGroups,
    content,
    campaigns,
    audit,
    metrics,
    people,
    hire,
    hireOfficer,
    bot,
    officers,
    audience,
    renderCard,
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
    turnClock,
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
      if (JSON.stringify(campaign.message ?? '').includes('poll-invite')) return invite(campaign)
      return call(author, '/campaigns', {
        name: campaign.name ?? 'ทดสอบการส่ง',
        message: campaign.message ?? sampleMessage('dos-donts'),
        audience: campaign.audience,
        schedule: campaign.schedule ?? { kind: 'now' },
        ...(campaign.notify !== undefined && { notify: campaign.notify }),
        ...(campaign.urgent !== undefined && { urgent: campaign.urgent }),
        ...(campaign.chatsPerMinute !== undefined && { chatsPerMinute: campaign.chatsPerMinute }),
        ...(campaign.spreadMinutes !== undefined && { spreadMinutes: campaign.spreadMinutes }),
        ...(campaign.rideMinutes !== undefined && { rideMinutes: campaign.rideMinutes }),
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
      await Promise.all([database.close(), senderPool.end()])
      await simulator.close()
      await testDatabase.drop()
      rmSync(secretsDir, { recursive: true, force: true })
    },
  }
  return inOffice

  /** As the polls feature drafts the invitation to a poll, which no officer may by hand. */
  async function invite({ message = [], audience, schedule = { kind: 'now' } }: DraftRequest) {
    const actor = { userId: people.editor.userId, role: 'editor', via: 'token' } as const
    const sending = { urgent: false, notify: false, receipt: false, chatsPerMinute: null, spreadMinutes: null }
    const body = await database.transaction((tx) =>
      campaigns.create(tx, actor, {
        ...{ name: 'เชิญตอบแบบสำรวจ', messages: [message].flat(), schedule, rideMinutes: null, ...sending },
        audience: { via: 'groups', ...audience },
      }),
    )
    return { status: 201, body }
  }

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
  name?: string
  audience: Partial<AudienceSpec>
  message?: MessageSpec | MessageSpec[]
  schedule?: ScheduleSpec
  notify?: boolean
  urgent?: boolean
  chatsPerMinute?: number
  spreadMinutes?: number
  rideMinutes?: number
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
