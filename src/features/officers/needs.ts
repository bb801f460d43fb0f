import type { Locale } from '../../contracts/error-words.ts'
import type { Push } from '../../line/client/send-messages.ts'
import type { OutgoingMessage } from '../../line/messages/outgoing-message.ts'
import type { Audit } from '../../platform/audit/audit.ts'
import type { Clock } from '../../platform/clock.ts'
import type { Database, Tx } from '../../platform/db/open-database.ts'
import type { Log } from '../../platform/log.ts'
import type { Mailer } from '../../platform/mail/create-mailer.ts'
import type { JobRequest } from '../../platform/queue/queue.ts'

export type OfficerDeps = {
  database: Database
  clock: Clock
  audit: Audit
  log: Log
  line: { push(request: Push): Promise<unknown> }
  /** Undefined: no mail server is set. */
  mailer: Mailer | undefined
  enqueue(tx: Tx, requests: JobRequest[]): Promise<void>
  /** Opens the 1:1 chat with the bot and a text typed in; asks LINE, so never in a transaction. */
  addFriendUrl(text: string): Promise<string>
  findReader(tx: Tx, lineUserId: string): Promise<{ language: Locale }>
}

/** What an officer is to hear, in both forms; which of them is used is decided when it is sent. */
export type OfficerNews = {
  /** What it is about and on which occasion: `campaign-approval:<id>:<time>`. A person is told a topic once. */
  topic: string
  line: OutgoingMessage[]
  mail: { subject: string; text: string }
}

export const tellOfficerJob = 'tell-officer'

export const tellOfficerRequest = (messageId: string, runAt?: Date): JobRequest => ({
  job: tellOfficerJob,
  jobId: `tell-officer-${messageId}`,
  payload: { messageId },
  ...(runAt && { runAt }),
})
