import { notifications } from '@mantine/notifications'
import { describeError } from '../api/errors.ts'

export function tell(message: string): void {
  notifications.show({ message, color: 'teal', autoClose: 4000 })
}

export function tellError(error: unknown): void {
  notifications.show({ message: describeError(error), color: 'red', autoClose: 10_000 })
}
