import type { Question, QuestionResult } from '../../contracts/polls.ts'
import type { PollLanguage } from '../../contracts/question-steps.ts'
import type { Actor } from '../../platform/auth/auth.ts'
import type { Tx } from '../../platform/db/open-database.ts'
import type { ResultService, ResultView } from './result-service.ts'
import { noteWords } from './result-words.ts'
import type { PollRow, PollService } from './service.ts'
import { mayCompare } from './suppression-rules.ts'

type Pair = { key: string; before: QuestionResult; after: QuestionResult }
export type Comparison = {
  before: { pollId: string; title: string; closedAt: string | null } | null
  note: string | null
  /** The higher k of the two: below it neither round is shown. */
  threshold: number
  questions: Pair[]
}

/** A round beside the one it repeats. Both are read as this reader may read them, so nothing is shown here that is hidden there. */
export function createComparisonService({ polls, results }: { polls: PollService; results: ResultService }) {
  async function compare(tx: Tx, actor: Actor, id: string, language: PollLanguage): Promise<Comparison> {
    const poll = await polls.find(tx, id)
    const { copiedFrom, threshold: own } = poll
    if (copiedFrom === null) return { before: null, note: null, threshold: own, questions: [] }
    const earlier = await polls.find(tx, copiedFrom)
    const threshold = Math.max(own, earlier.threshold)
    const before = await results.read(tx, actor, earlier.id, language)
    const after = await results.read(tx, actor, id, language)
    const about = { pollId: earlier.id, title: earlier.title, closedAt: earlier.closedAt?.toISOString() ?? null }
    const note = after.note ?? before.note
    if (note !== null) return { before: about, note, threshold, questions: [] }
    const pairs = pairUp({ poll: earlier, result: before }, { poll, result: after }, threshold)
    // One wording whatever the rule: that few people came or went is as telling as few answers are.
    const isHidden = pairs.length === 0
    return { before: about, note: isHidden ? noteWords.hidden[language] : null, threshold, questions: pairs }
  }

  return { compare }
}

export type ComparisonService = ReturnType<typeof createComparisonService>

type Round = { poll: PollRow; result: ResultView }

function pairUp(before: Round, after: Round, threshold: number): Pair[] {
  return after.result.questions.flatMap((result, place) => {
    const question = after.poll.questions[place] as Question
    const at = before.poll.questions.findIndex((asked) => isSame(asked, question))
    const earlier = before.result.questions[at]
    if (!earlier || result.kind === 'text' || earlier.isHidden || result.isHidden) return []
    return mayStandBeside(before, after, { before: earlier, after: result }, threshold)
      ? [{ key: result.key, before: earlier, after: result }]
      : []
  })
}

/** In a room people see one another: k alone rules there. */
function mayStandBeside(before: Round, after: Round, pair: Omit<Pair, 'key'>, threshold: number): boolean {
  const rooms = [before, after].filter(({ poll }) => poll.anonymity === 'room').length
  const changed = rooms === 2 ? 0 : after.poll.membersChanged
  if (changed === null) return false
  const counts = { before: pair.before.answered ?? 0, after: pair.after.answered ?? 0, membersChanged: changed }
  return mayCompare(counts, threshold)
}

/** Asked alike: a mended wording is another question, and its figures no longer compare. */
function isSame(a: Question, b: Question): boolean {
  return JSON.stringify(gist(a)) === JSON.stringify(gist(b))
}

const gist = (question: Question) => {
  const { kind, text } = question
  const own =
    'options' in question
      ? question.options
      : kind === 'scale'
        ? question.isReversed
        : kind === 'agreement'
          ? question.steps
          : null
  return { kind, text, own }
}
