import type { Festival } from '../../contracts/api/campaigns.ts'
import type { Actor } from '../../platform/auth/auth.ts'
import type { Tx } from '../../platform/db/open-database.ts'
import { AppError } from '../../platform/errors.ts'
import { readHolidayCsv } from './csv-rules.ts'
import type { CalendarDeps, MovedRun } from './needs.ts'
import { proposeYear } from './propose-year.ts'
import * as repo from './repo.ts'
import { createOfficeCalendar, type OfficeCalendar, officeHours, type SendingWindow, yearOf } from './rules.ts'

/** The office's year: holidays, festivals and the hours in which it sends. Whatever changes says which runs it moves. */
export function createCalendarService(deps: CalendarDeps) {
  async function load(tx: Tx): Promise<OfficeCalendar> {
    const years = new Map((await repo.listYears(tx)).map((row) => [row.year, row]))
    return createOfficeCalendar({ years, proposeYear, window: await readWindow(tx) })
  }

  /** Days and festivals of a year; proposals where nobody has touched it. */
  async function getYear(tx: Tx, year: number) {
    const row = (await repo.listYears(tx)).find((found) => found.year === year)
    const known = row ?? { year, confirmedBy: null, confirmedAt: null, survey: null, ...proposeYear(year) }
    return { ...known, window: await readWindow(tx) }
  }

  const putDay = (tx: Tx, actor: Actor, date: string, name: string) =>
    change(tx, actor, { action: 'calendar.put_day', subject: date, data: { name } }, async () => {
      await repo.adoptYear(tx, yearOf(date), proposeYear(yearOf(date)))
      await repo.deleteHolidays(tx, [date])
      await repo.insertHolidays(tx, [{ date, name, source: 'manual' }])
    })

  const removeDay = (tx: Tx, actor: Actor, date: string) =>
    change(tx, actor, { action: 'calendar.remove_day', subject: date }, async () => {
      await repo.adoptYear(tx, yearOf(date), proposeYear(yearOf(date)))
      if ((await repo.deleteHolidays(tx, [date])) === 0)
        throw new AppError('NOT_FOUND', `${date} is no holiday.`, { status: 404 })
    })

  async function importDays(
    tx: Tx,
    actor: Actor,
    list: { year: number; csv: string; isWhole: boolean },
  ): Promise<{ dayCount: number; movedRuns: MovedRun[] }> {
    const { year, csv, isWhole } = list
    const { days, problems } = readHolidayCsv(csv, year)
    if (problems.length > 0 || days.length === 0) {
      throw new AppError('CALENDAR_CSV_INVALID', `${problems.length} rows are not valid; nothing was stored.`, {
        status: 422,
        data: { rows: problems },
      })
    }
    const entry = { action: 'calendar.import', subject: String(year), data: { days, isWhole } }
    const movedRuns = await change(tx, actor, entry, async () => {
      await repo.adoptYear(tx, year, proposeYear(year))
      if (isWhole) await repo.deleteHolidaysOf(tx, year)
      else
        await repo.deleteHolidays(
          tx,
          days.map(({ date }) => date),
        )
      await repo.insertHolidays(
        tx,
        days.map((day) => ({ ...day, source: 'csv' as const })),
      )
    })
    return { dayCount: days.length, movedRuns }
  }

  async function putFestival(tx: Tx, actor: Actor, year: number, festival: Festival, date: string) {
    if (yearOf(date) !== year)
      throw new AppError('FESTIVAL_DATE_INVALID', `${date} does not lie in ${year}.`, { status: 422 })
    const entry = { action: 'calendar.put_festival', subject: festival, data: { date } }
    return change(tx, actor, entry, async () => {
      await repo.adoptYear(tx, year, proposeYear(year))
      await repo.putFestival(tx, festival, date, 'manual')
    })
  }

  async function putSurvey(tx: Tx, actor: Actor, year: number, survey: repo.Survey | null) {
    if (survey && (yearOf(survey.from) !== year || survey.until < survey.from))
      throw new AppError('SURVEY_DATES_INVALID', 'It begins in its year and ends after it has begun.', { status: 422 })
    await repo.lockCalendar(tx)
    await repo.adoptYear(tx, year, proposeYear(year))
    await repo.writeSurvey(tx, year, survey)
    const entry = { actorId: actor.userId, action: 'calendar.put_survey', subject: String(year), data: { survey } }
    await deps.audit.record(tx, entry)
    return getYear(tx, year)
  }

  const putWindow = (tx: Tx, actor: Actor, window: SendingWindow) =>
    change(tx, actor, { action: 'calendar.put_window', data: { ...window } }, () => repo.writeWindow(tx, window))

  async function confirm(tx: Tx, actor: Actor, year: number) {
    await repo.lockCalendar(tx)
    await repo.adoptYear(tx, year, proposeYear(year))
    await repo.confirmYear(tx, year, { confirmedBy: actor.userId, confirmedAt: deps.clock.now() })
    const { holidays, festivals } = await getYear(tx, year)
    const data = { holidays: holidays.length, festivals: festivals.map(({ date }) => date) }
    await deps.audit.record(tx, { actorId: actor.userId, action: 'calendar.confirm', subject: String(year), data })
    return getYear(tx, year)
  }

  async function change(
    tx: Tx,
    actor: Actor,
    entry: { action: string; subject?: string; data?: Record<string, unknown> },
    act: () => Promise<void>,
  ): Promise<MovedRun[]> {
    await repo.lockCalendar(tx)
    const before = await load(tx)
    await act()
    const movedRuns = await deps.moveRuns(tx, { before, after: await load(tx) })
    const data = { ...entry.data, movedRuns: movedRuns.length }
    await deps.audit.record(tx, { ...entry, actorId: actor.userId, data })
    return movedRuns
  }

  async function readWindow(tx: Tx): Promise<SendingWindow> {
    const { value, isReal } = await repo.readWindow(tx)
    // Only `putWindow` writes it, of what the contract let in.
    return (value as SendingWindow | undefined) ?? { isOn: isReal, ...officeHours }
  }

  return { load, getYear, putDay, removeDay, importDays, putFestival, putSurvey, putWindow, confirm }
}

export type CalendarService = ReturnType<typeof createCalendarService>
