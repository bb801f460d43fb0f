import { type Answers, type BallotPart, partOfQuestion, type Question } from '../../contracts/polls.ts'
import { canSkip } from '../../contracts/question-steps.ts'
import { answerTo, isAnswerOf } from './answer-rules.ts'

type Cut = { options: { key: string }[] } | null

/**
 * What is wrong with the answers of one ballot, by the frozen questions of its part; nothing when all is well. A reason names
 * the question and the rule, never what was answered.
 */
export function findBallotProblem(
  poll: { questions: Question[]; cut: Cut },
  ballot: { part: BallotPart; answers: Answers; cut?: string | undefined },
): string | undefined {
  const asked = poll.questions.filter((question) => partOfQuestion(question) === ballot.part)
  const stranger = Object.keys(ballot.answers).find((key) => !asked.some((question) => question.key === key))
  if (stranger !== undefined) return `${stranger}: no question of this ballot`
  if (ballot.cut !== undefined && !poll.cut?.options.some(({ key }) => key === ballot.cut)) return 'cut: no such option'
  for (const question of asked) {
    const answer = answerTo(ballot.answers, question.key)
    if (answer && !isAnswerOf(question, answer))
      return `${question.key}: no answer to a question of kind ${question.kind}`
    if (!answer && !canSkip(question)) return `${question.key}: an answer is required`
  }
  return Object.keys(ballot.answers).length === 0 ? 'no question is answered' : undefined
}
