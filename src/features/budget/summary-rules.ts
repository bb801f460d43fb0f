import type { BudgetPreview, BudgetSummary } from '../../contracts/api/budget.ts'
import { shortenTo } from '../../contracts/templates/fields.ts'
import type { TemplateData } from '../../contracts/templates.ts'
import type { Entry } from './sheet-rules.ts'

type Sum = { planned: bigint; spent: bigint }

/** Satang as "1250.50". */
export function writeMoney(satang: bigint): string {
  return `${satang / 100n}.${String(satang % 100n).padStart(2, '0')}`
}

export function sumUp(entries: readonly Entry[]): Sum {
  return entries.reduce(
    (sum, { planned, spent }) => ({ planned: sum.planned + planned, spent: sum.spent + (spent ?? 0n) }),
    {
      planned: 0n,
      spent: 0n,
    },
  )
}

export const writeTotals = ({ planned, spent }: Sum) => ({ planned: writeMoney(planned), spent: writeMoney(spent) })

/** Percent rounded to two decimals, of nothing 0. */
export function shareOf({ planned, spent }: Sum): number {
  return planned === 0n ? 0 : Number((spent * 20_000n + planned) / (planned * 2n)) / 100
}

const monthNames = ['ม.ค.', 'ก.พ.', 'มี.ค.', 'เม.ย.', 'พ.ค.', 'มิ.ย.', 'ก.ค.', 'ส.ค.', 'ก.ย.', 'ต.ค.', 'พ.ย.', 'ธ.ค.']

/** Fiscal quarter: October to December is the first. */
const quarterOf = (month: string) => Math.floor(((Number(month.slice(5, 7)) + 2) % 12) / 3) + 1

const labels = {
  month: (month: string) => `${monthNames[Number(month.slice(5, 7)) - 1]} ${Number(month.slice(0, 4)) + 543}`,
  quarter: (month: string) => `ไตรมาสที่ ${quarterOf(month)}`,
  year: () => 'ทั้งปี',
}

const lastDayOf = (month: string) =>
  new Date(Date.UTC(Number(month.slice(0, 4)), Number(month.slice(5, 7)), 0)).toISOString().slice(0, 10)

/** How far the figures reach: a quarter that is not over yet is told by its last month with spending. */
const sayReach = (asOf: string) =>
  Number(asOf.slice(5, 7)) % 3 === 0 && asOf === lastDayOf(asOf) ? labels.quarter(asOf) : `เดือน ${labels.month(asOf)}`

export function groupByPeriod(entries: readonly Entry[], by: keyof typeof labels): BudgetSummary['periods'] {
  const sorted = entries.toSorted((a, b) => (a.month < b.month ? -1 : a.month > b.month ? 1 : 0))
  return [...Map.groupBy(sorted, ({ month }) => labels[by](month))].map(([label, of]) => {
    const sum = sumUp(of)
    return { label, from: (of[0] as Entry).month, ...writeTotals(sum), percent: shareOf(sum) }
  })
}

export function groupByCategory(entries: readonly Entry[]): (Sum & { name: string })[] {
  return [...Map.groupBy(entries, ({ category }) => category)].map(([name, of]) => ({ name, ...sumUp(of) }))
}

/**
 * The last day of the last month with any spending known, or today where that month is not over. A month that begins after today
 * is not known as spent, whatever its cell holds: a formula writes 0 there.
 */
export function findAsOf(entries: readonly Entry[], today: string): string | null {
  const known = entries.filter(({ month, spent }) => spent !== null && month <= today)
  const last = known
    .map(({ month }) => month)
    .toSorted()
    .at(-1)
  if (last === undefined) return null
  const end = lastDayOf(last)
  return end < today ? end : today
}

/** What spending is compared with: the plan of all months that the figures reach, the last one whole, though it may not be over. */
export function planToDate(entries: readonly Entry[], asOf: string | null): bigint {
  return sumUp(entries.filter(({ month }) => asOf !== null && month <= asOf)).planned
}

export function compare(before: readonly Entry[], after: readonly Entry[]): BudgetPreview['changes'] {
  const keyOf = ({ category, month }: Entry) => `${category}\0${month}`
  const known = new Map(before.map((entry) => [keyOf(entry), entry]))
  const kept = after.filter((entry) => known.has(keyOf(entry)))
  const changed = kept.filter((entry) => {
    const old = known.get(keyOf(entry))
    return old?.planned !== entry.planned || old.spent !== entry.spent
  })
  return { added: after.length - kept.length, changed: changed.length, removed: before.length - kept.length }
}

// A card of LINE shows eight categories; what is smaller is one line together.
const mostCategories = 8

/** Data of the budget card: what was planned for the year, what is spent, and where the plan says spending should be by now. */
export function toCard(
  year: {
    fiscalYear: number
    source: string
    isExample: boolean
    agency: string
    lookup: Record<'th' | 'url', string>
  },
  entries: readonly Entry[],
  asOf: string,
): TemplateData<'budget-summary'> {
  const all = sumUp(entries)
  const sorted = groupByCategory(entries).toSorted((a, b) => Number(b.planned - a.planned))
  const few = sorted.length <= mostCategories ? sorted : sorted.slice(0, mostCategories - 1)
  const rest = sorted.slice(few.length)
  const restSum = rest.reduce((sum, next) => ({ planned: sum.planned + next.planned, spent: sum.spent + next.spent }), {
    planned: 0n,
    spent: 0n,
  })
  const shown = rest.length === 0 ? few : [...few, { name: 'รายจ่ายอื่น', ...restSum }]
  return {
    agency: shortenTo(80, year.agency), // settings take 200
    ...(year.isExample && { badge: 'ตัวอย่าง · ตัวเลขสมมติ' }),
    source: year.source,
    fiscalYear: year.fiscalYear,
    date: asOf,
    title: `การใช้จ่ายงบประมาณ ถึง${sayReach(asOf)}`, // from October on: a quarter by itself has no share of the year
    allocated: writeMoney(all.planned),
    spent: writeMoney(all.spent),
    targetPercent: shareOf({ planned: all.planned, spent: planToDate(entries, asOf) }),
    categories: shown.map(({ name, planned, spent }) => ({
      name,
      allocated: writeMoney(planned),
      spent: writeMoney(spent),
    })),
    ...(year.lookup.th && { text: year.lookup.th }),
    ...(year.lookup.url && { link: { label: 'ดูรายละเอียดงบประมาณ', url: year.lookup.url } }),
  }
}
