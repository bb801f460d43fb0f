import type { Actor } from '../../platform/auth/auth.ts'
import { chooseAuthority } from '../../platform/auth/choose-authority.ts'
import type { Tx } from '../../platform/db/open-database.ts'
import { AppError } from '../../platform/errors.ts'
import { type AwarenessCount, showItem, showQuestion } from './awareness-rules.ts'
import type { QuizDeps } from './needs.ts'
import * as repo from './repo.ts'
import { weekOf } from './rules.ts'

const weeksShown = 13 // a quarter

/** Questions, drafted by one person and approved by another, and what the office knows, as far as it may be shown. */
export function createQuestionService(deps: Pick<QuizDeps, 'audit' | 'clock' | 'checkRules' | 'listCardTitles'>) {
  async function create(tx: Tx, actor: Actor, draft: repo.QuestionDraft): Promise<repo.QuestionRow> {
    checkWords(draft)
    if (await repo.findQuestion(tx, draft.code)) {
      throw new AppError('QUESTION_EXISTS', `There is a question ${draft.code} already. Choose another code.`, {
        status: 409,
      })
    }
    const question = await repo.insertQuestion(tx, { ...draft, authorId: actor.userId })
    await deps.audit.record(tx, { actorId: actor.userId, action: 'quiz.create', subject: draft.code })
    return question
  }

  /** @throws CHANGED_MEANWHILE (409) when somebody has changed it since it was read; WRONG_STATE when it is retired. */
  async function update(
    tx: Tx,
    actor: Actor,
    { code, version, ...change }: Partial<repo.QuestionDraft> & { code: string; version: number },
  ): Promise<repo.QuestionRow> {
    const before = (await repo.lockQuestion(tx, code)) ?? notThere(code)
    refuseOtherVersion(before, version)
    if (before.state === 'retired') throw wrongState(before, 'changed')
    checkWords({ ...before, ...change })
    const since = before.state === 'approved' ? [] : [...before.writers, ...(before.authorId ? [before.authorId] : [])]
    const writers = [...new Set([...since, actor.userId])]
    const after = await repo.replaceQuestion(tx, code, { ...change, authorId: actor.userId, writers })
    const data = { version: after.version, was: before.state }
    await deps.audit.record(tx, { actorId: actor.userId, action: 'quiz.update', subject: code, data })
    return after
  }

  /** A wrong option may say what is wrong: that is what the question is about. Year and source of a figure are on its card. */
  function checkWords({
    text,
    options,
    rightOption,
    explanation,
  }: Pick<repo.QuestionRow, 'text' | 'options' | 'rightOption' | 'explanation'>) {
    const wrong = options.filter((_, place) => place !== rightOption)
    deps.checkRules({ title: text, data: [options[rightOption], explanation] }, ['FIGURE_WITHOUT_SOURCE'])
    deps.checkRules({ title: '', data: wrong }, ['FIGURE_WITHOUT_SOURCE', 'SMALL_GIFT', 'DISCIPLINE'])
  }

  /** Approves the words that the approver has seen. @throws CHANGED_MEANWHILE, OWN_WORK, WRONG_STATE */
  async function approve(
    tx: Tx,
    actor: Actor,
    { code, version }: { code: string; version?: number | undefined },
  ): Promise<repo.QuestionRow> {
    const question = (await repo.lockQuestion(tx, code)) ?? notThere(code)
    if (version !== undefined) refuseOtherVersion(question, version)
    const standsFor = chooseAuthority(actor, [question.authorId, ...question.writers])
    const approval = { approvedBy: actor.userId, approvedAt: deps.clock.now() }
    return move(tx, actor, code, { from: ['draft'], to: 'approved', ...approval }, standsFor)
  }

  /** No longer asked; what was counted of it stays. */
  const retire = (tx: Tx, actor: Actor, code: string) =>
    move(tx, actor, code, { from: ['draft', 'approved'], to: 'retired' })

  async function move(
    tx: Tx,
    actor: Actor,
    code: string,
    move: Parameters<typeof repo.moveQuestion>[2],
    standsFor?: string,
  ) {
    const before = await get(tx, code)
    if (!(await repo.moveQuestion(tx, code, move))) throw wrongState(before, move.to)
    const data = standsFor === undefined ? {} : { data: { standsFor } }
    await deps.audit.record(tx, { actorId: actor.userId, action: `quiz.${move.to}`, subject: code, ...data })
    return get(tx, code)
  }

  async function get(tx: Tx, code: string): Promise<repo.QuestionRow> {
    return (await repo.findQuestion(tx, code)) ?? notThere(code)
  }

  /** Weeks that are over, newest first. */
  async function listAwareness(tx: Tx) {
    const counts = await repo.listAwareness(tx, { before: weekOf(deps.clock.now()), weeks: weeksShown })
    const questions = new Map<string, repo.QuestionRow>()
    for (const code of new Set(counts.map(({ questionCode }) => questionCode))) {
      const question = await repo.findQuestion(tx, code)
      if (question) questions.set(code, question)
    }
    const cardCodes = [...questions.values()].flatMap(({ cardCode }) => cardCode ?? [])
    const known = { questions, titles: await deps.listCardTitles(tx, [...new Set(cardCodes)]) }
    return [...Map.groupBy(counts, ({ week }) => week)].map(([week, ofWeek]) => showWeek(week, ofWeek, known))
  }

  return { create, update, approve, retire, list: repo.listQuestions, listAwareness }
}

export type QuestionService = ReturnType<typeof createQuestionService>

function refuseOtherVersion({ code, version }: repo.QuestionRow, seen: number): void {
  if (version === seen) return
  throw new AppError('CHANGED_MEANWHILE', `The question ${code} is at version ${version}, not ${seen}.`, {
    status: 409,
    data: { version },
  })
}

const wrongState = ({ state }: repo.QuestionRow, to: string) =>
  new AppError('WRONG_STATE', `A question that is ${state} cannot be ${to}.`, { status: 409, data: { state } })

function notThere(code: string): never {
  throw new AppError('NOT_FOUND', `There is no question ${code}.`, { status: 404 })
}

type Known = { questions: ReadonlyMap<string, repo.QuestionRow>; titles: ReadonlyMap<string, string> }

function showWeek(week: string, counts: AwarenessCount[], { questions, titles }: Known) {
  const itemsOf = ({ questionCode }: AwarenessCount) => questions.get(questionCode)?.itaItems ?? []
  const cardOf = ({ questionCode }: AwarenessCount) => questions.get(questionCode)?.cardCode ?? undefined
  const items = [...new Set(counts.flatMap(itemsOf))].toSorted()
  const cards = [...new Set(counts.flatMap((count) => cardOf(count) ?? []))].toSorted()
  return {
    week,
    questions: counts.map((count) => ({
      code: count.questionCode,
      cardCode: questions.get(count.questionCode)?.cardCode ?? null,
      text: questions.get(count.questionCode)?.text ?? '',
      ...showQuestion(count),
    })),
    items: items.map((item) => ({ item, ...showItem(counts.filter((count) => itemsOf(count).includes(item))) })),
    cards: cards.map((code) => ({
      code,
      title: titles.get(code) ?? code,
      ...showItem(counts.filter((count) => cardOf(count) === code)),
    })),
  }
}
