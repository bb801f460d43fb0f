import type { AudienceSpec, MessageSpec } from '../../contracts/api/campaigns.ts'
import type { Accepted } from '../../line/client/send-messages.ts'
import type { OutgoingMessage } from '../../line/messages/outgoing-message.ts'
import type { Audit } from '../../platform/audit/audit.ts'
import type { Clock } from '../../platform/clock.ts'
import type { Database, Tx } from '../../platform/db/open-database.ts'
import type { Log } from '../../platform/log.ts'
import type { Metrics } from '../../platform/metrics.ts'
import type { JobRequest } from '../../platform/queue/queue.ts'
import type { Caps } from './cap-rules.ts'
import type { AudienceMember, AudienceSize, Precedence } from './cost-rules.ts'
import type { OfficeCalendar } from './schedule-rules.ts'
import type { Item } from './series-rules.ts'

/** What campaigns need of other features, passed in by compose.ts. */
export type CampaignNeeds = {
  /**
   * Approved groups and registered people of an audience, page by page, each chat once; unreachable ones are left out.
   * `among`: of these chats alone.
   */
  readAudience(tx: Tx, audience: AudienceSpec, among?: readonly string[]): AsyncIterable<AudienceMember[]>
  /** Of an audience whoever is gone, page by page, each chat once: groups that took the account out, people who blocked it. */
  readLost(
    tx: Tx,
    audience: AudienceSpec,
  ): AsyncIterable<{ kind: 'group' | 'person'; chatId: string; reason: 'left' | 'blocked' }[]>
  /** How many they are and what they cost, without reading them; and the ids that name nothing. */
  measureAudience(tx: Tx, audience: AudienceSpec): Promise<AudienceSize & { unknownIds: string[] }>
  /** The template and data of a message spec, and whether its card is approved; a series stands for its first approved card. */
  resolveMessage(
    tx: Tx,
    spec: MessageSpec,
  ): Promise<{ template: string; data: unknown; isApproved: boolean; version?: number; name?: string }>
  /** A series with its cards in their present order. */
  findSeries(tx: Tx, id: string): Promise<SeriesOfCards | undefined>
  /** The card at a place of a series, one taken out of it since included. */
  findSeriesItem(tx: Tx, itemId: string): Promise<{ contentId: string } | undefined>
  /** When each of these people joined; who is unknown is left out. */
  listJoinTimes(tx: Tx, chatIds: string[]): Promise<Map<string, Date>>
  /** @throws CONTENT_RULES (422) for words that no card may say. */
  checkRules(words: { title: string; data: unknown }): void
  renderCard(template: string, data: unknown): OutgoingMessage
  /** The address of a picture of what arrives; undefined where it could not be drawn now. */
  drawMessages(messages: OutgoingMessage[]): Promise<string | undefined>
  /** Lets a run's links lead through a counter. */
  countLinks(tx: Tx, runId: string, messages: OutgoingMessage[]): Promise<OutgoingMessage[]>
  listClicks(tx: Tx, runId: string): Promise<{ url: string; clicks: number }[]>
  /** What the button รับทราบ of a run carries. */
  receiptData(runId: string): string
  /** How many have tapped it, as far as that may be shown. */
  countReceipts(tx: Tx, runId: string): Promise<number | null>
  isPublicCard(card: { template: string; data: unknown }): boolean
  /** Working days, festivals and the sending window of the office, as they are now. */
  officeCalendar(tx: Tx): Promise<OfficeCalendar>
  isApprovalRequired(tx: Tx): Promise<boolean>
  /** How many runs a chat may get a day and a week; 0 is no limit. */
  sendingCaps(tx: Tx): Promise<Caps>
  /** Chats of people who want no cards in their chat, or none of these series. */
  listUnwilling(tx: Tx, muted: readonly string[]): Promise<string[]>
  findPeopleChats(tx: Tx, ids: string[]): Promise<string[]>
  /** LINE messages that a push to each of these groups costs together. */
  countMembers(tx: Tx, groupChatIds: string[]): Promise<number>
  /** Brings the month's quota up to date where it is older than that (5 min); outside transactions; never throws. */
  refreshQuota(options?: { maxAgeMs?: number }): Promise<void>
  /** Throws QUOTA_SHORT (409) for what does not fit whole into this month beside all that goes before it or with it. */
  checkQuota(tx: Tx, run: { needs: number; at: Date; rank: Precedence }): Promise<void>
  /** LINE messages to officers that are waiting to go out. */
  countOfficerMessages(tx: Tx): Promise<number>
  /** LINE messages that asking this author's approvers costs. */
  countAsked(tx: Tx, authorId: string): Promise<number>
  /** The same of a run about to start, beside those that have and those that go before it. */
  isQuotaShort(tx: Tx, run: { needs: number; rank: Precedence }): Promise<boolean>
  /** Tells everybody who may approve this author's work, or stands in for who may; each topic once. */
  askApprovers(tx: Tx, authorId: string, news: OfficerNews): Promise<void>
  tellOfficer(tx: Tx, userId: string, news: OfficerNews): Promise<void>
  findOfficerName(tx: Tx, userId: string): Promise<string | undefined>
  /** The 1:1 chat linked to an officer's account. */
  findOfficerChat(tx: Tx, userId: string): Promise<string | undefined>
  /** Throws RESULT_CARD_… (422) for a campaign that tells a poll's outcome and does not yet say all that people were promised. */
  checkResultCard(tx: Tx, campaignId: string, goesAt: Date): Promise<void>
  /** Of such a campaign: that it goes out by the day that people were promised, or says why not. Throws RESULT_CARD_LATE (422). */
  checkPromisedDay(tx: Tx, campaignId: string, goesAt: Date): Promise<void>
  /** LINE refused a push to this group for good: find out whether the bot is still in it. */
  checkGroupLater(tx: Tx, chatId: string): Promise<void>
}

