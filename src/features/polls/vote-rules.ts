import type { Answer, Question } from '../../contracts/polls.ts'
import { isAnswerOf } from './answer-rules.ts'

export type Vote = { pollId: string; question: string; option: string }

const shape = /^vote\/1\/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\/([a-z][a-z0-9]{0,15})\/([a-z0-9]{1,16})$/

export const writeVote = ({ pollId, question, option }: Vote): string => `vote/1/${pollId}/${question}/${option}`

/** What a tapped option says; undefined for anything no card of ours holds. */
export function readVote(data: string): Vote | undefined {
  const [, pollId, question, option] = shape.exec(data) ?? []
  return pollId && question && option ? { pollId, question, option } : undefined
}

/** The answer behind a tapped option; undefined where the question has no such. */
export function answerOf(question: Question, option: string): Answer | undefined {
  const answer =
    question.kind === 'single' ? { option } : /^\d{1,2}$/.test(option) ? { value: Number(option) } : undefined
  return answer && isAnswerOf(question, answer) ? answer : undefined
}
