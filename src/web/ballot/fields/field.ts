import type { Answer } from '../../../contracts/polls.ts'
import type { Language, Words } from '../words.ts'

/** One question on the page. What is in it lives in the page alone. */
export type Field = {
  element: HTMLElement
  /** The answer as it stands; nothing when it is left out or not complete. */
  read(): Answer | undefined
  /** Whether somebody said that they do not answer it, where that can be said. */
  isSkipped?(): boolean
  /** What keeps it from being sent, in words; nothing when it may go. */
  problem(): string | undefined
}

/** What a field is made with: its words, and the answer to go on from when the page changes its language. */
export type FieldSetting = {
  words: Words
  language: Language
  initial: Answer | undefined
  isSkipped: boolean
  onChange(): void
}
