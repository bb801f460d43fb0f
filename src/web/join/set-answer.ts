import type { Answer } from '../../contracts/polls.ts'

/** What a group of fields hands up: the whole answer, or undefined while it is not one yet. */
export type SetAnswer = (answer: Answer | undefined) => void
