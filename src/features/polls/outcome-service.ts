import type { PollLanguage } from '../../contracts/question-steps.ts'
import type { OutgoingMessage } from '../../line/messages/outgoing-message.ts'
import { calendarDay } from '../../platform/calendar-day.ts'
import type { Tx } from '../../platform/db/open-database.ts'
import { AppError } from '../../platform/errors.ts'
import { daysBefore } from '../../platform/retention.ts'
import type { PollDeps } from './needs.ts'
import type { PollRow } from './poll-repo.ts'
import { isUnderWay } from './poll-rules.ts'
import { noteFor } from './result-service.ts'
import { noteWords } from './result-words.ts'
import { findStaffId, listClosedSince } from './vote-repo.ts'

/** What somebody types to hear what came of the polls they were asked. */
export const outcomeWords: readonly string[] = ['ผลแบบสำรวจ', 'pollresult', 'pollresults']

const toldDays = 60
const lookedAt = 50 // polls: of each the whole audience is read
const toldOf = 5

/** How the results stand, for whoever asks the bot: no figure of any, and the reason where one is late or held back. */
export function createOutcomeService(
  deps: Pick<PollDeps, 'clock' | 'findReader' | 'listStaffOf' | 'findCampaignStates'>,
) {
  async function tell(tx: Tx, lineUserId: string): Promise<OutgoingMessage[]> {
    const { language } = await deps.findReader(tx, lineUserId)
    const asked = await listAsked(tx, lineUserId)
    const cards = await deps.findCampaignStates(
      tx,
      asked.flatMap(({ resultCampaignId }) => resultCampaignId ?? []),
    )
    const text = asked
      .map((poll) => `“${poll.title}”\n${stateOf(poll, cards.get(poll.resultCampaignId ?? ''), language)}`)
      .join('\n\n')
    return [{ type: 'text', text: text || words[language].none }]
  }

  /** Of the closed polls the latest of whose audience this person is. Who was eligible is forgotten at the close, and not asked. */
  async function listAsked(tx: Tx, lineUserId: string): Promise<PollRow[]> {
    const staffId = await findStaffId(tx, lineUserId)
    const asked: PollRow[] = []
    if (staffId === undefined) return asked
    for (const poll of await listClosedSince(tx, daysBefore(deps.clock.now(), toldDays), lookedAt)) {
      if (asked.length === toldOf) break
      if ((await listStaff(tx, poll)).includes(staffId)) asked.push(poll)
    }
    return asked
  }

  /** Nobody where the audience has grown past what is listed: the other polls are still told of. */
  async function listStaff(tx: Tx, { audience }: PollRow): Promise<string[]> {
    try {
      return (await deps.listStaffOf(tx, audience)).staffIds
    } catch (error) {
      if (error instanceof AppError && error.code === 'POLL_AUDIENCE_TOO_LARGE') return []
      throw error
    }
  }

  function stateOf(poll: PollRow, card: string | undefined, language: PollLanguage): string {
    const late = poll.holdReason === null ? [] : [noteWords.late[language](poll.holdReason)]
    if (poll.outcome === 'lost') return [noteWords.lostToPeople[language], ...late].join('\n')
    const today = calendarDay(deps.clock.now())
    const note = noteFor(poll, { isFirst: false, language, today })
    if (note !== null) return note
    const said = words[language][isUnderWay(card) ? 'released' : 'making']
    const isOverdue = late.length === 0 && !isUnderWay(card) && poll.returnsOn !== null && today > poll.returnsOn
    return [said, ...late, ...(isOverdue ? [noteWords.cardOverdue[language](poll.returnsOn ?? '')] : [])].join('\n')
  }

  return { tell }
}

export type OutcomeService = ReturnType<typeof createOutcomeService>

const words = {
  th: {
    none: 'ขณะนี้ไม่มีแบบสำรวจที่ท่านรอฟังผล',
    making: 'เผยแพร่ผลในหน่วยงานแล้ว หน่วยงานกำลังจัดทำการ์ดแจ้งผล',
    released: 'เผยแพร่ผลในหน่วยงานแล้ว โปรดอ่านผลในการ์ดแจ้งผลที่ส่งถึงผู้ได้รับเชิญทุกคน',
  },
  en: {
    none: 'There is no poll whose result you are waiting for.',
    making: 'The result is out. The office is preparing the card that tells of it.',
    released: 'The result is out. Read it on the card that goes to everybody who was asked.',
  },
} satisfies Record<PollLanguage, Record<string, string>>
