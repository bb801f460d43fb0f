import type { Festival, ScheduleSpec } from '../../contracts/api/campaigns.ts'
import { isCron, listCronTimes } from '../../platform/cron.ts'
import { AppError } from '../../platform/errors.ts'
import {
  addDays,
  atLocalTime,
  isMonthEnd,
  isTimeZone,
  localDay,
  wallClock,
  weekdayOf,
} from '../../platform/local-time.ts'

/** What schedules ask of the office's calendar. Days are YYYY-MM-DD. */
export type OfficeCalendar = {
  isWorkingDay(day: string): boolean
  festivalDay(festival: Festival, year: number): string
  /** `at` itself while the office's sending window is open, else the moment it opens next. */
  nextOpening(at: Date): Date
}

type Recurring = Exclude<ScheduleSpec, { kind: 'now' | 'once' }>
type DaySchedule = Exclude<Recurring, { kind: 'cron' }>

/** When a schedule fires (`scheduledFor`) and, after window and holidays, goes out (`dueAt`). */
export type Firing = { scheduledFor: Date; dueAt: Date }

export const isRecurring = (schedule: ScheduleSpec): schedule is Recurring =>
  schedule.kind !== 'now' && schedule.kind !== 'once'

/**
 * When a schedule fires first.
 * @throws SCHEDULE_IN_THE_PAST, CRON_INVALID, TIME_ZONE_UNKNOWN, SCHEDULE_ENDS_BEFORE_START, SCHEDULE_NEVER_FIRES (422)
 */
export function firstRunAt(schedule: ScheduleSpec, now: Date, calendar: OfficeCalendar): Date {
  if (schedule.kind === 'now') return now
  if (schedule.kind === 'once') {
    const at = new Date(schedule.at)
    if (at < now) throw refusal('SCHEDULE_IN_THE_PAST', `${schedule.at} has passed.`)
    return at
  }
  const { timeZone, startsOn, endsOn } = schedule
  if (!isTimeZone(timeZone)) throw refusal('TIME_ZONE_UNKNOWN', `"${timeZone}" is no time zone. Use an IANA name.`)
  if (schedule.kind === 'cron' && !isCron(schedule.pattern))
    throw refusal('CRON_INVALID', `"${schedule.pattern}" is no cron pattern of five fields.`)
  if (startsOn && endsOn && endsOn < startsOn)
    throw refusal('SCHEDULE_ENDS_BEFORE_START', `It ends on ${endsOn}, before it starts on ${startsOn}.`)
  const first = nextFiring(schedule, now, calendar)
  if (!first) throw refusal('SCHEDULE_NEVER_FIRES', 'No firing is left. Check the days and the end of the schedule.')
  return first
}

const refusal = (code: string, message: string) => new AppError(code, message, { status: 422 })

/**
 * The first moment strictly after `after` at which a schedule fires; undefined once it has ended. A schedule is days and
 * wall-clock times of its zone, so it fires once a local day also where clocks change.
 */
export function nextFiring(schedule: ScheduleSpec, after: Date, calendar: OfficeCalendar): Date | undefined {
  if (schedule.kind === 'now') return undefined
  if (schedule.kind === 'once') return later(new Date(schedule.at), after)
  const today = localDay(after, schedule.timeZone)
  return schedule.kind === 'cron'
    ? nextCronFiring(schedule, after, today)
    : nextDayFiring(schedule, after, today, calendar)
}

const horizonDays = 800 // the rarest days, those of a festival, come once a year

function nextDayFiring(schedule: DaySchedule, after: Date, today: string, calendar: OfficeCalendar): Date | undefined {
  const { time, timeZone, startsOn, endsOn } = schedule
  let day = startsOn && startsOn > today ? startsOn : today
  for (let count = 0; count < horizonDays && !(endsOn && day > endsOn); count += 1, day = addDays(day, 1)) {
    const at = isFiringDay(schedule, day, calendar) && later(atLocalTime(day, time, timeZone), after)
    if (at) return at
  }
  return undefined
}

function nextCronFiring(
  { pattern, timeZone, startsOn, endsOn }: Extract<Recurring, { kind: 'cron' }>,
  after: Date,
  today: string,
): Date | undefined {
  const from = startsOn && startsOn > today ? `${addDays(startsOn, -1)}T23:59:59.999` : wallClock(after, timeZone)
  for (const { day, time } of listCronTimes(pattern, from)) {
    if (endsOn && day > endsOn) return undefined
    const at = later(atLocalTime(day, time, timeZone), after)
    if (at) return at
  }
  return undefined
}

const later = (at: Date, after: Date) => (at > after ? at : undefined)

function isFiringDay(schedule: DaySchedule, day: string, calendar: OfficeCalendar): boolean {
  switch (schedule.kind) {
    case 'daily':
      return true
    case 'weekly':
      return schedule.weekdays.includes(weekdayOf(day))
    case 'monthly':
      // Skipping a short month would surprise: its last day stands for the 29th, 30th and 31st.
      return dateOf(day) === schedule.day || (dateOf(day) < schedule.day && isMonthEnd(day))
    case 'month_end':
      return isMonthEnd(day)
    case 'first_working_day':
      return isFirstWorkingDay(day, calendar)
    case 'fiscal_quarter':
      return ['10', '01', '04', '07'].includes(day.slice(5, 7)) && isFirstWorkingDay(day, calendar)
    case 'festival': {
      const festivalDay = addDays(day, schedule.daysBefore)
      return calendar.festivalDay(schedule.festival, Number(festivalDay.slice(0, 4))) === festivalDay
    }
  }
}

