import { contract } from '../../contracts/api/index.ts'
import { festivalNames } from '../../contracts/schedule-text.ts'
import { allow, implementApi, needsFreshLogin, type Writing } from '../../platform/http/api-guards.ts'
import type { MovedRun } from './needs.ts'
import { toBuddhistYear, toCommonYear, unconfirmedNotice } from './rules.ts'
import type { CalendarService } from './service.ts'

const api = implementApi({ calendar: contract.calendar })

export function createCalendarRoutes({ service, writing }: { service: CalendarService; writing: Writing }) {
  return {
    calendar: {
      get: api.calendar.get
        .use(allow('calendar.read'))
        .handler(async ({ input, context }) => showYear(await service.getYear(context.tx, toCommonYear(input.year)))),
      putDay: api.calendar.putDay
        .use(allow('calendar.edit'))
        .use(writing)
        .handler(async ({ input, context }) =>
          showMoves(await service.putDay(context.tx, context.actor, input.date, input.name)),
        ),
      removeDay: api.calendar.removeDay
        .use(allow('calendar.edit'))
        .use(writing)
        .handler(async ({ input, context }) =>
          showMoves(await service.removeDay(context.tx, context.actor, input.date)),
        ),
      import: api.calendar.import
        .use(allow('calendar.edit'))
        .use(writing)
        .handler(async ({ input: { year, csv, replace }, context }) => {
          const list = { year: toCommonYear(year), csv, isWhole: replace }
          const { dayCount, movedRuns } = await service.importDays(context.tx, context.actor, list)
          return { dayCount, ...showMoves(movedRuns) }
        }),
      confirm: api.calendar.confirm
        .use(allow('calendar.edit'))
        .use(writing)
        .handler(async ({ input, context }) =>
          showYear(await service.confirm(context.tx, context.actor, toCommonYear(input.year))),
        ),
      putFestival: api.calendar.putFestival
        .use(allow('calendar.edit'))
        .use(writing)
        .handler(async ({ input: { year, festival, date }, context }) =>
          showMoves(await service.putFestival(context.tx, context.actor, toCommonYear(year), festival, date)),
        ),
      putSurvey: api.calendar.putSurvey
        .use(allow('calendar.edit'))
        .use(writing)
        .handler(async ({ input: { year, from, until }, context }) => {
          const survey = from === null || until === null ? null : { from, until }
          return showYear(await service.putSurvey(context.tx, context.actor, toCommonYear(year), survey))
        }),
      putWindow: api.calendar.putWindow
        .use(allow('settings.edit'))
        .use(needsFreshLogin)
        .use(writing)
        .handler(async ({ input, context }) => showMoves(await service.putWindow(context.tx, context.actor, input))),
    },
  }
}

function showYear(view: Awaited<ReturnType<CalendarService['getYear']>>) {
  const { year, confirmedBy, confirmedAt, holidays, festivals, survey, window } = view
  return {
    year: toBuddhistYear(year),
    isConfirmed: confirmedAt !== null,
    notice: confirmedAt === null ? unconfirmedNotice(year) : null,
    confirmedBy,
    confirmedAt: confirmedAt?.toISOString() ?? null,
    days: holidays,
    festivals: festivals
      .map((day) => ({ ...day, nameTh: festivalNames[day.festival] }))
      .toSorted((a, b) => a.date.localeCompare(b.date)),
    window,
    survey,
  }
}

function showMoves(moves: MovedRun[]) {
  return {
    movedRuns: moves.map(({ from, to, ...run }) => ({
      ...run,
      from: from?.toISOString() ?? null,
      to: to?.toISOString() ?? null,
    })),
  }
}
