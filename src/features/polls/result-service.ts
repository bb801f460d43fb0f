import type { PollResult, QuestionResult } from '../../contracts/polls.ts'
import type { PollLanguage } from '../../contracts/question-steps.ts'
import { may } from '../../contracts/roles.ts'
import type { Actor } from '../../platform/auth/auth.ts'
import { calendarDay } from '../../platform/calendar-day.ts'
import type { Tx } from '../../platform/db/open-database.ts'
import { cellOf } from './cell-rules.ts'
import { textThreshold } from './flush-rules.ts'
import type { ItaFigures, PollDeps } from './needs.ts'
import * as repo from './poll-repo.ts'
import { type Frame, showQuestion, showRoomQuestion } from './result-rules.ts'
import { noteWords, writeTurnout } from './result-words.ts'
import type { PollService } from './service.ts'
import { listTally } from './spool-repo.ts'
import { turnoutOf } from './suppression-rules.ts'

export type ResultView = PollResult & {
  pollId: string
  title: string
  level: repo.PollRow['level']
  outcome: repo.PollRow['outcome']
  note: string | null
  lateReason: string | null
  nextStep: string | null
  boardHash: string | null
  ita: (ItaFigures & { note: string }) | null
}

const turnoutsShown = 6

/** The one function behind every output of results; whoever asks, the same rules hide the same things. */
export function createResultService(deps: Pick<PollDeps, 'clock' | 'findItaItems'>, { polls }: { polls: PollService }) {
  /**
   * What this reader may see now: nothing before the close, the approver first, everybody once it is released. Questions and
   * answers are in the poll's language, what is said about them in the reader's.
   */
  async function read(tx: Tx, actor: Actor, id: string, language: PollLanguage): Promise<ResultView> {
    const poll = await polls.find(tx, id)
    const note = noteFor(poll, {
      isFirst: may(actor.role, 'polls.approve'),
      language,
      today: calendarDay(deps.clock.now()),
    })
    const { questions, cuts } = note === null ? await draw(tx, poll) : hideAll(poll)
    return {
      pollId: poll.id,
      title: poll.title,
      level: poll.level,
      outcome: poll.outcome,
      note,
      lateReason: poll.resultReleasedAt ? poll.holdReason : null,
      nextStep: poll.resultReleasedAt ? poll.nextStep : null,
      boardHash: poll.boardHash,
      ita: await findIta(tx, poll, language),
      threshold: poll.threshold,
      textThreshold,
      isFinal: poll.outcome !== null,
      ...(await countTurnout(tx, poll, language)),
      questions,
      // Results by unit are for officers; a viewer sees totals.
      cuts: may(actor.role, 'polls.edit') ? cuts : [],
    }
  }

  async function findIta(tx: Tx, { itaItems }: repo.PollRow, language: PollLanguage): Promise<ResultView['ita']> {
    const figures = itaItems.length > 0 ? await deps.findItaItems(tx, itaItems) : undefined
    return figures ? { ...figures, note: noteWords.otherInstrument[language] } : null
  }

  /** What the result card shows: the whole, as everybody will see it, and nothing of it before an approver has released it. */
  async function readForCard(tx: Tx, poll: repo.PollRow): Promise<QuestionResult[]> {
    return (poll.resultReleasedAt ? await draw(tx, poll) : hideAll(poll)).questions
  }

  async function draw(tx: Tx, poll: repo.PollRow): Promise<Pick<PollResult, 'questions' | 'cuts'>> {
    const tally = await listTally(tx, poll.id)
    const frame: Frame = { language: poll.language, threshold: poll.threshold }
    if (poll.anonymity === 'room') {
      const questions = poll.questions.map((question) => showRoomQuestion(question, cellOf(tally, question.key), frame))
      return { questions, cuts: [] }
    }
    const options = poll.cut?.options ?? []
    const shown = poll.questions.map((question) => {
      const themes = poll.themes?.find((given) => given.question === question.key)?.themes ?? []
      const cells = {
        whole: cellOf(tally, question.key),
        cuts: options.map(({ key, text }) => ({ key, label: text, cell: cellOf(tally, question.key, key) })),
      }
      return showQuestion(question, cells, { ...frame, themes })
    })
    return {
      questions: shown.map(({ whole }) => whole),
      cuts: options.map(({ key, text }, place) => ({
        key,
        label: text,
        questions: shown.flatMap(({ cuts }) => cuts[place]?.result ?? []),
      })),
    }
  }

  /** While open as few would be told as single people could be told by; after the close what was published. */
  async function countTurnout(tx: Tx, poll: repo.PollRow, language: PollLanguage) {
    const { eligibleCount: eligible } = poll
    if (poll.state === 'closed') {
      const isTold = poll.outcome === 'counted'
      return {
        eligible,
        issued: isTold ? poll.issuedCount : null,
        cast: isTold ? poll.castCount : null,
        participation: isTold && poll.castCount !== null ? writeTurnout(poll.castCount, eligible, language) : null,
      }
    }
    const voters = (await listTally(tx, poll.id)).filter(({ question }) => question === '')
    const turnout = turnoutOf(Math.max(0, ...voters.map(({ count }) => count)), eligible, poll.threshold)
    const cast = turnout.kind === 'counts' ? turnout.answered : null
    const words = turnout.kind === 'over_90' ? noteWords.over90[language] : null
    return {
      eligible,
      issued: null,
      cast,
      participation: cast === null ? words : writeTurnout(cast, eligible, language),
    }
  }

  /** The last polls beside one another, by the same figures as each of them tells by itself: of those not counted nothing. */
  async function listTurnouts(tx: Tx) {
    const polls = await repo.listCounted(tx, turnoutsShown)
    return polls.map(({ id, title, closedAt, castCount, eligibleCount }) => ({
      pollId: id,
      title,
      closedAt: closedAt.toISOString(),
      cast: castCount,
      eligible: eligibleCount,
    }))
  }

  return { read, readForCard, findIta, listTurnouts }
}

export type ResultService = ReturnType<typeof createResultService>

/** What stands in place of the result; nothing where it may be seen. `isFirst`: for an approver, who sees it before the others. */
export function noteFor(
  poll: repo.PollRow,
  { isFirst, language, today }: { isFirst: boolean; language: PollLanguage; today: string },
): string | null {
  if (poll.state !== 'closed') return noteWords.open[language]
  if (poll.outcome === 'lost') return noteWords.lost[language]
  if (poll.openedAt === null) return noteWords.unopened[language]
  if (poll.outcome === null) return noteWords.counting[language]
  if (poll.outcome === 'below_threshold') return noteWords.hidden[language]
  if (poll.resultReleasedAt || isFirst) return null
  if (poll.holdReason) return noteWords.held[language](poll.holdReason)
  const isOverdue = poll.returnsOn !== null && today > poll.returnsOn
  return isOverdue ? noteWords.overdue[language](poll.returnsOn as string) : noteWords.awaiting[language]
}

function hideAll(poll: repo.PollRow): Pick<PollResult, 'questions' | 'cuts'> {
  const questions = poll.questions.map(({ key, kind, text }) => ({
    key,
    kind,
    text,
    isHidden: true,
    answered: null,
    rows: [],
    mean: null,
    band: null,
  }))
  return { questions, cuts: [] }
}
