import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { createBot } from '../../../../src/bot/create-bot.ts'
import { isPublicCard } from '../../../../src/contracts/templates.ts'
import { createAnswers } from '../../../../src/features/answers/index.ts'
import type { AnswersDeps } from '../../../../src/features/answers/needs.ts'
import { audienceJobs, createAudience } from '../../../../src/features/audience/index.ts'
import { noticeVersion } from '../../../../src/features/audience/notice.ts'
import { listCampaignsNaming } from '../../../../src/features/campaigns/cost-repo.ts'
import { findLastSent, forgetChat, withdrawChat } from '../../../../src/features/campaigns/recipient-repo.ts'
import { createContent } from '../../../../src/features/content/index.ts'
import { listTitles } from '../../../../src/features/content/repo.ts'
import { checkRules } from '../../../../src/features/content/service.ts'
import { createQuiz } from '../../../../src/features/quiz/index.ts'
import { listNames } from '../../../../src/features/series/repo.ts'
import { LineRejected } from '../../../../src/line/errors.ts'
import type { WebhookEvent } from '../../../../src/line/events/webhook-event.ts'
import { loadTemplates } from '../../../../src/line/flex/load-templates.ts'
import type { LineGroupId, LineUserId } from '../../../../src/line/ids.ts'
import type { OutgoingMessage } from '../../../../src/line/messages/outgoing-message.ts'
import { createAudit } from '../../../../src/platform/audit/audit.ts'
import { openDatabase } from '../../../../src/platform/db/open-database.ts'
import { forgetAnswers } from '../../../../src/platform/http/kept-answers.ts'
import { createLog } from '../../../../src/platform/log.ts'
import { enqueue } from '../../../../src/platform/outbox/enqueue.ts'
import { createJobRegistry } from '../../../../src/platform/queue/job-registry.ts'
import { createTestDatabase } from '../../../support/test-database.ts'

export const agency = 'สำนักงาน ก.พ.ร.'
const id = (letter: 'U' | 'C') => `${letter}${randomBytes(16).toString('hex')}`
export const newUserId = () => id('U') as LineUserId
export const newGroupId = () => id('C') as LineGroupId
/** A moment of an ordinary morning, `seconds` later. */
// Ahead of the database’s own clock, which stamps the jobs that are due at once.
export const at = (seconds = 0) => new Date(Date.UTC(2100, 10, 23, 3, 0, 0) + seconds * 1000)

const templates = loadTemplates(join(import.meta.dirname, '../../../../flex-templates'), { allowHttpLoopback: true })

/** LINE as far as the audience asks it: groups with members, and people who can be looked up. The one thing that is faked. */
function createFakeLine() {
  const groups = new Map<string, { name: string; members: Set<string> }>()
  const names = new Map<string, string>()
  const fake = {
    groups,
    names,
    calls: [] as string[],
    /** Thrown instead of the next answers, one each. */
    failures: [] as Error[],
    /** Runs while LINE has a question in hand. */
    whileAsked: async () => {},
    getGroupSummary: (groupId: string) => answer('summary', () => ({ groupName: find(groups, groupId).name })),
    getGroupMemberCount: (groupId: string) => answer('count', () => ({ count: find(groups, groupId).members.size })),
    getGroupMember: (groupId: string, userId: string) =>
      answer('member', () => {
        if (!find(groups, groupId).members.has(userId)) throw notFound()
        return { displayName: names.get(userId) ?? '' }
      }),
    getProfile: (userId: string) => answer('profile', () => ({ displayName: find(names, userId) })),
    getBotInfo: () => answer('bot', () => ({ basicId: '@012abcde' })),
  }
  async function answer<T>(call: string, make: () => T): Promise<T> {
    fake.calls.push(call)
    await fake.whileAsked()
    const failure = fake.failures.shift()
    if (failure) throw failure
    return make()
  }
  return fake
}

function find<T>(map: Map<string, T>, key: string): T {
  const found = map.get(key)
  if (found === undefined) throw notFound()
  return found
}

const notFound = () =>
  new LineRejected({ endpoint: 'GET', requestId: 'r', httpStatus: 404, lineMessage: 'Not found', details: [] })

export type Office = Awaited<ReturnType<typeof openOffice>>

