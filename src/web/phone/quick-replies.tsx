import type { OnAction } from '../ui/flex/actions.ts'
import { readQuickReplies } from '../ui/message/quick-replies.ts'
import { usePage } from './page-context.ts'

/** The chips under the newest message; they go when anything newer comes, as in LINE. */
export function QuickReplies({ message, onAction }: { message: unknown; onAction: OnAction }) {
  const { words } = usePage()
  const actions = readQuickReplies(message)
  if (actions.length === 0) return null
  return (
    <ul className="quick-replies" aria-label={words.quickReplies}>
      {actions.map((action) => (
        <li key={`${action.type} ${action.label}`}>
          <button type="button" lang="th" onClick={() => onAction(action)}>
            {action.label}
          </button>
        </li>
      ))}
    </ul>
  )
}
