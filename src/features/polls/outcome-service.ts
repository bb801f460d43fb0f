import type { PollLanguage } from '../../contracts/question-steps.ts'
import type { OutgoingMessage } from '../../line/messages/outgoing-message.ts'
import { calendarDay } from '../../platform/calendar-day.ts'
import type { Tx } from '../../platform/db/open-database.ts'
import { daysBefore } from '../../platform/retention.ts'
import type { PollDeps } from './needs.ts'
import type { PollRow } from './poll-repo.ts'
import { noteFor } from './result-service.ts'
import { noteWords } from './result-words.ts'
import { findStaffId, listClosedSince } from './vote-repo.ts'

/** What somebody types to hear what came of the polls they were asked. */
export const outcomeWords: readonly string[] = ['ผลแบบสำรวจ', 'pollresult', 'pollresults']

const toldDays = 60
const toldAtOnce = 5

/** How the results stand, for whoever asks the bot: no figure of any, and the reason where one is late or held back. */
export function createOutcomeService(deps: Pick<PollDeps, 'clock' | 'findReader' | 'listStaffOf'>) {
  async function tell(tx: Tx, lineUserId: string): Promise<OutgoingMessage[]> {
    const { language } = await deps.findReader(tx, lineUserId)
    const asked = await listAsked(tx, lineUserId)
    const text = asked.map((poll) => `“${poll.title}”\n${stateOf(poll, language)}`).join('\n\n')
    return [{ type: 'text', text: text || words[language].none }]
  }

  /** The latest closed polls of whose audience this person is. Who was eligible is forgotten at the close, and not asked. */
  async function listAsked(tx: Tx, lineUserId: string): Promise<PollRow[]> {
    const staffId = await findStaffId(tx, lineUserId)
    const asked: PollRow[] = []
    if (staffId === undefined) return asked
    for (const poll of await listClosedSince(tx, daysBefore(deps.clock.now(), toldDays))) {
      if (asked.length === toldAtOnce) break
      const { staffIds } = await deps.listStaffOf(tx, poll.audience)
      if (staffIds.includes(staffId)) asked.push(poll)
    }
    return asked
  }

  function stateOf(poll: PollRow, language: PollLanguage): string {
    if (poll.outcome === 'lost') return noteWords.lostToPeople[language]
    const note = noteFor(poll, { isFirst: false, language, today: calendarDay(deps.clock.now()) })
    if (note !== null) return note
    const late = poll.holdReason === null ? '' : `\n${noteWords.late[language](poll.holdReason)}`
    return `${words[language].released}${late}`
  }

  return { tell }
}

export type OutcomeService = ReturnType<typeof createOutcomeService>

const words = {
  th: {
    none: 'ขณะนี้ไม่มีแบบสำรวจที่ท่านรอฟังผล',
    released: 'เผยแพร่ผลในหน่วยงานแล้ว โปรดอ่านผลในการ์ดแจ้งผลที่ส่งถึงผู้ได้รับเชิญทุกคน',
  },
  en: {
    none: 'There is no poll whose result you are waiting for.',
    released: 'The result is out. Read it on the card that goes to everybody who was asked.',
  },
} satisfies Record<PollLanguage, Record<string, string>>
