import type { OutgoingMessage } from '../../line/messages/outgoing-message.ts'
import type { Tx } from '../../platform/db/open-database.ts'
import type { QuizCards } from './cards.ts'
import type { QuizDeps } from './needs.ts'
import * as repo from './repo.ts'
import { chooseQuestions, currentStreak, nextStreak, repeatsPerWeek, startOfWeek, weekOf } from './rules.ts'
import { isToRepeat, type Schedule, scheduleNext } from './schedule.ts'
import { words } from './words.ts'

type Asker = { userId: string; tx: Tx }

/** What is left for a person this week: questions of the week first, then those they once missed. */
type Round = { week: string; weekly: string[]; unanswered: string[]; repeats: string[]; reviews: Map<string, Schedule> }

/** Three questions a week, explained at once, and those a person missed again when FSRS says that they are due. */
export function createQuizService(deps: QuizDeps, cards: QuizCards) {
  async function open({ userId, tx }: Asker) {
    const [{ language }, agency] = [await deps.findReader(tx, userId), await deps.agencyName(tx)]
    return { shown: { agency, language }, member: await deps.findMember(tx, userId) }
  }

  async function ensureWeek(tx: Tx, week: string): Promise<string[]> {
    const fixed = await repo.findWeek(tx, week)
    if (fixed) return fixed
    const chosen = chooseQuestions(await repo.listApproved(tx), await repo.listLastAsked(tx))
    // An empty week is not fixed: the first question approved in it may still be asked.
    if (chosen.length === 0) return []
    await repo.insertWeek(tx, week, chosen)
    return (await repo.findWeek(tx, week)) ?? chosen
  }

  async function openRound(tx: Tx, staffId: string): Promise<Round> {
    const now = deps.clock.now()
    const week = weekOf(now)
    const [weekly, rows] = [await ensureWeek(tx, week), await repo.listReviews(tx, staffId)]
    // One that is retired or written anew since the week was fixed is passed over, and holds up nobody's week.
    const approved = new Set((await repo.listApproved(tx)).map(({ code }) => code))
    const reviews = new Map<string, Schedule>(rows.map((row) => [row.questionCode, row]))
    const isDone = ({ reviewedAt }: Schedule) => reviewedAt >= startOfWeek(week)
    const isAnswered = (code: string) => {
      const review = reviews.get(code)
      return review !== undefined && isDone(review)
    }
    const unanswered = weekly.filter((code) => approved.has(code) && !isAnswered(code))
    // Whoever waits for one that is then withdrawn has finished the week without a last answer.
    if (unanswered.length === 0 && weekly.some(isAnswered)) await lengthenStreak(tx, staffId, week)
    const isOther = ({ questionCode }: repo.ReviewRow) => !weekly.includes(questionCode)
    const repeated = rows.filter((row) => isOther(row) && isDone(row)).length
    const due = rows
      .filter((row) => isOther(row) && approved.has(row.questionCode) && isToRepeat(row, now))
      .map(({ questionCode }) => questionCode)
    return { week, weekly, unanswered, repeats: due.slice(0, Math.max(0, repeatsPerWeek - repeated)), reviews }
  }

  /** The next question, or that there is none left this week. */
  async function next(asker: Asker): Promise<OutgoingMessage[]> {
    const { tx } = asker
    const { shown, member } = await open(asker)
    if (!member) return [cards.noticeFirst(shown)]
    const round = await openRound(tx, member.id)
    if (round.weekly.length === 0) return [cards.none(shown)]
    const [code] = [...round.unanswered, ...round.repeats]
    const question = code === undefined ? undefined : await repo.findQuestion(tx, code)
    if (question) return [cards.question(shown, question, placeIn(round, question))]
    return [cards.done(shown, currentStreak(await repo.findStreak(tx, member.id), round.week))]
  }

  /**
   * The explanation, at once. An answer counts while the question is open for this person; a button tapped again only explains, and
   * one of a card with former words asks the question as it is now.
   */
  async function pick(
    asker: Asker,
    { code, option, version }: { code: string; option: number; version: number },
  ): Promise<OutgoingMessage[]> {
    const { tx } = asker
    const { shown, member } = await open(asker)
    if (!member) return [cards.noticeFirst(shown)]
    const before = await openRound(tx, member.id)
    const question = await repo.findQuestion(tx, code)
    if (question?.state !== 'approved') return [cards.gone(shown)]
    const isRight = option === question.rightOption
    if (version !== question.version) return [cards.question(shown, question, placeIn(before, question))]
    const isWeekly = before.unanswered.includes(code)
    if (!isWeekly && !before.repeats.includes(code)) {
      const hasNext = before.unanswered.length + before.repeats.length > 0
      return [cards.explanation(shown, question, { isRight, hasNext, ending: '' })]
    }
    await repo.saveReview(tx, member.id, code, scheduleNext(before.reviews.get(code), isRight, deps.clock.now()))
    if (isWeekly) await repo.countAwareness(tx, before.week, code, isRight)
    const isLast = isWeekly && before.unanswered.length === 1
    const weeks = isLast ? await lengthenStreak(tx, member.id, before.week) : 0
    const hasNext = before.unanswered.length + before.repeats.length > 1
    const ending = isLast ? words[shown.language].finished(weeks) : ''
    return [cards.explanation(shown, question, { isRight, hasNext, ending })]
  }

  /** Once a week, however often it is asked for. */
  async function lengthenStreak(tx: Tx, staffId: string, week: string): Promise<number> {
    const weeks = nextStreak(await repo.findStreak(tx, staffId), week)
    await repo.saveStreak(tx, staffId, weeks, week)
    return weeks
  }

  /** What the quiz keeps about a person, for the person alone. */
  async function ownRecord(tx: Tx, staffId: string): Promise<Record<string, unknown>> {
    const rows = await repo.listReviews(tx, staffId)
    const schedule = rows.map(({ questionCode, dueAt, reviewedAt, reps, missCount }) => ({
      question: questionCode,
      dueAt,
      reviewedAt,
      reps,
      missCount,
    }))
    return { schedule, streak: (await repo.findStreak(tx, staffId)) ?? null }
  }

  return { next, pick, ownRecord }
}

function placeIn({ weekly }: Round, { code }: repo.QuestionRow) {
  const no = weekly.indexOf(code) + 1
  return no > 0 ? { no, count: weekly.length } : ('repeat' as const)
}

export type QuizService = ReturnType<typeof createQuizService>