/** The whole feature on a database of its own, with a bot to send events to and a way to run the jobs it asks for. */
export async function openOffice() {
  const made = await createTestDatabase()
  const log = createLog({ level: 'silent' })
  const database = openDatabase({ url: made.url, poolSize: 12, log })
  const line = createFakeLine()
  const clock = { time: at(), now: () => clock.time }
  const audit = createAudit({ database, clock })
  const audience = createAudience({
    database,
    clock,
    audit,
    log,
    line,
    enqueue,
    isOfficerChat: async () => false,
    withdrawChat,
    forgetChat,
    findLastSent,
    listUsesOf: listCampaignsNaming,
    forgetAnswers,
    listSeries: async (tx, ids) => listNames(tx, [...open.seriesUnderWay, ...ids]),
    languageChanged: async () => {
      open.languageChanges += 1
    },
    forgetMenuOf: async (_tx, lineUserId) => {
      open.menusForgotten.push(lineUserId)
    },
    renderCard: (name, data) => templates.render(name, data),
    agencyName: async () => agency,
    noticeFacts: async () => ({ agency, dpoContact: '', isConfirmed: false }),
    ownQuizRecord: (tx, staffId) => quiz.ownRecord(tx, staffId),
    findTodaysCard: async () => undefined,
    findUnitOf: async (tx, id) => (await tx.user.findUnique({ where: { id } }))?.unitId ?? null,
    publicUrl: 'http://localhost:3000',
  })
  const { findReader, findMember } = audience
  const speaking = { clock, renderCard: templates.render, agencyName: async () => agency, findReader }
  const quiz = createQuiz({ ...speaking, audit, findMember, checkRules, listCardTitles: listTitles })
  const content = createContent({
    clock,
    audit,
    renderCard: templates.render,
    templates,
    makeHero: async () => {},
    findHero: async () => undefined,
    findCuts: async () => [],
  })
  const open = {
    polls: [] as Awaited<ReturnType<AnswersDeps['listOpenPolls']>>,
    feedback: undefined as Awaited<ReturnType<AnswersDeps['findFeedback']>>,
    nextPollAt: undefined as Date | undefined,
    /** Addresses of pictures by the title of their card. */
    heroes: new Map<string, string>(),
    lookup: { th: 'ดูที่ระบบของหน่วยงาน', en: 'See the system of the office.', url: '' },
    languageChanges: 0,
    seriesUnderWay: [] as string[],
    menusForgotten: [] as string[],
  }
  const answers = createAnswers({
    ...speaking,
    askAboutUnit: audience.askAboutUnit,
    isPublicCard,
    budgetLookup: async () => open.lookup,
    libraryMark: content.libraryMark,
    listApprovedCards: content.listApprovedCards,
    pickTodaysCard: content.pickTodaysCard,
    findHero: async (_tx, { title }) => open.heroes.get(title),
    listOpenPolls: async () => open.polls,
    findFeedback: async () => open.feedback,
    findNextPollAt: async () => open.nextPollAt,
  })
  const bot = createBot()
  audience.registerBot(bot)
  quiz.registerBot(bot)
  answers.registerBot(bot)
  const jobs = createJobRegistry(audienceJobs)
  audience.registerJobs(jobs)
  jobs.verify()
  let eventCount = 0

  /** Handles one event as the inbox worker does, in a transaction, and gives the reply. */
  async function receive(event: object): Promise<OutgoingMessage[]> {
    const base = {
      webhookEventId: `e${++eventCount}`,
      happenedAt: at(),
      mode: 'active',
      isRedelivery: false,
      replyToken: 't',
    }
    const outcome = await database.transaction((tx) => bot.handle({ ...base, ...event } as unknown as WebhookEvent, tx))
    if (outcome.kind === 'skipped') throw new Error('the event was skipped')
    return outcome.reply?.messages ?? []
  }

  const inGroup = (groupId: LineGroupId, event: object) => receive({ source: { kind: 'group', groupId }, ...event })
  const from = (userId: LineUserId, event: object) => receive({ source: { kind: 'user', userId }, ...event })

  /** Runs what the outbox holds until nothing is due; returns the names of the jobs run. */
  async function runJobs(): Promise<string[]> {
    const run: string[] = []
    for (;;) {
      const [row] = await database.prisma.outboxJob.findMany({
        orderBy: { id: 'asc' },
        where: { dueAt: { lte: clock.now() } },
        take: 1,
      })
      if (!row) return run
      await database.prisma.outboxJob.delete({ where: { id: row.id } })
      const definition = jobs.find(row.job)!
      run.push(row.job)
      await definition.handler(definition.payload.parse(row.payload), {
        jobId: row.jobId,
        signal: new AbortController().signal,
      })
    }
  }

  return {
    database,
    prisma: database.prisma,
    line,
    clock,
    audience,
    audit,
    content,
    open,
    inGroup,
    from,
    runJobs,
    text: (userId: LineUserId, text: string, happenedAt = at()) =>
      from(userId, { type: 'message', messageId: '1', messageType: 'text', text, mentionsBot: false, happenedAt }),
    tap: (userId: LineUserId, data: string, happenedAt = at()) =>
      from(userId, { type: 'postback', data, params: {}, happenedAt }),
    join: (groupId: LineGroupId, happenedAt = at(), isRedelivery = false) =>
      inGroup(groupId, { type: 'join', happenedAt, isRedelivery }),
    leave: (groupId: LineGroupId, happenedAt = at()) => inGroup(groupId, { type: 'leave', happenedAt }),
    group: (lineGroupId: string) => database.prisma.group.findUnique({ where: { lineGroupId } }),
    person: (lineUserId: string) => database.prisma.staff.findUnique({ where: { lineUserId } }),
    outbox: () => database.prisma.outboxJob.findMany({ orderBy: { id: 'asc' } }),
    makeUnit: (nameTh = 'กองทดสอบ') =>
      database.prisma.unit.create({ data: { code: `u-${randomBytes(6).toString('hex')}`, nameTh, kind: 'กอง' } }),
    makeGroup: (group: { hasOutsiders?: boolean; unitId?: string; state?: 'pending' | 'approved' | 'left' } = {}) =>
      database.prisma.group.create({
        data: {
          lineGroupId: newGroupId(),
          state: 'approved',
          hasOutsiders: false,
          joinedAt: at(),
          approvedAt: at(),
          ...group,
        },
      }),
    /** Somebody who follows and has read the notice. */
    makePerson: (
      person: {
        state?: 'guest' | 'pending' | 'registered'
        unitId?: string
        unfollowedAt?: Date
        noticeVersion?: string | null
      } = {},
    ) =>
      database.prisma.staff.create({
        data: { lineUserId: newUserId(), noticeVersion, noticeAt: at(), joinedAt: at(), ...person },
      }),
    makeInvite: (unitId: string, invite: { code: string; useLimit?: number; expiresAt?: Date; revokedAt?: Date }) =>
      database.prisma.inviteCode.create({
        data: { unitId, useLimit: 50, expiresAt: at(86_400), createdBy: 'officer', ...invite },
      }),
    /** A message to this chat that has been planned and not yet tried. */
    async planMessage(chatId: string) {
      const campaign = await database.prisma.campaign.create({
        data: { name: 'x', messages: [], audience: {}, schedule: {}, authorId: 'officer' },
      })
      const run = await database.prisma.run.create({
        data: { campaignId: campaign.id, scheduledFor: at(), dueAt: at() },
      })
      const delivery = await database.prisma.delivery.create({
        data: { runId: run.id, endpoint: 'push', retryKey: crypto.randomUUID() },
      })
      const kind = chatId.startsWith('C') ? 'group' : 'person'
      const { id } = await database.prisma.recipient.create({
        data: { runId: run.id, kind, chatId, deliveryId: delivery.id },
      })
      return { read: () => database.prisma.recipient.findUniqueOrThrow({ where: { id } }) }
    },
    async close() {
      await database.close()
      await made.drop()
    },
  }
}

/** All that a reader sees of these messages. */
export function textOf(messages: OutgoingMessage[]): string {
  return messages
    .map((message) =>
      message.type === 'flex' ? JSON.stringify(message.contents) : 'text' in message ? message.text : '',
    )
    .join('\n')
}

/** The data behind the buttons, in their order. */
export function postbacksOf(messages: OutgoingMessage[]): string[] {
  return [...JSON.stringify(messages).matchAll(/"data":"([^"]+)"/g)].map((match) => match[1]!)
}

/** Behind the buttons of the welcome in Thai: that the notice is read, and the notice in English. */
export const welcomeButtons = [`notice-ack?version=${noticeVersion}&language=th`, 'notice?language=en']
