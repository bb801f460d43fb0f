import { useWords } from '../../words/define-words.ts'
import { pollWords } from './words.ts'

const tones = {
  draft: 'quiet',
  pending_approval: 'wait',
  published: 'accent',
  open: 'good',
  closed: 'quiet',
} as const
export type PollState = keyof typeof tones
export const pollStates = Object.keys(tones) as PollState[]

/** A poll's state as a word with a dot: the colour only helps. */
export function PollStateMark({ state }: { state: PollState }) {
  const w = useWords(pollWords)
  return (
    <span className="state" data-tone={tones[state]}>
      <span className="state-dot" aria-hidden="true" />
      {w(state)}
    </span>
  )
}
