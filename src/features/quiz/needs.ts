import type { Locale } from '../../contracts/error-words.ts'
import type { OutgoingMessage } from '../../line/messages/outgoing-message.ts'
import type { Audit } from '../../platform/audit/audit.ts'
import type { Clock } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db/open-database.ts'

type RuleExcepted = 'FIGURE_WITHOUT_SOURCE' | 'SMALL_GIFT' | 'DISCIPLINE'

export type QuizDeps = {
  clock: Clock
  audit: Audit
  /** @throws CONTENT_RULES (422) for words that no card may say, but for the rules excepted. */
  checkRules(words: { title: string; data: unknown }, except: RuleExcepted[]): void
  /** Titles of the library's cards by their stable codes; unknown ones are left out. */
  listCardTitles(tx: Tx, codes: string[]): Promise<Map<string, string>>
  renderCard(template: string, data: unknown): OutgoingMessage
  agencyName(tx: Tx): Promise<string>
  findReader(tx: Tx, lineUserId: string): Promise<{ language: Locale }>
  /** The person's row, when they have read the notice in force: only then may a schedule of theirs be kept. */
  findMember(tx: Tx, lineUserId: string): Promise<{ id: string } | undefined>
}
