import { calendarDay } from '../../platform/calendar-day.ts'
import type { PlannedRecipient } from './rules.ts'

/** Runs that one chat may get on a day and in seven days; 0 is no limit. */
export type Caps = { perDay: number; perWeek: number }

export const hasCaps = ({ perDay, perWeek }: Caps) => perDay > 0 || perWeek > 0

/** Days of Bangkok, as people count them: today, and the seven that end with today. */
export function capWindows(now: Date): { dayStart: Date; weekStart: Date } {
  const midnight = (day: string) => new Date(`${day}T00:00:00+07:00`)
  return { dayStart: midnight(calendarDay(now)), weekStart: midnight(calendarDay(now, -6)) }
}

/** Leaves out the chats that have had enough; another reason to be left out stays as it is. */
export function spareFull(recipients: PlannedRecipient[], fullChats: ReadonlySet<string>): PlannedRecipient[] {
  return recipients.map((recipient) =>
    recipient.state === 'planned' && fullChats.has(recipient.chatId)
      ? { ...recipient, state: 'skipped', reason: 'cap' }
      : recipient,
  )
}
