import { type Answer, type Answers, type BallotPart, partOfQuestion, type Question } from '../../contracts/polls.ts'

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
    const answer = ballot.answers[question.key]
    if (answer) {
      const problem = findAnswerProblem(question, answer)
      if (problem) return `${question.key}: ${problem}`
    } else if (question.required) return `${question.key}: an answer is required`
  }
  return Object.keys(ballot.answers).length === 0 ? 'no question is answered' : undefined
}

/** What is wrong with one answer to a question; nothing when it counts. */
export function findAnswerProblem(question: Question, answer: Answer): string | undefined {
  switch (question.kind) {
    case 'single':
      return 'option' in answer && hasOnly(question.options, [answer.option]) ? undefined : 'no such option'
    case 'multiple': {
      if (!('options' in answer) || !hasOnly(question.options, answer.options)) return 'no such option'
      const limit = question.atMost ?? question.options.length
      return answer.options.length > limit ? `more than ${limit} options` : undefined
    }
    case 'scale':
      return isValueWithin(answer, 0, 3)
    case 'agreement':
      return isValueWithin(answer, 1, question.steps)
    case 'nps':
      return isValueWithin(answer, 0, 10)
    case 'ranking':
      return 'order' in answer &&
        answer.order.length === question.options.length &&
        hasOnly(question.options, answer.order)
        ? undefined
        : 'not every option once'
    case 'points': {
      if (!('points' in answer) || !hasOnly(question.options, Object.keys(answer.points))) return 'no such option'
      const sum = Object.values(answer.points).reduce((total, points) => total + points, 0)
      return sum === 100 ? undefined : 'the points are not 100 in all'
    }
    case 'word':
      return 'words' in answer ? undefined : 'not words'
    case 'text':
      return 'text' in answer ? undefined : 'not a text'
  }
}

/** Each chosen key once, and all of them options. */
function hasOnly(options: { key: string }[], chosen: string[]): boolean {
  return new Set(chosen).size === chosen.length && chosen.every((one) => options.some(({ key }) => key === one))
}

function isValueWithin(answer: Answer, low: number, high: number): string | undefined {
  return 'value' in answer && answer.value >= low && answer.value <= high ? undefined : `not ${low} to ${high}`
}
