import { IconAlertCircle } from '@tabler/icons-react'
import { LineMessage } from '../ui/message/line-message.tsx'
import { usePage } from './page-context.ts'
import type { Draft } from './phone-store.ts'

/** Words on their way; when they did not arrive, they stay here until sent again or deleted. */
export function DraftRow({ draft }: { draft: Draft }) {
  const { store, words } = usePage()
  return (
    <article
      className={`message message-own ${draft.state === 'sending' ? 'message-sending' : ''}`}
      aria-label={words.you}
    >
      {draft.state === 'sending' ? (
        <span className="message-time">{words.sending}</span>
      ) : (
        <span className="message-failed" role="alert">
          <IconAlertCircle size={16} aria-hidden="true" />
          {words.notSent}
          <button type="button" onClick={() => void store.sayAgain(draft)}>
            {words.again}
          </button>
          <button type="button" onClick={() => store.discard(draft)}>
            {words.discard}
          </button>
        </span>
      )}
      <div className="message-body">
        <LineMessage message={{ type: 'text', text: draft.event.text }} words={words.message} />
      </div>
    </article>
  )
}
