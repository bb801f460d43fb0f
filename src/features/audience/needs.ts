import type { OutgoingMessage } from '../../line/messages/outgoing-message.ts'
import type { Audit } from '../../platform/audit/audit.ts'
import type { Clock } from '../../platform/clock.ts'
import type { Database, Tx } from '../../platform/db/open-database.ts'
import type { Log } from '../../platform/log.ts'
import type { JobRequest } from '../../platform/queue/queue.ts'
import type { NoticeFacts } from './notice.ts'

/** What the audience asks of LINE, from jobs and routes only: never inside a transaction. 404 is `LineRejected`. */
export type AudienceLine = {
  getGroupSummary(groupId: string): Promise<{ groupName: string }>
  getGroupMemberCount(groupId: string): Promise<{ count: number }>
  getGroupMember(groupId: string, userId: string): Promise<{ displayName: string }>
  getProfile(userId: string): Promise<{ displayName: string }>
  getBotInfo(): Promise<{ basicId: string }>
}

export type AudienceDeps = {
  database: Database
  clock: Clock
  audit: Audit
  log: Log
  line: AudienceLine
  enqueue(tx: Tx, requests: JobRequest[]): Promise<void>
  renderCard(template: string, data: unknown): OutgoingMessage
  /** Whether an officer has linked this chat to their account. */
  isOfficerChat(tx: Tx, lineUserId: string): Promise<boolean>
  /** Takes a chat out of everything that has not been tried yet; of a person who has gone, ends an officer's link too. */
  withdrawChat(tx: Tx, chatId: string, reason: string): Promise<void>
  /** Erasure: rows of what was sent keep their counts and forget the chat. */
  forgetChat(tx: Tx, chatId: string): Promise<void>
  /** Erasure: answers kept for Idempotency-Keys that show the row go with it. */
  forgetAnswers(tx: Tx, id: string): Promise<void>
  /** Campaigns and polls that name a saved audience and have not ended; drafts are not submitted yet. */
  listUsesOf(tx: Tx, savedAudienceId: string): Promise<{ id: string; isSubmitted: boolean }[]>
  /** When a card last reached each of these chats; a chat that never got one is left out. */
  findLastSent(tx: Tx, chatIds: readonly string[]): Promise<Map<string, Date>>
  agencyName(tx: Tx): Promise<string>
  /** What the office itself adds to the privacy notice. */
  noticeFacts(tx: Tx): Promise<NoticeFacts>
  /** The person's own quiz: when which question is due, and their streak. Erased with their row. */
  ownQuizRecord(tx: Tx, staffId: string): Promise<Record<string, unknown>>
  /** เรื่องวันนี้: an approved card that anybody may see; undefined while there is none. */
  findTodaysCard(tx: Tx): Promise<OutgoingMessage | undefined>
  /** The unit of a coordinator; null for everybody else, and for a coordinator who has none yet. */
  findUnitOf(tx: Tx, userId: string): Promise<string | null>
  /** Series sent to people's own chats now, and those of these ids. */
  listSeries(tx: Tx, ids: readonly string[]): Promise<{ id: string; name: string }[]>
  /** Somebody reads another language from now on. */
  languageChanged(tx: Tx): Promise<void>
  /** Somebody whose menu was not the default one is erased. */
  forgetMenuOf(tx: Tx, lineUserId: string): Promise<void>
  publicUrl: string
  /** Opens the 1:1 chat with the code typed in. Left out: LINE's own address of the account. */
  addFriendUrl?(code: string): Promise<string>
}
