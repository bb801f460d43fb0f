import type { KeyObject } from 'node:crypto'
import type { AudienceSpec, MessageSpec, ScheduleSpec } from '../../contracts/api/campaigns.ts'
import type { Picture, PictureFormat } from '../../contracts/api/pictures.ts'
import type { OutgoingMessage } from '../../line/messages/outgoing-message.ts'
import type { Audit } from '../../platform/audit/audit.ts'
import type { Actor } from '../../platform/auth/auth.ts'
import type { Clock } from '../../platform/clock.ts'
import type { Database, Tx } from '../../platform/db/open-database.ts'
import type { Log } from '../../platform/log.ts'
import type { Metrics } from '../../platform/metrics.ts'
import type { JobRequest } from '../../platform/queue/queue.ts'
import type { KeyFolders } from '../../platform/secrets/key-folders.ts'

export type CampaignRequest = {
  name: string
  messages: MessageSpec[]
  audience: AudienceSpec
  schedule: ScheduleSpec
  urgent: boolean
  notify: boolean
}

/** Published figures of an ITA year, item by item. */
export type ItaFigures = {
  fiscalYear: number
  items: { no: string; titleTh: string; instrument: string; score: number }[]
}

/** What polls need of other features, passed in by compose. */
export type PollNeeds = {
  /** The registered staff that an audience stands for, and the ids in it that name nothing. */
  listStaffOf(tx: Tx, audience: AudienceSpec): Promise<{ staffIds: string[]; unknownIds: string[] }>
  officeCalendar(tx: Tx): Promise<{ isWorkingDay(day: string): boolean }>
  isApprovalRequired(tx: Tx): Promise<boolean>
  agencyName(tx: Tx): Promise<string>
  /** In which language a person is spoken to, where no poll says it. */
  findReader(tx: Tx, lineUserId: string): Promise<{ language: 'th' | 'en' }>
  /** Drafts a campaign, which is then approved and sent as any other. */
  createCampaign(tx: Tx, actor: Actor, campaign: CampaignRequest): Promise<{ id: string }>
  /** How campaigns stand, by their ids; of those that are not there, nothing. */
  findCampaignStates(tx: Tx, ids: string[]): Promise<ReadonlyMap<string, string>>
  reviseCampaign(tx: Tx, actor: Actor, id: string, change: { messages: MessageSpec[] }): Promise<unknown>
  /** @throws CONTENT_RULES (422) for words that no card may say. */
  checkRules(words: { title: string; data: unknown }, except: 'FIGURE_WITHOUT_SOURCE'[]): void
  /** Figures of the newest ITA year that has them. */
  findItaItems(tx: Tx, itemNos: readonly string[]): Promise<ItaFigures | undefined>
  /** Asks for a picture of figures that may be shown as they are. */
  makePicture(
    tx: Tx,
    actor: Actor,
    order: { template: 'poll-result'; data: unknown; format: PictureFormat },
  ): Promise<Picture>
  /** Has the picture drawn that goes at the head of this card. */
  makeHero(tx: Tx, card: { template: 'poll-result'; data: unknown }): Promise<void>
  /** LINE's address of the 1:1 chat with this text typed in; asks LINE the first time, so never first in a transaction. */
  chatUrl(text: string): Promise<string>
  /** Where a ballot poll is answered: the same address for everybody. */
  ballotUrl(poll: { id: string; fingerprint: string }): string
  /** Gives a poll its open room, in the transaction that publishes it. */
  createRoom(tx: Tx, pollId: string): Promise<void>
  /** Screens of its room are told that a poll has opened or closed; called after the commit. */
  wakeRoom(pollId: string): void
}

export type PollDeps = {
  database: Database
  clock: Clock
  audit: Audit
  log: Log
  metrics: Metrics
  keyFolders: KeyFolders
  /** A key for events that were seen, kept in memory only as their hash. */
  eventKey: KeyObject
  /** Whether page B has a hostname of its own. */
  isBallotHostApart: boolean
  /** Whether a LIFF app is set up, without which nobody could draw a ballot. */
  canDrawBallots: boolean
  enqueue(tx: Tx, requests: JobRequest[]): Promise<void>
  renderCard(template: string, data: unknown): OutgoingMessage
  /** One call, never repeated: the reply to a vote. */
  sendReply(reply: { replyToken: string; messages: OutgoingMessage[] }): Promise<'accepted' | 'refused' | 'unclear'>
} & PollNeeds

export const settlePollJob = 'settle-poll'
export const draftResultJob = 'draft-result'

export const settlePollRequest = (pollId: string, runAt?: Date): JobRequest => ({
  job: settlePollJob,
  jobId: `settle-poll-${pollId}`,
  payload: { pollId },
  ...(runAt && { runAt }),
})

export const draftResultRequest = (pollId: string): JobRequest => ({
  job: draftResultJob,
  jobId: `draft-result-${pollId}`,
  payload: { pollId },
})
