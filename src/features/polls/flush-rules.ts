import type { BallotPart, Question } from '../../contracts/polls.ts'
import { partOfQuestion } from '../../contracts/polls.ts'
import { answerTo, areAnswersOf, isAnswerOf } from './answer-rules.ts'
import type { Box } from './box-rules.ts'
import { redact } from './redact-rules.ts'
import { createTally, type TallyRow } from './tally-rules.ts'

export const textThreshold = 10

export type PollRules = {
  anonymity: string
  questions: readonly Question[]
  threshold: number
  cutKeys: readonly string[]
}

/** A row of the spool, opened. `box` is undefined where it could not be: a wrong key, or bytes that were changed. */
export type Opened = { id: string; box: Box | undefined }

export type Batch = {
  /** Rows to delete: those counted now, those that can never count, and older choices of the same token. */
  spent: string[]
  tokens: { token: string; part: BallotPart | null }[]
  rows: TallyRow[]
  texts: { question: string; body: string }[]
}

/**
 * What to count now. Of each token the newest choice; of each pool nothing until 2k tokens are there, then all but k, chosen by
 * `shuffle`; at the close the rest, which is never fewer than k of a pool that was counted before. A pool that has not reached k
 * by the close is written nowhere.
 */
export function planFlush(
  opened: readonly Opened[],
  poll: PollRules,
  options: { isCounted(token: string): boolean; isClosing: boolean; shuffle<T>(items: readonly T[]): T[] },
): Batch {
  const { isCounted, isClosing, shuffle } = options
  const spent: string[] = []
  const newest = new Map<string, { id: string; box: Box }>()
  for (const { id, box } of opened) {
    if (!box || isCounted(box.token) || !isVoteIn(poll, box)) {
      spent.push(id)
      continue
    }
    const other = newest.get(box.token)
    if (other && (other.box.at ?? 0) > (box.at ?? 0)) {
      spent.push(id)
      continue
    }
    if (other) spent.push(other.id)
    newest.set(box.token, { id, box })
  }

  const taken = [...Map.groupBy(newest.values(), ({ box }) => box.pool)].flatMap(([pool, votes]) => {
    const k = thresholdOf(poll, pool)
    if (isClosing) return votes.length >= k ? votes : []
    return votes.length >= 2 * k ? shuffle(votes).slice(k) : []
  })
  return { ...countVotes(poll, shuffle(taken), shuffle), spent: [...spent, ...taken.map(({ id }) => id)] }
}

function countVotes(poll: PollRules, votes: { box: Box }[], shuffle: <T>(items: readonly T[]) => T[]) {
  const tally = createTally()
  const texts: Batch['texts'] = []
  for (const { box } of votes) {
    tally.addVoter(box.pool)
    for (const question of poll.questions) {
      const answer = answerTo(box.answers, question.key)
      if (!answer) continue
      tally.addAnswer(question, answer, box.cut)
      if ('text' in answer) texts.push({ question: question.key, body: redact(answer.text) })
    }
  }
  const partOf = ({ pool }: Box) => (poll.anonymity === 'ballot' ? (pool as BallotPart) : null)
  const tokens = votes.map(({ box }) => ({ token: box.token, part: partOf(box) }))
  return { tokens: shuffle(tokens), rows: shuffle(tally.rows()), texts: shuffle(texts) }
}

/** Text is held until ten have written. */
function thresholdOf(poll: PollRules, pool: string): number {
  return poll.anonymity === 'ballot' && pool === 'text' ? Math.max(poll.threshold, textThreshold) : poll.threshold
}

/** Looked at again where it is counted: a box is sealed by a process that this one need not trust. */
function isVoteIn(poll: PollRules, { pool, answers, cut }: Box): boolean {
  if (cut !== undefined && !poll.cutKeys.includes(cut)) return false
  if (poll.anonymity === 'ballot') {
    return areAnswersOf(
      poll.questions.filter((question) => partOfQuestion(question) === pool),
      answers,
    )
  }
  const question = poll.questions.find(({ key }) => key === pool)
  const answer = answerTo(answers, pool)
  return Boolean(question && answer && Object.keys(answers).length === 1 && isAnswerOf(question, answer))
}
