import { calendarDay } from '../../platform/calendar-day.ts'
import type { Tx } from '../../platform/db/open-database.ts'
import { AppError } from '../../platform/errors.ts'
import type { PollDeps } from './needs.ts'
import * as repo from './poll-repo.ts'

/** The day by which people were promised to hear does not pass in silence: whoever shows or drafts what came out says why so late. */
export function createLateService(deps: Pick<PollDeps, 'checkRules' | 'clock'>) {
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

  /** A result card that goes out then says what the office will do, why it comes late, and all that came out. @throws RESULT_CARD_… (422) */
  async function checkResultCard(tx: Tx, campaignId: string, goesAt: Date): Promise<void> {
    const poll = await repo.findPollOfCard(tx, campaignId)
    if (!poll) return
    if (poll.nextStep === null)
      throw refuse('RESULT_CARD_BLANK', 'What the office will do is missing: fill it in on the page of the poll.')
    checkDay(poll, goesAt)
    if (!poll.cardHasResult)
      throw refuse('RESULT_CARD_BEHIND', 'Themes were written since: it follows in a moment, or is drafted anew.')
  }

  /**
   * A card that was submitted in time may be approved or let go after the day. The reason is written by its author, and approved with
   * the card: nobody adds to it what no second person has read. @throws RESULT_CARD_LATE (422)
   */
  async function checkPromisedDay(tx: Tx, campaignId: string, goesAt: Date): Promise<void> {
    const poll = await repo.findPollOfCard(tx, campaignId)
    if (poll) checkDay(poll, goesAt)
  }

  function checkDay(poll: repo.PollRow, goesAt: Date): void {
    if (isLate(poll, goesAt) && poll.holdReason === null)
      throw refuse('RESULT_CARD_LATE', 'It would go out after the promised day: draft it anew with the reason.')
  }

  return { checkReason, whyLate, checkResultCard, checkPromisedDay }
}

export type LateService = ReturnType<typeof createLateService>

const refuse = (code: string, message: string) => new AppError(code, message, { status: 422 })