export type SeriesOfCards = {
  name: string
  kind: 'playlist' | 'per_person'
  atEnd: 'complete' | 'restart'
  items: Item[]
}

/** What an officer is to hear, for LINE and as a mail. */
export type OfficerNews = { topic: string; line: OutgoingMessage[]; mail: { subject: string; text: string } }

type Sending = { messages: OutgoingMessage[]; retryKey: string; notificationDisabled?: boolean; statsUnit?: string }

/** What campaigns ask of LINE. */
export type CampaignLine = {
  push(request: Sending & { to: string }): Promise<Accepted>
  multicast(request: Sending & { to: string[] }): Promise<Accepted>
  /** Has no retry key: called once. */
  reply(request: { replyToken: string; messages: OutgoingMessage[]; notificationDisabled?: boolean }): Promise<Accepted>
  getQuota(): Promise<{ type: 'none' | 'limited'; value?: number | undefined }>
  getQuotaConsumption(): Promise<{ totalUsage: number }>
  /** Figures are null where fewer than 20 people stand behind them. */
  getUnitStatistics(of: {
    unit: string
    from: string
    to: string
  }): Promise<{ overview: { uniqueImpression?: number | null | undefined; uniqueClick?: number | null | undefined } }>
  /** Members without the bot: what one push to the group costs. */
  getGroupMemberCount(chatId: string): Promise<{ count: number }>
}

export type CampaignDeps = {
  database: Database
  /** The sender's own restricted login: it cannot read who may vote or who has. */
  senderPool: Database['pool']
  clock: Clock
  audit: Audit
  log: Log
  metrics: Metrics
  line: CampaignLine
  enqueue(tx: Tx, requests: JobRequest[]): Promise<void>
  /** Where officers find the console. */
  publicUrl: string
} & CampaignNeeds

export const startRunJob = 'start-run'
export const drainJob = 'drain'
export const planCampaignJob = 'plan-campaign'
export const approvalDueJob = 'approval-due'

export const startRunRequest = (runId: string, runAt: Date): JobRequest => ({
  job: startRunJob,
  jobId: `start-run-${runId}`,
  payload: { runId },
  runAt,
})
export const drainRequest = (runId: string): JobRequest => ({
  job: drainJob,
  jobId: `drain-${runId}`,
  payload: { runId },
})
export const planCampaignRequest = (campaignId: string): JobRequest => ({
  job: planCampaignJob,
  jobId: `plan-campaign-${campaignId}`,
  payload: { campaignId },
})
export const approvalDueRequest = (campaignId: string, runAt?: Date): JobRequest => ({
  job: approvalDueJob,
  // A job for each of the two times; what the sweeper asks for is due now.
  jobId: runAt ? `approval-due-${campaignId}-${runAt.getTime()}` : `approval-due-${campaignId}`,
  payload: { campaignId },
  ...(runAt && { runAt }),
})
