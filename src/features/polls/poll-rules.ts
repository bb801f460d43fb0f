import { z } from 'zod'
import type { PollDraft, QuestionDraft } from '../../contracts/api/poll-shapes.ts'
import { Options, Question, type QuestionKind } from '../../contracts/polls.ts'
import { calendarDay } from '../../platform/calendar-day.ts'
import { AppError } from '../../platform/errors.ts'
import { addDays } from '../../platform/local-time.ts'

export type PollState = 'draft' | 'pending_approval' | 'published' | 'open' | 'closed'

const moves = {
  submit: { from: ['draft'], to: 'pending_approval' },
  approve: { from: ['pending_approval'], to: 'published' },
  reject: { from: ['pending_approval'], to: 'draft' },
  open: { from: ['published'], to: 'open' },
  close: { from: ['published', 'open'], to: 'closed' },
} as const satisfies Record<string, { from: PollState[]; to: PollState }>
export type PollMove = keyof typeof moves

/** The state a poll takes by a move. @throws WRONG_STATE (409) with the present state. */
export function movePoll(move: PollMove, state: PollState): PollState {
  const rule = moves[move]
  if ((rule.from as readonly PollState[]).includes(state)) return rule.to
  throw wrongState(`"${move}" needs ${rule.from.join(' or ')}, not ${state}.`, state)
}

export function wrongState(message: string, state: PollState): AppError {
  return new AppError('WRONG_STATE', message, { status: 409, data: { state } })
}

/** Questions as they are stored, with short names of their own. @throws QUESTION_INVALID (422) with the fields. */
export function nameQuestions(drafts: readonly QuestionDraft[]): Question[] {
  const named = drafts.map((draft, index) => ({
    ...draft,
    key: draft.key ?? `q${index + 1}`,
    ...(draft.options && { options: nameOptions(draft.options, [index, 'options']) }),
  }))
  const { data, error } = z.array(Question).safeParse(named)
  if (!data) throw questionInvalid(error.issues.map(({ path, message }) => ({ path, message })))
  if (new Set(data.map(({ key }) => key)).size < data.length) {
    throw questionInvalid([{ path: [], message: 'two questions have the same key' }])
  }
  return data
}

type OptionDraft = string | { key?: string | undefined; text: string }

/** The one split as it is stored. @throws QUESTION_INVALID (422) */
export function nameCut({ text, options }: { text: string; options: readonly OptionDraft[] }) {
  const { data, error } = Options.safeParse(nameOptions(options, ['cut', 'options']))
  if (!data)
    throw questionInvalid(error.issues.map(({ path, message }) => ({ path: ['cut', 'options', ...path], message })))
  return { text, options: data }
}

function nameOptions(options: readonly OptionDraft[], path: (string | number)[]): { key: string; text: string }[] {
  const named = options.map((option, index) => {
    const { key, text } = typeof option === 'string' ? { key: undefined, text: option } : option
    return { key: key ?? `o${index + 1}`, text }
  })
  // Of a draft alone: what an older release published stays as it was asked.
  if (new Set(named.map(({ text }) => text)).size < named.length)
    throw questionInvalid([{ path, message: 'two options say the same' }])
  return named
}

function questionInvalid(issues: unknown[]): AppError {
  return new AppError('QUESTION_INVALID', 'A question lacks something or holds something invalid.', {
    status: 422,
    data: { issues },
  })
}

// A typed answer would stay in the chat's history, and an order or a sharing of points takes more than a tap.
const chatKinds: ReadonlySet<QuestionKind> = new Set<QuestionKind>(['single', 'scale', 'agreement', 'nps'])

type Asked = { anonymity: PollDraft['anonymity']; questions: Question[]; cut: unknown; isOfFairness: boolean }

/** @throws QUESTION_NOT_FOR_LEVEL, CUT_NOT_FOR_LEVEL, FAIRNESS_NOT_IN_ROOM (422) for what a level cannot ask. */
export function checkLevel(poll: Asked): void {
  if (poll.anonymity === 'room' && poll.isOfFairness) {
    throw new AppError('FAIRNESS_NOT_IN_ROOM', 'Fairness is not asked in a room. Use ballots.', { status: 422 })
  }
  const misplaced = poll.anonymity === 'chat' && poll.questions.find(({ kind }) => !chatKinds.has(kind))
  if (misplaced) {
    throw new AppError('QUESTION_NOT_FOR_LEVEL', `The chat cannot ask "${misplaced.kind}". Use ballots.`, {
      status: 422,
      data: { question: misplaced.key, kind: misplaced.kind },
    })
  }
  if (poll.cut && poll.anonymity !== 'ballot') {
    throw new AppError('CUT_NOT_FOR_LEVEL', 'Only ballot polls can be split.', { status: 422 })
  }
}

/** @throws THRESHOLD_LOWERED (422) with the k that is set: it may be raised before publish, never lowered. */
export function checkThreshold(before: number, after: number): void {
  if (after >= before) return
  throw new AppError('THRESHOLD_LOWERED', `k is ${before} and may only be raised. Draft another poll.`, {
    status: 422,
    data: { threshold: before },
  })
}

type Times = { opensAt: Date | null; closesAt: Date | null; returnsOn: string | null }

/** Opening before closing before the day of return, and none of what is to come in the past. @throws POLL_TIMES_INVALID (422) */
export function checkTimes({ opensAt, closesAt, returnsOn }: Times, now: Date): void {
  const isInOrder =
    (!closesAt || closesAt > now) &&
    (!opensAt || !closesAt || opensAt < closesAt) &&
    (!returnsOn || returnsOn >= calendarDay(closesAt ?? now))
  if (!isInOrder) throw new AppError('POLL_TIMES_INVALID', 'The times are not in order.', { status: 422 })
}

export const returnsAfterWorkingDays = 7

/** The day by which people are told: seven working days after the close. */
export function dayOfReturn(closesAt: Date, isWorkingDay: (day: string) => boolean): string {
  let day = calendarDay(closesAt)
  for (let left = returnsAfterWorkingDays; left > 0; ) {
    day = addDays(day, 1)
    if (isWorkingDay(day)) left -= 1
  }
  return day
}

/** Whether the campaign of a card is on its way or has been sent: one on the desk tells nobody. */
export const isUnderWay = (campaign: string | undefined): boolean =>
  campaign !== undefined && !['draft', 'pending_approval', 'cancelled'].includes(campaign)

const lateAfterMs = 15 * 60_000

/** A poll that would open later than announced waits for a person, as a run does. */
export const opensTooLate = (opensAt: Date, now: Date): boolean => now.getTime() - opensAt.getTime() > lateAfterMs

const drawnShare = 0.6

/** Drawing ahead separates names from answers only if most have drawn. */
export const haveEnoughDrawn = (drawn: number, eligible: number): boolean => drawn >= eligible * drawnShare
