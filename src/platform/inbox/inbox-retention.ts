import { calendarDay } from '../calendar-day.ts'
import { daysBefore, type Retention } from '../retention.ts'
import type { Secrets } from '../secrets/secrets.ts'

const hourMs = 3_600_000 // retention runs once an hour: each term ends an hour early, so that it is kept at the latest run

/** Payloads go within 24 h, the keys of a day within 48 h of its first minute, event ids after 30 days. */
export function inboxRetention(deps: { secrets: Secrets }): Retention {
  return {
    name: 'inbox',
    async apply(tx, now) {
      // First of all and without the database: a key that is gone makes unreadable whatever the statements below do not reach.
      deps.secrets.destroyDayKeysBefore(calendarDay(new Date(now.getTime() + hourMs), -1))
      const blanked = await tx.inboxEvent.updateMany({
        where: { state: { in: ['stored', 'answering'] }, receivedAt: { lt: new Date(now.getTime() - 23 * hourMs) } },
        data: { state: 'failed', payload: null, reply: null, lane: null, dayKey: null, errorCode: 'TOO_OLD' },
      })
      const removed = await tx.inboxEvent.deleteMany({ where: { receivedAt: { lt: daysBefore(now, 30) } } })
      return blanked.count + removed.count
    },
  }
}