const dateOf = (day: string) => Number(day.slice(8))

function isFirstWorkingDay(day: string, calendar: OfficeCalendar): boolean {
  if (!calendar.isWorkingDay(day)) return false
  for (let date = dateOf(day) - 1; date >= 1; date -= 1)
    if (calendar.isWorkingDay(addDays(day, date - dateOf(day)))) return false
  return true
}

export const laterOf = (a: Date, b: Date) => new Date(Math.max(a.getTime(), b.getTime()))

/** When a run that is due at `at` may go out. Urgent ones pass the window. */
export function sendingTime(isUrgent: boolean, at: Date, calendar: OfficeCalendar): Date {
  return isUrgent ? at : calendar.nextOpening(at)
}

const firingLimit = 2000 // a campaign; a cron pattern of every minute has 1,440 a day

/**
 * The firings after a moment and up to another, as the planner will make them. The next one is looked for after the one
 * before has gone out, so firings that fall into a closed window go out as one when it opens. `last` is the firing before
 * them: a holiday added later may move this month's firing, and must not bring a second one.
 */
export function listFirings(
  campaign: { schedule: ScheduleSpec; isUrgent: boolean },
  range: { last: Date | undefined; after: Date; until: Date },
  calendar: OfficeCalendar,
): Firing[] {
  const firings: Firing[] = []
  let { last, after } = range
  while (firings.length < firingLimit) {
    const scheduledFor = followingFiring(campaign.schedule, last, after, calendar)
    if (!scheduledFor || scheduledFor > range.until) break
    const dueAt = sendingTime(campaign.isUrgent, scheduledFor, calendar)
    firings.push({ scheduledFor, dueAt })
    last = scheduledFor
    after = dueAt
  }
  return firings
}

/** As `nextFiring`, and of a later month or festival than `last` where the calendar decides about the day. */
export function followingFiring(
  schedule: ScheduleSpec,
  last: Date | undefined,
  after: Date,
  calendar: OfficeCalendar,
): Date | undefined {
  const done = last && periodOf(schedule, last)
  let next = nextFiring(schedule, after, calendar)
  while (next && periodOf(schedule, next) === done) next = nextFiring(schedule, next, calendar)
  return next
}

function periodOf(schedule: ScheduleSpec, at: Date): string {
  switch (schedule.kind) {
    case 'first_working_day':
    case 'fiscal_quarter':
      return localDay(at, schedule.timeZone).slice(0, 7)
    case 'festival':
      return addDays(localDay(at, schedule.timeZone), schedule.daysBefore).slice(0, 4)
    default:
      return at.toISOString()
  }
}

/**
 * The latest firing after the firing `since` and up to `until`: of all that were missed the one that still says something.
 * Looked for backwards in doubling steps, so that an hour of downtime costs an hour's firings and not a year's.
 */
export function latestFiring(
  schedule: ScheduleSpec,
  since: Date,
  until: Date,
  calendar: OfficeCalendar,
): Date | undefined {
  for (let backMs = 3_600_000; ; backMs *= 2) {
    const from = new Date(Math.max(since.getTime(), until.getTime() - backMs))
    let latest: Date | undefined
    for (
      let next = followingFiring(schedule, since, from, calendar);
      next && next <= until;
      next = nextFiring(schedule, next, calendar)
    )
      latest = next
    if (latest || from <= since) return latest
  }
}

type ComingRun = { state: string; scheduledFor: Date; dueAt: Date }

/** Whether the row of a coming run says itself when it goes, whatever the schedule would say today. */
export function isFixed(run: ComingRun, schedule: ScheduleSpec, now: Date): boolean {
  return !isRecurring(schedule) || run.state === 'deferred' || run.scheduledFor <= now
}

/** What a campaign will send from now on: first the run that is there, then what the schedule brings after it. */
export function listComing(
  campaign: { schedule: ScheduleSpec; isUrgent: boolean },
  run: ComingRun | undefined,
  range: { last: Date | undefined; now: Date; until: Date },
  calendar: OfficeCalendar,
): Firing[] {
  const { last, now, until } = range
  if (!run || !isFixed(run, campaign.schedule, now)) return listFirings(campaign, { last, after: now, until }, calendar)
  // A deferred run is asked anew when its hour of opening comes, so it is computed from its own time here too.
  const from = run.state === 'deferred' ? run.scheduledFor : run.dueAt
  const dueAt = sendingTime(campaign.isUrgent, laterOf(from, now), calendar)
  const { scheduledFor } = run
  return [{ scheduledFor, dueAt }, ...listFirings(campaign, { last: scheduledFor, after: dueAt, until }, calendar)]
}

/** The firings of one list that the other has not, side by side: what went out at `from` goes out at `to` now. */
export function findMoves(before: Firing[], after: Firing[]): { from: Date | null; to: Date | null }[] {
  const missing = (firings: Firing[], others: Firing[]) => {
    const known = new Set(others.map(({ dueAt }) => dueAt.getTime()))
    return firings.map(({ dueAt }) => dueAt).filter((at) => !known.has(at.getTime()))
  }
  const [gone, come] = [missing(before, after), missing(after, before)]
  return Array.from({ length: Math.max(gone.length, come.length) }, (_, index) => ({
    from: gone[index] ?? null,
    to: come[index] ?? null,
  }))
}
