import { type ColumnMap, FiscalYear, type MonthColumns, type SheetError } from '../../contracts/api/budget.ts'
import { arabicDigits, nameCell } from '../../contracts/cell-text.ts'
import { fiscalYearOfDay } from '../../platform/calendar-day.ts'
import type { Cell, Line } from './sheet-line-rules.ts'
import { findWideSheet } from './wide-sheet-rules.ts'

/** Plan and spending of a category in a month; money in satang, so that sums are whole numbers. */
export type Entry = { category: string; month: string; planned: bigint; spent: bigint | null }

export type ReadBudget = {
  headings: string[]
  columns: ColumnMap | null
  months: MonthColumns[] | null
  isExample: boolean
  /** The fiscal year of all its months, where another one was chosen. */
  otherYear: number | null
  entries: Entry[]
  errors: SheetError[]
}

const headingWords: Record<keyof ColumnMap, RegExp> = {
  category: /หมวด|ประเภท|งบรายจ่าย|รายการ|category/i,
  month: /เดือน|month|งวด/i,
  planned: /แผน|จัดสรร|ประมาณการ|plan|allocat/i,
  spent: /ผล|เบิกจ่าย|ใช้จ่ายจริง|จ่ายจริง|spent|actual/i,
}

/** Reads a sheet of one row a category and month, or of a column for each month. A map by hand is of the former. */
export function readBudget(rows: string[][], fiscalYear: number, mapped?: ColumnMap): ReadBudget {
  const wide = mapped ? undefined : findWideSheet(rows, (text) => readMonth(text, fiscalYear))
  const long = wide ? undefined : findLongSheet(rows, fiscalYear, mapped)
  const { headings, headerAt, lines } = wide ?? (long as LongSheet)
  const isExample = rows
    .slice(0, Math.max(1, headerAt))
    .flat()
    .some((cell) => /ตัวอย่าง|สมมติ|example/i.test(cell))
  const found = { headings, columns: long?.columns ?? null, months: wide?.months ?? null, isExample }
  return { ...found, otherYear: findOtherYear(lines, fiscalYear), ...readLines(lines, fiscalYear) }
}

function findOtherYear(lines: readonly Line[], fiscalYear: number): number | null {
  const months = lines.flatMap(({ month }) => readMonth(month.text, fiscalYear) ?? [])
  const [year, ...more] = new Set(months.map(fiscalYearOfDay))
  const isOther = more.length === 0 && year !== fiscalYear
  return isOther ? (FiscalYear.safeParse(year).data ?? null) : null
}

function readLines(lines: readonly Line[], fiscalYear: number): Pick<ReadBudget, 'entries' | 'errors'> {
  const entries: Entry[] = []
  const errors = new Map<string, SheetError>() // by cell and code: a heading serves many lines, and is wrong once
  const seen = new Set<string>()
  const refuse = ({ row, column, text }: Cell, code: SheetError['code']) => {
    const cell = nameCell(column, row)
    errors.set(`${cell} ${code}`, { cell, row: row + 1, code, value: text.slice(0, 60) })
  }
  for (const line of lines) {
    if (line.unclear) {
      refuse(line.unclear, 'ROW_UNCLEAR')
      continue
    }
    const category = tidy(line.category.text)
    if (category === '') refuse(line.category, 'CATEGORY_MISSING')
    const month = readMonth(line.month.text, fiscalYear)
    if (month === null) refuse(line.month, 'MONTH_UNREADABLE')
    else if (fiscalYearOfDay(month) !== fiscalYear) refuse(line.month, 'MONTH_OUTSIDE_YEAR')
    const planned = readAmount(line.planned.text)
    if (planned === null) refuse(line.planned, 'AMOUNT_MISSING')
    else if (typeof planned === 'string') refuse(line.planned, planned)
    const spent = readAmount(line.spent?.text ?? '')
    if (line.spent && typeof spent === 'string') refuse(line.spent, spent)
    const key = `${category}\0${month}`
    if (month !== null && seen.has(key)) refuse(line.repeated, 'ROW_REPEATED')
    seen.add(key)
    if (month !== null && typeof planned === 'bigint' && typeof spent !== 'string')
      entries.push({ category, month, planned, spent })
  }
  return { entries, errors: [...errors.values()] }
}

type LongSheet = { headings: string[]; headerAt: number; columns: ColumnMap | null; lines: Line[] }

/** A merged category stands in its first row only: it holds for those below. */
function findLongSheet(rows: string[][], fiscalYear: number, mapped?: ColumnMap): LongSheet {
  const namedAt = rows.slice(0, 15).findIndex((row) => findColumns(row) !== null)
  const headerAt = namedAt < 0 && mapped ? findFirstFigures(rows, fiscalYear, mapped) - 1 : namedAt
  const headings = rows[Math.max(0, namedAt)] ?? []
  const columns = mapped ?? findColumns(headings)
  const lines: Line[] = []
  let category: Cell | undefined
  for (const [row, cells] of rows.entries()) {
    if (columns === null || row <= headerAt || cells.every((cell) => cell.trim() === '')) continue
    const cellOf = (name: keyof ColumnMap): Cell => {
      return { text: (cells[columns[name]] ?? '').trim(), row, column: columns[name] }
    }
    const own = cellOf('category')
    if (/^(รวม|total)/i.test(own.text)) continue
    if (tidy(own.text) !== '') category = own
    const month = cellOf('month')
    const [planned, spent] = [cellOf('planned'), cellOf('spent')]
    lines.push({ category: category ?? own, month, planned, spent, repeated: month })
  }
  return { headings, headerAt, columns, lines }
}

