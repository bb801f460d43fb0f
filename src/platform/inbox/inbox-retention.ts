import { calendarDay } from '../calendar-day.ts'
import { daysBefore, type Retention } from '../retention.ts'
import type { Secrets } from '../secrets/secrets.ts'

/** Payloads go after 24 h at most, their keys before 48 h, event ids after 30 days. */
export function inboxRetention(deps: { secrets: Secrets }): Retention {
  return {
    name: 'inbox',
    async apply(tx, now) {
      const blanked = await tx.inboxEvent.updateMany({
        where: { state: { in: ['stored', 'answering'] }, receivedAt: { lt: daysBefore(now, 1) } },
        data: { state: 'failed', payload: null, reply: null, lane: null, dayKey: null, errorCode: 'TOO_OLD' },
      })
      const removed = await tx.inboxEvent.deleteMany({ where: { receivedAt: { lt: daysBefore(now, 30) } } })
      deps.secrets.destroyDayKeysBefore(calendarDay(now, -1))
      return blanked.count + removed.count
    },
  }
}
