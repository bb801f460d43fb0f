import { Button, Loader } from '@mantine/core'
import { IconMessageCircle, IconPlugConnectedX } from '@tabler/icons-react'
import { usePage } from './page-context.ts'

type Props = { kind: 'loading' | 'failed' | 'chatFailed' | 'pick' | 'group' | 'person'; onRetry?: () => void }

/** What stands where nothing is to be seen yet: in words, with the next step. */
export function EmptyState({ kind, onRetry }: Props) {
  const { words } = usePage()
  if (kind === 'loading') {
    return (
      <div className="empty" role="status">
        <Loader size="sm" aria-hidden="true" />
        <p>{words.loading}</p>
      </div>
    )
  }
  const hasFailed = kind === 'failed' || kind === 'chatFailed'
  const title = {
    failed: words.failedTitle,
    chatFailed: '',
    pick: words.pickTitle,
    group: words.emptyTitle,
    person: words.emptyTitle,
  }[kind]
  const text = {
    failed: words.failedText,
    chatFailed: words.chatFailed,
    pick: words.pickText,
    group: words.emptyGroup,
    person: words.emptyPerson,
  }[kind]
  return (
    <div className="empty" role={hasFailed ? 'alert' : undefined}>
      {hasFailed ? <IconPlugConnectedX size={36} stroke={1.5} /> : <IconMessageCircle size={36} stroke={1.5} />}
      {title ? <h2>{title}</h2> : null}
      <p>{text}</p>
      {hasFailed && onRetry ? (
        <Button variant="default" onClick={onRetry}>
          {words.tryAgain}
        </Button>
      ) : null}
    </div>
  )
}
