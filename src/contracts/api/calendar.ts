import { z } from 'zod'
import { Festival } from './campaigns.ts'
import { At, Id, route, words } from './common.ts'

const Year = z.coerce.number().int().min(2550).max(2700).describe('calendar year, พ.ศ.')
const Day = z.iso
  .date()
  .refine((day) => day >= '2007-01-01' && day <= '2157-12-31', { error: 'lies outside พ.ศ. 2550–2700' })
const Source = z.enum(['proposed', 'manual', 'csv'])

/** What a change of the calendar does to runs that are coming. `to` null: it fires no more. */
const MovedRun = z.object({ campaignId: Id, campaignName: z.string(), from: At.nullable(), to: At.nullable() })
const Moves = z.object({ movedRuns: z.array(MovedRun).describe('coming runs that go out at another time now') })

const TimeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/)
const SendingWindow = z
  .strictObject({ isOn: z.boolean(), opens: TimeOfDay, closes: TimeOfDay })
  .refine(({ opens, closes }) => opens < closes, { error: 'closes before it opens', path: ['closes'] })
  .describe('working days, Asia/Bangkok; a run that is due outside it waits for the opening, an urgent one passes')

const Survey = z
  .object({ from: z.iso.date(), until: z.iso.date() })
  .describe('days on which the NACC asks the staff (IIT): the office’s own polls keep away from its wordings then')

const CalendarYear = z.object({
  year: z.number().int().describe('พ.ศ.'),
  isConfirmed: z.boolean(),
  notice: z.string().nullable().describe('words to show while the year is not confirmed'),
  confirmedBy: z.string().nullable(),
  confirmedAt: At.nullable(),
  days: z.array(z.object({ date: z.iso.date(), name: z.string(), source: Source })),
  festivals: z.array(z.object({ festival: Festival, nameTh: z.string(), date: z.iso.date(), source: Source })),
  window: SendingWindow,
  survey: Survey.nullable().describe('null: not said yet'),
})

export const calendar = {
  get: route
    .route({ method: 'GET', path: '/calendar', summary: 'ปฏิทินวันหยุดของปี', tags: ['Calendar'] })
    .input(z.object({ year: Year }))
    .output(CalendarYear),
  putDay: route
    .route({ method: 'PUT', path: '/calendar/days/{date}', summary: 'Add or rename a holiday', tags: ['Calendar'] })
    .input(z.object({ date: Day, name: words(200) }))
    .output(Moves),
  removeDay: route
    .route({ method: 'DELETE', path: '/calendar/days/{date}', summary: 'Make it a working day', tags: ['Calendar'] })
    .input(z.object({ date: Day }))
    .output(Moves),
  import: route
    .route({
      method: 'POST',
      path: '/calendar/import',
      summary: 'Add holidays of a year from CSV: all of its rows, or none',
      tags: ['Calendar'],
    })
    .input(
      z.strictObject({
        year: Year,
        csv: z
          .string()
          .min(1)
          .max(100_000)
          .describe('rows of date,name; 2027-01-01 or 1/1/2570; a heading may be first'),
        replace: z.boolean().default(false).describe('the rows are the whole list of the year'),
      }),
    )
    .output(Moves.extend({ dayCount: z.number().int() })),
  confirm: route
    .route({ method: 'POST', path: '/calendar/{year}/confirm', summary: 'Confirm a year’s list', tags: ['Calendar'] })
    .input(z.object({ year: Year }))
    .output(CalendarYear),
  putFestival: route
    .route({
      method: 'PUT',
      path: '/calendar/{year}/festivals/{festival}',
      summary: 'Say when a festival is',
      tags: ['Calendar'],
    })
    .input(z.object({ year: Year, festival: Festival, date: Day }))
    .output(Moves),
  putSurvey: route
    .route({
      method: 'PUT',
      path: '/calendar/{year}/survey',
      summary: 'Say when the NACC asks the staff, or that it is not known',
      tags: ['Calendar'],
    })
    .input(z.object({ year: Year, from: Day.nullable(), until: Day.nullable() }))
    .output(CalendarYear),
  putWindow: route
    .route({ method: 'PUT', path: '/calendar/window', summary: 'Set the sending window', tags: ['Calendar'] })
    .input(SendingWindow)
    .output(Moves),
}