/** Columns were matched by hand because no heading tells: title and headings end where a month or an amount can be read. */
function findFirstFigures(rows: string[][], fiscalYear: number, { month, planned }: ColumnMap): number {
  const first = rows
    .slice(0, 15)
    .findIndex(
      (row) =>
        readMonth((row[month] ?? '').trim(), fiscalYear) !== null ||
        typeof readAmount((row[planned] ?? '').trim()) === 'bigint',
    )
  return Math.max(0, first)
}

function findColumns(headings: string[]): ColumnMap | null {
  const at = (name: keyof ColumnMap) => headings.findIndex((heading) => headingWords[name].test(heading))
  const columns = { category: at('category'), month: at('month'), planned: at('planned'), spent: at('spent') }
  const places = Object.values(columns)
  return places.includes(-1) || new Set(places).size < places.length ? null : columns
}

/** Satang; null where nothing stands; a code where it is no amount of money. What rounds to 0.00 is 0, whatever its sign. */
export function readAmount(text: string): bigint | null | 'AMOUNT_UNREADABLE' | 'AMOUNT_NEGATIVE' {
  const plain = arabicDigits(text).replace(/[\s,]|บาท|฿/g, '')
  if (plain === '' || plain === '-' || plain === '–') return null
  const unsigned = plain.replace(/^[-−–](?=\d)|^\((.*)\)$/, '$1')
  const match = /^(\d{1,13})(?:\.(\d+))?$/.exec(writeOut(unsigned))
  if (!match) return 'AMOUNT_UNREADABLE'
  // A sheet's sums carry binary dust: 1250.5000000000002. Past two decimals it is rounded, as a sheet shows it.
  const decimals = (match[2] ?? '').padEnd(3, '0')
  const satang =
    BigInt(match[1] as string) * 100n + BigInt(decimals.slice(0, 2)) + ((decimals[2] as string) >= '5' ? 1n : 0n)
  return unsigned !== plain && satang > 0n ? 'AMOUNT_NEGATIVE' : satang
}

/**
 * "1.8E-12", as XLSX keeps the dust of a formula, as "0.0000000000018". A large number stays as it is and is refused: "1.23457E+11"
 * is what Excel leaves in a CSV of an amount of twelve digits, the last six lost.
 */
function writeOut(text: string): string {
  const [, whole, decimals = '', power] = /^(\d)(?:\.(\d+))?E-(\d{1,3})$/i.exec(text) ?? []
  return whole === undefined ? text : `0.${'0'.repeat(Math.max(0, Number(power) - 1))}${whole}${decimals}`
}

const thaiMonths = [
  ['ม.ค.', 'มกราคม'],
  ['ก.พ.', 'กุมภาพันธ์'],
  ['มี.ค.', 'มีนาคม'],
  ['เม.ย.', 'เมษายน'],
  ['พ.ค.', 'พฤษภาคม'],
  ['มิ.ย.', 'มิถุนายน'],
  ['ก.ค.', 'กรกฎาคม'],
  ['ส.ค.', 'สิงหาคม'],
  ['ก.ย.', 'กันยายน'],
  ['ต.ค.', 'ตุลาคม'],
  ['พ.ย.', 'พฤศจิกายน'],
  ['ธ.ค.', 'ธันวาคม'],
].map((names) => names.map((name) => name.replaceAll('.', '')))

/** First day of a month: "ต.ค. 2566", "ตุลาคม", "10/2566", "2023-10", "2023-10-31", Thai digits too. */
export function readMonth(text: string, fiscalYear: number): string | null {
  const plain = arabicDigits(text).replace(/\./g, '').trim()
  const iso = /^(\d{4})-(\d{1,2})(?:-\d{1,2})?$/.exec(plain)
  if (iso) return monthOf(Number(iso[1]), Number(iso[2]))
  const numbers = /^(?:\d{1,2}\/)?(\d{1,2})\/(\d{2,4})$/.exec(plain)
  if (numbers) return monthOf(fullYear(numbers[2] as string), Number(numbers[1]))
  const [, name = '', year] = /^([^\d\s]+)\s*(\d{2,4})?$/.exec(plain) ?? []
  const month = thaiMonths.findIndex((names) => names.includes(name)) + 1
  if (month === 0) return null
  return monthOf(year === undefined ? fiscalYear - (month >= 10 ? 1 : 0) : fullYear(year), month)
}

/** "66" and "2566" are of the Buddhist era, 2023 of the common one. */
const fullYear = (digits: string) => (digits.length === 2 ? 2500 + Number(digits) : Number(digits))

function monthOf(year: number, month: number): string | null {
  if (month < 1 || month > 12) return null
  const common = year > 2400 ? year - 543 : year
  return `${common}-${String(month).padStart(2, '0')}-01`
}

const tidy = (text: string) =>
  text
    .replace(/[\u200b-\u200d\ufeff]/g, '')
    .replace(/\s+/g, ' ')
    .slice(0, 100)
    .trim()
