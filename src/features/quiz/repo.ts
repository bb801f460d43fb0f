import type { Tx } from '../../platform/db/open-database.ts'
import type { AwarenessCount } from './awareness-rules.ts'
import type { Schedule } from './schedule.ts'

export type QuestionRow = {
  code: string
  cardCode: string | null
  text: string
  options: string[]
  rightOption: number
  explanation: string
  itaItems: string[]
  state: 'draft' | 'approved' | 'retired'
  authorId: string | null
  approvedAt: Date | null
  writers: string[]
  version: number
}

export type ReviewRow = Schedule & { questionCode: string }

const toDate = (week: string) => new Date(`${week}T00:00:00Z`)
const toWeek = (date: Date) => date.toISOString().slice(0, 10)

/** What its author gives of a question. */
export type QuestionDraft = Omit<QuestionRow, 'state' | 'approvedAt' | 'authorId' | 'writers' | 'version'>

/** Changes of one question are taken one after the other. */
export async function lockQuestion(tx: Tx, code: string): Promise<QuestionRow | undefined> {
  await tx.$queryRaw`SELECT code FROM quiz_question WHERE code = ${code} FOR UPDATE`
  return findQuestion(tx, code)
}

/** Other words, as a draft. */
export function replaceQuestion(
  tx: Tx,
  code: string,
  change: Partial<QuestionDraft> & { authorId: string; writers: string[] },
): Promise<QuestionRow> {
  const draft = { state: 'draft' as const, approvedBy: null, approvedAt: null, version: { increment: 1 } }
  return tx.quizQuestion.update({ where: { code }, data: { ...change, ...draft } })
}

export async function findQuestion(tx: Tx, code: string): Promise<QuestionRow | undefined> {
  return (await tx.quizQuestion.findUnique({ where: { code } })) ?? undefined
}

export function insertQuestion(tx: Tx, question: QuestionDraft & { authorId: string }): Promise<QuestionRow> {
  return tx.quizQuestion.create({ data: question })
}

export function listQuestions(
  tx: Tx,
  query: { cursor?: string; limit: number; state?: QuestionRow['state'] },
): Promise<QuestionRow[]> {
  const { cursor, limit, state } = query
  return tx.quizQuestion.findMany({
    where: { ...(cursor && { code: { gt: cursor } }), ...(state && { state }) },
    orderBy: { code: 'asc' },
    take: limit + 1,
  })
}

export function listApproved(tx: Tx): Promise<QuestionRow[]> {
  return tx.quizQuestion.findMany({ where: { state: 'approved' }, orderBy: { code: 'asc' } })
}

/** False when the question was not in one of these states any more. */
export async function moveQuestion(
  tx: Tx,
  code: string,
  move: { from: QuestionRow['state'][]; to: QuestionRow['state']; approvedBy?: string; approvedAt?: Date },
): Promise<boolean> {
  const { from, to, ...approval } = move
  const { count } = await tx.quizQuestion.updateMany({
    where: { code, state: { in: from } },
    data: { state: to, ...approval },
  })
  return count === 1
}

export async function findWeek(tx: Tx, week: string): Promise<string[] | undefined> {
  return (await tx.quizWeek.findUnique({ where: { weekOf: toDate(week) } }))?.questionCodes
}

/** Of two people who ask first at the same moment one fixes the week for both. */
export async function insertWeek(tx: Tx, week: string, questionCodes: string[]): Promise<void> {
  await tx.quizWeek.createMany({ data: [{ weekOf: toDate(week), questionCodes }], skipDuplicates: true })
}

/** The week in which each question was last asked. */
export async function listLastAsked(tx: Tx): Promise<Map<string, string>> {
  const rows = await tx.$queryRaw<{ code: string; week: Date }[]>`
    SELECT code, max(week_of) AS week FROM quiz_week, unnest(question_codes) AS code GROUP BY code`
  return new Map(rows.map(({ code, week }) => [code, toWeek(week)]))
}

export function listReviews(tx: Tx, staffId: string): Promise<ReviewRow[]> {
  return tx.quizReview.findMany({ where: { staffId }, orderBy: [{ dueAt: 'asc' }, { questionCode: 'asc' }] })
}

export async function saveReview(tx: Tx, staffId: string, questionCode: string, schedule: Schedule): Promise<void> {
  await tx.quizReview.upsert({
    where: { staffId_questionCode: { staffId, questionCode } },
    create: { staffId, questionCode, ...schedule },
    update: schedule,
  })
}

/** One more person has met the question in its week. */
export async function countAwareness(tx: Tx, week: string, questionCode: string, isRight: boolean): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO quiz_awareness (week_of, question_code, people_count, right_count)
    VALUES (${week}::date, ${questionCode}, 1, ${isRight ? 1 : 0})
    ON CONFLICT (week_of, question_code) DO UPDATE SET
      people_count = quiz_awareness.people_count + 1,
      right_count = quiz_awareness.right_count + excluded.right_count`
}

/** Counts of the weeks before this one, newest week first. A week that still runs would show each new person's answer. */
export async function listAwareness(
  tx: Tx,
  query: { before: string; weeks: number },
): Promise<(AwarenessCount & { week: string })[]> {
  const from = new Date(toDate(query.before).getTime() - query.weeks * 7 * 86_400_000)
  const rows = await tx.quizAwareness.findMany({
    where: { weekOf: { gte: from, lt: toDate(query.before) } },
    orderBy: [{ weekOf: 'desc' }, { questionCode: 'asc' }],
  })
  return rows.map(({ weekOf, ...counts }) => ({ ...counts, week: toWeek(weekOf) }))
}

export async function findStreak(tx: Tx, staffId: string): Promise<{ weeks: number; lastWeek: string } | undefined> {
  const row = await tx.quizStreak.findUnique({ where: { staffId } })
  return row ? { weeks: row.weeks, lastWeek: toWeek(row.lastWeek) } : undefined
}

export async function saveStreak(tx: Tx, staffId: string, weeks: number, week: string): Promise<void> {
  const streak = { weeks, lastWeek: toDate(week) }
  await tx.quizStreak.upsert({ where: { staffId }, create: { staffId, ...streak }, update: streak })
}
