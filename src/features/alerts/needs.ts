import type { AlertCode } from '../../contracts/alert-words.ts'
import type { OutgoingMessage } from '../../line/messages/outgoing-message.ts'
import type { Clock } from '../../platform/clock.ts'
import type { Database, Tx } from '../../platform/db/open-database.ts'
import type { Log } from '../../platform/log.ts'
import type { Mailer } from '../../platform/mail/create-mailer.ts'

/** `lastAt`, of what happens at a moment: when it last did. It is told anew each time. */
export type Found = { detail?: string; lastAt?: Date }

/** Looks whether something is wrong: undefined when all is well. A look that fails tells nothing, either way. */
export type AlertSource = { code: AlertCode; look(): Promise<Found | undefined> }

export type AlertNews = { topic: string; line: OutgoingMessage[]; mail: { subject: string; text: string } }

export type AlertDeps = {
  database: Database
  clock: Clock
  log: Log
  publicUrl: string
  sources: readonly AlertSource[]
  /** Addresses that are told; none: every owner. */
  alertTo: readonly string[]
  mailer: Mailer | undefined
  renderCard(template: string, data: unknown): OutgoingMessage
  /** Officers by these addresses, or every owner, in LINE or by mail; gives back the addresses that are no officer's. */
  tellOfficersAt(tx: Tx, emails: readonly string[], news: AlertNews): Promise<string[]>
}
