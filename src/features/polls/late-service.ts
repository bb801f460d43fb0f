import type { MessageSpec } from '../../contracts/api/campaigns.ts'
import type { Actor } from '../../platform/auth/auth.ts'
import { calendarDay } from '../../platform/calendar-day.ts'
import type { Tx } from '../../platform/db/open-database.ts'
import { AppError } from '../../platform/errors.ts'
import type { PollDeps } from './needs.ts'
import * as repo from './poll-repo.ts'
import { withLateReason } from './result-messages.ts'
import type { PollService } from './service.ts'

/** The day by which people were promised to hear passes in silence nowhere: whoever shows, drafts or lets go what came out says why so late. */
export function createLateService(
  deps: Pick<PollDeps, 'checkRules' | 'clock'>,
  { polls }: { polls: Pick<PollService, 'record'> },
) {
  const isLate = ({ returnsOn }: repo.PollRow, at = deps.clock.now()) =>
    returnsOn !== null && calendarDay(at) > returnsOn

  /** What stands in place of the result, and on the card where it comes late, whose source and year stand there. @throws CONTENT_RULES (422) */
  const checkReason = (reason: string) => deps.checkRules({ title: '', data: reason }, ['FIGURE_WITHOUT_SOURCE'])

  /** Why people are told so late, past the promised day. @throws RELEASE_REASON_NEEDED (422) unless a reason stands there already. */
  function whyLate(poll: repo.PollRow, given?: string): string | null {
    if (!isLate(poll)) return null
    const reason = given ?? poll.holdReason
    if (reason === null)
      throw refuse('RELEASE_REASON_NEEDED', 'The promised day has passed: say why it is told so late.')
    checkReason(reason)
    return reason
  }

  /** A result card says what the office will do, why it comes late, and all that came out. @throws RESULT_CARD_… (422) */
  async function checkResultCard(tx: Tx, campaignId: string): Promise<void> {
    const poll = await repo.findPollOfCard(tx, campaignId)
    if (!poll) return
    if (poll.nextStep === null)
      throw refuse('RESULT_CARD_BLANK', 'What the office will do is missing: fill it in on the page of the poll.')
    if (isLate(poll) && poll.holdReason === null)
      throw refuse('RESULT_CARD_LATE', 'The promised day has passed: draft it anew with the reason why so late.')
    if (!poll.cardHasResult)
      throw refuse('RESULT_CARD_BEHIND', 'Themes were written since: it follows in a moment, or is drafted anew.')
  }

  /**
   * The same of a card that was submitted in time and goes out late. Undefined: there is nothing to add to it; else how it reads with
   * the reason. Locks the poll, as whoever drafts the card does before its campaign. @throws RELEASE_REASON_NEEDED, CONTENT_RULES (422)
   */
  async function explainDelay(
    tx: Tx,
    actor: Actor,
    campaignId: string,
    { goesAt, reason }: { goesAt: Date; reason?: string | undefined },
  ): Promise<((messages: MessageSpec[]) => MessageSpec[]) | undefined> {
    const found = await repo.findPollOfCard(tx, campaignId)
    const poll = found && (await repo.lockPoll(tx, found.id))
    if (!poll || poll.holdReason !== null || !isLate(poll, goesAt)) return undefined
    if (reason === undefined)
      throw refuse('RELEASE_REASON_NEEDED', 'It goes out after the promised day: say why people are told so late.')
    checkReason(reason)
    await repo.updatePoll(tx, poll.id, { holdReason: reason })
    await polls.record(tx, actor, 'poll.late_reason', poll.id, { campaignId, reason })
    return (messages) => withLateReason(messages, reason, poll.language)
  }

  return { checkReason, whyLate, checkResultCard, explainDelay }
}

export type LateService = ReturnType<typeof createLateService>

const refuse = (code: string, message: string) => new AppError(code, message, { status: 422 })
