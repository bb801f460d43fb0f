import { z } from 'zod'
import { At, Id, route, words } from './common.ts'
import { Picture, PictureFormat } from './pictures.ts'

export const FiscalYear = z.coerce.number().int().min(2550).max(2700).describe('พ.ศ.; October to September')
const Money = z.string().describe('Thai baht with two decimals')
const column = z.number().int().min(0).max(59)

const ColumnMap = z
  .strictObject({ category: column, month: column, planned: column, spent: column })
  .describe('columns from 0')
export type ColumnMap = z.infer<typeof ColumnMap>

export const BudgetSheet = z.object({
  fiscalYear: FiscalYear,
  file: z.base64().min(4).max(950_000).describe('XLSX or CSV; larger ones by npm run sucharit -- budget import'),
  columns: ColumnMap.optional().describe('as mapped by a person; left out: found by the headings'),
})

const SheetError = z.object({
  cell: z.string().describe('as the sheet program names it: "C5"'),
  row: z.number().int(),
  code: z.enum([
    'CATEGORY_MISSING',
    'MONTH_UNREADABLE',
    'MONTH_OUTSIDE_YEAR',
    'AMOUNT_MISSING',
    'ROW_UNCLEAR',
    'AMOUNT_UNREADABLE',
    'AMOUNT_NEGATIVE',
    'ROW_REPEATED',
  ]),
  value: z.string(),
})
export type SheetError = z.infer<typeof SheetError>

const MonthColumns = z.object({
  month: z.iso.date().describe('its first day'),
  planned: z.string().describe('column as the sheet program names it: "C"'),
  spent: z.string().nullable().describe('the same where rows tell plan from result; null: the sheet has plans alone'),
})
export type MonthColumns = z.infer<typeof MonthColumns>

const Totals = z.object({ planned: Money, spent: Money })

export const BudgetPreview = z.object({
  headings: z.array(z.string()),
  columns: ColumnMap.nullable().describe('null: the headings do not tell; map them by hand'),
  months: z.array(MonthColumns).nullable().describe('of a sheet with a column for each month, in place of columns'),
  isExample: z.boolean(),
  otherYear: z.number().int().nullable().describe('the fiscal year of all its months, where another was chosen'),
  entryCount: z.number().int(),
  totals: Totals,
  changes: z.object({ added: z.number().int(), changed: z.number().int(), removed: z.number().int() }),
  errors: z.array(SheetError).describe('the first 100; while there is one, nothing can be imported'),
  errorCount: z.number().int(),
})
export type BudgetPreview = z.infer<typeof BudgetPreview>

const Period = Totals.extend({
  label: z.string(),
  from: z.iso.date(),
  percent: z.number().describe('spent of planned'),
})
const BudgetYear = z.object({
  fiscalYear: z.number().int(),
  source: z.string(),
  isExample: z.boolean(),
  importedAt: At,
})
export type BudgetYear = z.infer<typeof BudgetYear>

export const BudgetSummary = BudgetYear.extend({
  asOf: z.iso.date().nullable().describe('last day of the last month whose spending is known, today at the latest'),
  totals: Totals,
  plannedToDate: Money,
  periods: z.array(Period),
  categories: z.array(Totals.extend({ name: z.string(), percent: z.number() })),
})
export type BudgetSummary = z.infer<typeof BudgetSummary>

export const budget = {
  list: route
    .route({ method: 'GET', path: '/budget', summary: 'Years that have figures, the newest first', tags: ['Budget'] })
    .output(z.object({ items: z.array(BudgetYear) })),
  preview: route
    .route({
      method: 'POST',
      path: '/budget/preview',
      summary: 'Read a sheet and tell what is wrong; stores nothing',
      tags: ['Budget'],
    })
    .input(BudgetSheet)
    .output(BudgetPreview),
  import: route
    .route({
      method: 'POST',
      path: '/budget/import',
      summary: 'Take a sheet in whole, in place of what the year had; audited',
      tags: ['Budget'],
    })
    .input(BudgetSheet.extend({ source: words(160) }))
    .output(BudgetPreview),
  get: route
    .route({
      method: 'GET',
      path: '/budget/{fiscalYear}',
      summary: 'Plan and spending by month, quarter or year',
      tags: ['Budget'],
    })
    .input(z.object({ fiscalYear: FiscalYear, by: z.enum(['month', 'quarter', 'year']).default('quarter') }))
    .output(BudgetSummary),
  makeCard: route
    .route({
      method: 'POST',
      path: '/budget/{fiscalYear}/card',
      successStatus: 201,
      summary: 'A draft card and its pictures from the figures, in one step',
      tags: ['Budget'],
    })
    .input(z.object({ fiscalYear: FiscalYear, sizes: z.array(PictureFormat).min(1).max(6).default(['square']) }))
    .output(z.object({ contentId: Id, pictures: z.array(Picture) })),
}
