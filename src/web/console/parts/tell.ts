import { notifications } from '@mantine/notifications'
import { describeError } from '../api/errors.ts'
import { common } from '../words/common.ts'
import { say } from '../words/define-words.ts'

const closeButton = () => ({ 'aria-label': say(common, 'close') })

export function tell(message: string): void {
  notifications.show({ message, color: 'teal', autoClose: 4000, closeButtonProps: closeButton() })
}

export function tellError(error: unknown): void {
  notifications.show({
    message: describeError(error),
    color: 'red',
    autoClose: 10_000,
    closeButtonProps: closeButton(),
  })
}

/** Stands until it is told to end. */
export function tellWaiting(message: string): () => void {
  const id = notifications.show({ message, loading: true, autoClose: false, withCloseButton: false })
  return () => notifications.hide(id)
}
