import type { ScheduleSpec } from '../../../../contracts/api/campaigns.ts'
import { describeSchedule as inThai } from '../../../../contracts/schedule-text.ts'
import { showDay, showDayTime } from '../../parts/dates.ts'
import { currentLanguage } from '../../words/language.ts'

const weekdays = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday']
export const festivalsInEnglish = {
  new_year: 'New Year',
  chinese_new_year: 'Chinese New Year',
  songkran: 'Songkran',
  mid_autumn: 'Mid-Autumn',
} as const

const list = new Intl.ListFormat('en-GB', { type: 'conjunction' })

const daysBefore = (days: number) => (days === 0 ? 'On' : days === 1 ? 'The day before' : `${days} days before`)

/** A schedule as a sentence: Thai as the server says it, or English. */
export function describeSchedule(schedule: ScheduleSpec): string {
  return currentLanguage() === 'th' ? inThai(schedule) : inEnglish(schedule)
}

function inEnglish(schedule: ScheduleSpec): string {
  if (schedule.kind === 'now') return 'As soon as it is approved'
  if (schedule.kind === 'once') return showDayTime(schedule.at)
  const at = schedule.kind === 'cron' ? '' : ` at ${schedule.time}`
  const ends = schedule.endsOn ? `, until ${showDay(`${schedule.endsOn}T12:00:00+07:00`)}` : ''
  return `${daysOf(schedule)}${at}${ends}`
}

function daysOf(schedule: Exclude<ScheduleSpec, { kind: 'now' | 'once' }>): string {
  switch (schedule.kind) {
    case 'daily':
      return 'Every day'
    case 'weekly':
      return `Every ${list.format(schedule.weekdays.toSorted((a, b) => a - b).map((day) => weekdays[day - 1] ?? ''))}`
    case 'monthly':
      return `On day ${schedule.day} of every month`
    case 'month_end':
      return 'On the last day of every month'
    case 'first_working_day':
      return 'On the first working day of every month'
    case 'fiscal_quarter':
      return 'On the first working day of October, January, April and July'
    case 'festival':
      return `${daysBefore(schedule.daysBefore)} ${festivalsInEnglish[schedule.festival]}`
    case 'cron':
      return `By the cron pattern “${schedule.pattern}”`
  }
}
