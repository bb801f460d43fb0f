import { type Answer, type Answers, type Question, scaleScores } from '../../contracts/polls.ts'
import { canSkip } from '../../contracts/question-steps.ts'

/** Whether an answer is one that its question can have: right kind, known options, 100 points in all. */
export function isAnswerOf(question: Question, answer: Answer): boolean {
  switch (question.kind) {
    case 'single':
      return 'option' in answer && hasOption(question, answer.option)
    case 'multiple':
      return (
        'options' in answer &&
        areDistinctOptions(question, answer.options) &&
        answer.options.length <= (question.atMost ?? question.options.length)
      )
    case 'scale':
      return 'value' in answer && answer.value < scaleScores.length
    case 'agreement':
      return 'value' in answer && answer.value >= 1 && answer.value <= question.steps
    case 'nps':
      return 'value' in answer
    case 'ranking':
      return (
        'order' in answer &&
        answer.order.length === question.options.length &&
        areDistinctOptions(question, answer.order)
      )
    case 'points':
      return (
        'points' in answer &&
        Object.keys(answer.points).every((key) => hasOption(question, key)) &&
        Object.values(answer.points).reduce((sum, points) => sum + points, 0) === 100
      )
    case 'word':
      return 'words' in answer
    case 'text':
      return 'text' in answer
  }
}

/** The answer to the question of this key, if there is one: a key may be called as something that every object has. */
export const answerTo = (answers: Answers, key: string): Answer | undefined =>
  Object.hasOwn(answers, key) ? answers[key] : undefined

/** Whether these are answers to these questions, and to all that must be answered. */
export function areAnswersOf(questions: readonly Question[], answers: Answers): boolean {
  const known = new Map(questions.map((question) => [question.key, question]))
  const isKnown = ([key, answer]: [string, Answer]) => {
    const question = known.get(key)
    return question !== undefined && isAnswerOf(question, answer)
  }
  const isGiven = (question: Question) => canSkip(question) || Object.hasOwn(answers, question.key)
  return Object.entries(answers).every(isKnown) && questions.every(isGiven)
}

type WithOptions = Extract<Question, { options: unknown }>

const hasOption = ({ options }: WithOptions, key: string) => options.some((option) => option.key === key)

function areDistinctOptions(question: WithOptions, keys: string[]): boolean {
  return new Set(keys).size === keys.length && keys.every((key) => hasOption(question, key))
}
