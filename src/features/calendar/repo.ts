import type { Festival } from '../../contracts/api/campaigns.ts'
import { advisoryLocks } from '../../platform/db/advisory-locks.ts'
import type { Tx } from '../../platform/db/open-database.ts'
import { type DaySource, type Holiday, type SendingWindow, type YearDays, yearOf } from './rules.ts'

export type YearRow = YearDays & {
  year: number
  confirmedBy: string | null
  confirmedAt: Date | null
  survey: Survey | null
}
/** From the first day to the last on which the NACC asks the staff. */
export type Survey = { from: string; until: string }

const toDay = (date: Date) => date.toISOString().slice(0, 10)

/** Every year that somebody has touched: some twenty rows a year. */
export async function listYears(tx: Tx): Promise<YearRow[]> {
  const rows = await tx.calendarYear.findMany({
    include: { holidays: { orderBy: { date: 'asc' } }, festivals: true },
    orderBy: { year: 'asc' },
  })
  return rows.map(({ holidays, festivals, surveyFrom, surveyUntil, ...row }) => ({
    ...row,
    survey: surveyFrom && surveyUntil ? { from: toDay(surveyFrom), until: toDay(surveyUntil) } : null,
    holidays: holidays.map(({ date, name, source }) => ({ date: toDay(date), name, source })),
    festivals: festivals.map(({ festival, date, source }) => ({
      festival: festival as Festival,
      date: toDay(date),
      source,
    })),
  }))
}

/** One change of the calendar at a time: each must see what the one before has moved. */
export async function lockCalendar(tx: Tx): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(${advisoryLocks.calendar}::bigint)`
}

/** Stores what was proposed for a year, once: from then on its rows are what counts. */
export async function adoptYear(tx: Tx, year: number, proposal: YearDays): Promise<void> {
  const { count } = await tx.calendarYear.createMany({ data: { year }, skipDuplicates: true })
  if (count === 0) return
  await insertHolidays(tx, proposal.holidays)
  await tx.festivalDay.createMany({
    data: proposal.festivals.map((day) => ({ ...day, year, date: new Date(day.date) })),
  })
}

export async function insertHolidays(tx: Tx, holidays: Holiday[]): Promise<void> {
  await tx.holiday.createMany({
    data: holidays.map((day) => ({ ...day, year: yearOf(day.date), date: new Date(day.date) })),
  })
}

export async function deleteHolidays(tx: Tx, days: string[]): Promise<number> {
  const { count } = await tx.holiday.deleteMany({ where: { date: { in: days.map((day) => new Date(day)) } } })
  return count
}

export async function deleteHolidaysOf(tx: Tx, year: number): Promise<void> {
  await tx.holiday.deleteMany({ where: { year } })
}

export async function putFestival(tx: Tx, festival: Festival, date: string, source: DaySource): Promise<void> {
  const year = yearOf(date)
  const change = { date: new Date(date), source }
  await tx.festivalDay.upsert({
    where: { year_festival: { year, festival } },
    create: { year, festival, ...change },
    update: change,
  })
}

export async function confirmYear(tx: Tx, year: number, by: { confirmedBy: string; confirmedAt: Date }): Promise<void> {
  await tx.calendarYear.update({ where: { year }, data: by })
}

export async function writeSurvey(tx: Tx, year: number, survey: Survey | null): Promise<void> {
  const days = { surveyFrom: survey && new Date(survey.from), surveyUntil: survey && new Date(survey.until) }
  await tx.calendarYear.update({ where: { year }, data: days })
}

const windowKey = 'sendingWindow'

/** The window as it was set, and whether this database belongs to a real channel: a demo sends at any hour. */
export async function readWindow(tx: Tx): Promise<{ value: unknown; isReal: boolean }> {
  const setting = await tx.setting.findUnique({ where: { key: windowKey } })
  const installation = await tx.installation.findUnique({ where: { id: 1 } })
  return { value: setting?.value, isReal: installation?.kind === 'real' }
}

export async function writeWindow(tx: Tx, value: SendingWindow): Promise<void> {
  await tx.setting.upsert({ where: { key: windowKey }, create: { key: windowKey, value }, update: { value } })
}
