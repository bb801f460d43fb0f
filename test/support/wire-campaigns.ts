import { randomUUID } from 'node:crypto'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createBot } from '../../src/bot/create-bot.ts'
import { isPublicCard } from '../../src/contracts/templates.ts'
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
import { createAudit } from '../../src/platform/audit/audit.ts'
import { openDatabase } from '../../src/platform/db/open-database.ts'
import { openPool } from '../../src/platform/db/open-pool.ts'
import { forgetAnswers } from '../../src/platform/http/kept-answers.ts'
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

export type OfficeOptions = {
  deadlineMs?: number
  callsPerSecond?: { push?: number; multicast?: number }
  needs?: Partial<CampaignDeps>
  wrapLine?: (line: CampaignLine) => CampaignLine
  wrapPool?: (pool: CampaignDeps['senderPool']) => CampaignDeps['senderPool']
  mailer?: Mailer
}

/** Campaigns with all they need, wired as the product wires them, on a database and a simulator of their own. */
export async function wireCampaigns(options: OfficeOptions) {
  const simulator = await startTestSimulator()
  await simulator.control('/settings', { limits: 'off' })
  const testDatabase = await createTestDatabase()
  const database = openDatabase({ url: testDatabase.url, poolSize: 12, log })
  const senderPool = openPool({ url: testDatabase.senderUrl, poolSize: 4, log, byIndexOnly: true })

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

  const checkedGroups: string[] = []
  const office = { isApprovalRequired: true, caps: { perDay: 0, perWeek: 0 } }
  const renderCard = templates.renderMessage
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
  const links = createLinks({ database, publicUrl: 'http://localhost:3000', lineApiUrl: 'https://api.line.me' })
  const receipts = createReceipts({
    clock,
    secrets,
    isRegistered: (tx, userId) => audience.isRegistered(tx, userId),
    findReader: (tx, userId) => audience.findReader(tx, userId),
  })
  const officers = createOfficers({
    database,
    clock,
    audit,
    log,
    line,
    mailer: options.mailer,
    enqueue,
    addFriendUrl: createAddFriendUrl(connected),
    findReader: (tx, userId) => audience.findReader(tx, userId),
  })
  const deps: CampaignDeps = {
    database,
    senderPool: options.wrapPool?.(senderPool) ?? senderPool,
    clock,
    audit,
    log,
    metrics,
    line: options.wrapLine?.(line) ?? line,
    enqueue,
    renderCard,
    checkRules: content.checkRules,
    isPublicCard,
    publicUrl: 'http://localhost:3000',
    askApprovers: officers.askApprovers,
    tellOfficer: officers.tellOfficer,
    findOfficerName: officers.findName,
    findOfficerChat: officers.findChat,
    countOfficerMessages: officers.countWaitingForLine,
    countAsked: officers.countAsked,
    resolveMessage: (tx, spec) => series.resolveMessage(tx, spec, content.resolveMessage),
    findSeries: series.findSeries,
    drawMessages: async () => undefined, // real ones take a process that most tests have no use for
    countLinks: links.countLinks,
    listClicks: links.listClicks,
    receiptData: receipts.buttonData,
    countReceipts: receipts.countReceipts,
    findSeriesItem: series.findItem,
    listJoinTimes: (tx, chatIds) => audience.listJoinTimes(tx, chatIds),
    officeCalendar: (tx) => calendar.officeCalendar(tx),
    isApprovalRequired: async () => office.isApprovalRequired,
    sendingCaps: async () => office.caps,
    readAudience: (tx, spec, among) => audience.readAudience(tx, spec, among),
    readLost: (tx, spec) => audience.readLost(tx, spec),
    measureAudience: (tx, spec) => audience.measureAudience(tx, spec),
    listUnwilling: (tx, series) => audience.listUnwilling(tx, series),
    findPeopleChats: (tx, ids) => audience.findPeopleChats(tx, ids),
    countMembers: (tx, chatIds) => audience.countMembers(tx, chatIds),
    refreshQuota: quota.refresh,
    checkQuota: quota.checkFits,
    isQuotaShort: quota.isShortFor,
    checkResultCard: async () => {},
    checkPromisedDay: async () => {},
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
    findUnitOf: async () => null,
    findTodaysCard: content.findTodaysCard,
    isOfficerChat: (tx, lineUserId) => officers.isOfficerChat(tx, lineUserId),
    async withdrawChat(tx, chatId, reason) {
      await campaigns.withdrawChat(tx, chatId, reason)
      if (reason === 'blocked' || reason === 'erased') await officers.unlinkChat(tx, chatId, reason)
    },
    forgetChat: campaigns.forgetChat,
    findLastSent: campaigns.findLastSent,
    listUsesOf: campaigns.listCampaignsNaming,
    forgetAnswers,
    listSeries: async (_tx, ids) => ids.map((id) => ({ id, name: id })),
    languageChanged: async () => {},
    forgetMenuOf: async () => {},
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

  return {
    simulator,
    testDatabase,
    database,
    senderPool,
    clock,
    turnClock(byMs: number) {
      nowMs += byMs
    },
    audit,
    metrics,
    line,
    renderCard,
    office,
    checkedGroups,
    secrets,
    secretsDir,
    content,
    series,
    quota,
    links,
    receipts,
    officers,
    campaigns,
    calendar,
    audience,
    bot,
    runJob,
    handleJob,
  }
}
