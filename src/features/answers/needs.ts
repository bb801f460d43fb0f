import type { Locale } from '../../contracts/error-words.ts'
import type { OutgoingMessage } from '../../line/messages/outgoing-message.ts'
import type { Clock } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db/open-database.ts'
import type { LibraryCard } from './search-rules.ts'

/** Who asks in a 1:1 chat: what may be shown to them, and in which language. Strangers are no staff and read Thai. */
export type Reader = { isStaff: boolean; language: Locale }

export type AnswersDeps = {
  clock: Clock
  renderCard(template: string, data: unknown): OutgoingMessage
  isPublicCard(card: { template: string; data: unknown }): boolean
  agencyName(tx: Tx): Promise<string>
  /** Where staff look the budget up; empty where the office does not say it. */
  budgetLookup(tx: Tx): Promise<Record<Locale | 'url', string>>
  findReader(tx: Tx, lineUserId: string): Promise<Reader>
  /** The yearly question where somebody works; undefined while it is not due. */
  askAboutUnit(tx: Tx, lineUserId: string): Promise<OutgoingMessage | undefined>
  /** Changes whenever an approved card appears, changes or goes. Asked with every answer, so it must cost next to nothing. */
  libraryMark(tx: Tx): Promise<string>
  /** Every approved card, newest first. */
  listApprovedCards(tx: Tx): Promise<LibraryCard[]>
  /** เรื่องวันนี้, the same card as a mention in a group gets; undefined while none is approved. */
  pickTodaysCard(tx: Tx): Promise<{ id: string } | undefined>
  /** The address of a card’s picture, once it is drawn. */
  findHero(tx: Tx, card: LibraryCard): Promise<string | undefined>
  /** Polls this person can answer now, how confidential each is, and the page or the postback that asks. */
  listOpenPolls(
    tx: Tx,
    lineUserId: string,
  ): Promise<{ title: string; levelLabel: Record<Locale, string>; opens: { url: string } | { postback: string } }[]>
  /** When the next poll that this person can answer opens; undefined while no such time is set. */
  findNextPollAt(tx: Tx, lineUserId: string): Promise<Date | undefined>
  /** The page on which this person may write an opinion without a name; undefined while the office has not opened one. */
  findFeedback(tx: Tx, lineUserId: string): Promise<{ url: string; isAnonymous: boolean } | undefined>
}
