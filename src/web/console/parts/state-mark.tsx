import { common } from '../words/common.ts'
import { useWords } from '../words/define-words.ts'

const tones = {
  draft: 'quiet',
  pending_approval: 'wait',
  scheduled: 'accent',
  paused: 'wait',
  completed: 'good',
  cancelled: 'quiet',
  planned: 'quiet',
  deferred: 'wait',
  held: 'bad',
  sending: 'accent',
  done: 'good',
  approved: 'good',
  retired: 'quiet',
  pending: 'wait',
  left: 'quiet',
  guest: 'quiet',
  registered: 'good',
  blocked: 'bad',
  invited: 'wait',
  active: 'good',
  closed: 'quiet',
} as const

export type State = keyof typeof tones

/** A state as a word with a dot: the colour only helps. */
export function StateMark({ state }: { state: State }) {
  const t = useWords(common)
  return (
    <span className="state" data-tone={tones[state]}>
      <span className="state-dot" aria-hidden="true" />
      {t(state)}
    </span>
  )
}
