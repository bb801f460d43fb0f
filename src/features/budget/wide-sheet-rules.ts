import type { MonthColumns } from '../../contracts/api/budget.ts'
import { nameColumn } from '../../contracts/cell-text.ts'
import type { Cell, Line } from './sheet-line-rules.ts'

type WideSheet = { headings: string[]; headerAt: number; months: MonthColumns[]; lines: Line[] }
type MonthPlace = { at: number; month: string; planned: number; spent: number | null }
type Rows = readonly string[][]
type ReadMonth = (text: string) => string | null

const fewestMonths = 3 // a quarter: fewer cells that read as months are no heading of months
// แผนงาน and ผลผลิต are levels of the budget’s own structure, and neither plan nor result.
const plan = /^\s*(แผน(?!งาน)|งบ.*จัดสรร|จัดสรร|ประมาณการ|plan|allocat)/i
const result = /^\s*(ผล(?!ผลิต|ลัพธ์|สัมฤทธิ์|ต่าง)|เบิก|จ่ายจริง|ใช้จ่ายจริง|spent|actual)/i
const follows = /^\s*(คงเหลือ|เหลือ|ผลต่าง|ร้อยละ|%|balance|remain)/i // from the two others
const category = /หมวด|ประเภท|งบรายจ่าย|รายการ|category/i

/**
 * A sheet with a column for each month, as offices draw it: plan and result under each month, a row of plan and one of result
 * for each category, or plans alone. Undefined where no row of the first fifteen names months.
 */
export function findWideSheet(rows: Rows, readMonth: ReadMonth): WideSheet | undefined {
  const isMonth = (cell: string) => readMonth(cell.trim()) !== null
  const headerAt = rows.slice(0, 15).findIndex((row) => row.filter(isMonth).length >= fewestMonths)
  if (headerAt === -1) return undefined
  const headings = rows[headerAt] ?? []
  const first = headings.findIndex(isMonth)
  const under = (rows[headerAt + 1] ?? []).slice(first)
  const below = under.some((cell) => plan.test(cell)) && under.some((cell) => result.test(cell))
  const places = headings.flatMap((cell, at) => {
    const month = readMonth(cell.trim())
    return month === null
      ? []
      : [{ at, month, ...(below ? findPair(rows, headerAt, at) : { planned: at, spent: null }) }]
  })
  const body = { from: headerAt + (below ? 2 : 1), left: [...Array(first).keys()] }
  // A column left of the months that tells rows of plan from rows of result.
  const word = body.left.find(
    (column) =>
      !category.test(headings[column] ?? '') &&
      [plan, result].every((words) => rows.slice(body.from).some((row) => words.test(row[column] ?? ''))),
  )
  const named = body.left.filter((column) => column !== word)
  const categoryAt = named.find((column) => category.test(headings[column] ?? '')) ?? named.at(-1) ?? 0
  const months = places.map(({ month, planned, spent }) => ({
    month,
    planned: nameColumn(planned),
    spent: spent !== null ? nameColumn(spent) : word === undefined ? null : nameColumn(planned),
  }))
  return { headings, headerAt, months, lines: readLines(rows, { ...body, headerAt, categoryAt, word, places }) }
}

/** The columns under a month up to the next heading: the one that says plan, and the one that says result. */
function findPair(rows: Rows, headerAt: number, at: number): Pick<MonthPlace, 'planned' | 'spent'> {
  const [headings = [], under = []] = rows.slice(headerAt, headerAt + 2)
  const next = headings.findIndex((cell, column) => column > at && cell.trim() !== '')
  const columns = under.map((_, column) => column).slice(at, next === -1 ? undefined : next)
  const find = (words: RegExp) => columns.find((column) => words.test(under[column] ?? ''))
  return { planned: find(plan) ?? at, spent: find(result) ?? null }
}

type Body = { from: number; headerAt: number; categoryAt: number; word: number | undefined; places: MonthPlace[] }

function readLines(rows: Rows, { from, headerAt, categoryAt, word, places }: Body): Line[] {
  const lines: Line[] = []
  let planned: Line[] = [] // of the row of plan that a row of result may follow
  let named: Cell | undefined
  const cellOf = (row: number, column: number): Cell => ({ text: (rows[row]?.[column] ?? '').trim(), row, column })
  for (let row = from; row < rows.length; row += 1) {
    // Empty, or a note under the table.
    if (places.every(({ planned, spent }) => [planned, spent ?? planned].every((at) => cellOf(row, at).text === '')))
      continue
    const own = cellOf(row, categoryAt)
    const says = word === undefined ? '' : cellOf(row, word).text
    if (own.text !== '') named = own
    if (/^(รวม|total)/i.test(named?.text ?? '')) continue
    if (result.test(says)) {
      for (const [place, line] of planned.entries()) line.spent = cellOf(row, places[place]?.at ?? 0)
      planned = []
      continue
    }
    // What is left of the plan stands in a row of its own in many forms.
    if (follows.test(says)) continue
    const unclear = word !== undefined && !plan.test(says) ? cellOf(row, word) : undefined
    planned = places.map((place) => ({
      category: named ?? own,
      month: { ...cellOf(headerAt, place.at) },
      planned: cellOf(row, place.planned),
      spent: place.spent === null ? undefined : cellOf(row, place.spent),
      repeated: cellOf(row, place.planned),
      unclear,
    }))
    lines.push(...planned)
  }
  return lines
}
