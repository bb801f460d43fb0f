import { bangkokTimeOf, dayOf } from '../../parts/days.ts'
import type { FieldName } from './field-name.ts'
import { type FormField, figureColumns, stateWords } from './template-forms.ts'

export type FormValues = Partial<Record<FieldName, string>>
type Data = Record<string, unknown>

/** The card's data from what was typed: what is empty is left out, so that the card shows nothing there. */
export function toData(fields: FormField[], values: FormValues): Data {
  const data: Data = {}
  for (const field of fields) {
    const value = values[field.name]?.trim()
    if (value && !field.within) data[field.name] = readValue(field, value)
  }
  for (const object of new Set(fields.flatMap(({ within }) => (within ? [within[0]] : [])))) {
    const typed = fields.filter(({ name, within }) => within?.[0] === object && values[name]?.trim())
    if (typed.length === 0) continue
    // Of one begun what is typed stays: the card refuses it, and says so under the field that is empty.
    data[object] = Object.fromEntries(
      typed.map((field) => [field.within?.[1], readValue(field, values[field.name]?.trim() ?? '')]),
    )
  }
  return data
}

function readValue({ name, kind, columns = [] }: FormField, value: string): unknown {
  if (kind === 'number') return toNumber(value)
  if (kind === 'lines') return readList(value)
  if (kind === 'pairs') return linesOf(value).map((line) => toPair(name, line))
  if (kind === 'rows') return linesOf(value).map((line) => toRow(name, columns, line))
  if (kind === 'moment') return `${value}:00+07:00`
  return value
}

/** What would be typed to get this data; undefined when the data has more than the form can hold. */
export function toValues(fields: FormField[], data: Data): FormValues | undefined {
  const values: FormValues = {}
  for (const [name, value] of Object.entries(data)) {
    if (value === null || (Array.isArray(value) && value.length === 0)) continue
    const parts = fields.filter(({ within }) => within?.[0] === name)
    if (parts.length > 0) {
      for (const part of parts) values[part.name] = writeValue(part, (value as Data)[part.within?.[1] ?? ''])
      continue
    }
    const known = fields.find((one) => one.name === name && !one.within)
    if (!known) return undefined
    values[known.name] = writeValue(known, value)
  }
  return values
}

function writeValue({ name, kind, columns = [] }: FormField, value: unknown): string {
  if (kind === 'pairs') return (value as Record<string, string>[]).map((pair) => writePair(name, pair)).join('\n')
  if (kind === 'rows') return (value as Data[]).map((row) => writeRow(columns, row)).join('\n')
  if (kind === 'moment') return `${dayOf(String(value))}T${bangkokTimeOf(String(value))}`
  return Array.isArray(value) ? value.join('\n') : String(value ?? '')
}

const linesOf = (text: string) =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean)

// "1." "2)" "(3)" "๔." and the bullets of Word; "08.30 น.", "2.5 ล้านบาท" and "-5" begin with a figure, not with a mark.
const listMark = /^(?:\(?(?:[0-9]{1,3}|[๐-๙]{1,3})[.)](?![0-9๐-๙])|[-–—•●▪■◦○\uF0B7](?![-0-9๐-๙]))\s*/

/** A list copied from a document brings its marks with it, and the card has its own: they go where all lines have the same sort. */
function readList(text: string): string[] {
  const lines = linesOf(text)
  const marks = lines.map((line) => listMark.exec(line)?.[0] ?? '')
  const [first = ''] = marks
  if (first === '' || marks.some((mark, place) => countOn(mark, 0) !== countOn(first, place))) return lines
  const bare = lines.map((line, place) => line.slice(marks[place]?.length)).filter(Boolean)
  return bare.length > 0 ? bare : lines // "-" by itself is how an officer says that there is none
}

/** The mark that stands so many places further down the list: "๑." two on is "3.". */
const countOn = (mark: string, places: number) =>
  mark
    .trim()
    .replace(/[๐-๙]/g, (digit) => String('๐๑๒๓๔๕๖๗๘๙'.indexOf(digit)))
    .replace(/\d+/, (no) => String(Number(no) + places))

// What is no number is left as it was typed: the card refuses it, and says so under the field.
const toNumber = (text: string) => (Number.isNaN(Number(text)) ? text : Number(text))

/** "5.1 | รับทราบข้อมูล | IIT | 81.60", or a row pasted from a sheet; an empty place is left out. */
function toRow(name: FieldName, columns: readonly string[], line: string): Data {
  const cells = line.split(/\t|\|/).map((cell) => cell.trim())
  return Object.fromEntries(
    columns.flatMap((column, place) => {
      const cell = cells[place]
      return cell ? [[column, readCell(name, column, cell)]] : []
    }),
  )
}

/** Items are numbered "5.1", indicators 5. */
const isIndicatorNo = (name: FieldName, column: string) => name === 'indicators' && column === 'no'

function readCell(name: FieldName, column: string, cell: string): unknown {
  if (figureColumns.includes(column) || isIndicatorNo(name, column)) return toNumber(cell)
  if (column !== 'state') return cell
  return Object.keys(stateWords).find((state) => stateWords[state] === cell) ?? cell
}

const writeCell = (column: string, value: unknown) =>
  column === 'state' ? (stateWords[String(value)] ?? String(value)) : String(value ?? '')

const writeRow = (columns: readonly string[], row: Data) =>
  columns
    .map((column) => writeCell(column, row[column]))
    .join(' | ')
    .replace(/[\s|]+$/, '')

/** "ผู้ดูแล: กองคลัง" on a line of its own; what stands before the colon and after it, by the names of the card. */
const pairKeys: Partial<Record<FieldName, [string, string]>> = { facts: ['label', 'text'], counts: ['value', 'label'] }

/** A tab comes from a table and is never part of the words; the colon of "08:30" is. */
const pairSeparators = [/\t/, /\s\|\s|(?<!\d):|:(?!\d)/]

function toPair(name: FieldName, line: string): Record<string, string> {
  const [first, second] = pairKeys[name] ?? ['label', 'text']
  const found = pairSeparators.map((separator) => separator.exec(line)).find((match) => match !== null)
  // Without a separator the second part stays empty: the card refuses it, and the form says how a line is written.
  if (!found) return { [first]: line, [second]: '' }
  const rest = line.slice(found.index + found[0].length)
  return { [first]: line.slice(0, found.index).trim(), [second]: rest.trim() }
}

function writePair(name: FieldName, pair: Record<string, string>): string {
  const [first, second] = pairKeys[name] ?? ['label', 'text']
  return `${pair[first]}: ${pair[second]}`
}

/** Where in a filled field an issue lies: on which line, and whether a part of it is missing or is no figure. */
export function findFault(
  field: FormField,
  value: string,
  path: string,
): { line?: number; what?: 'short' | 'noFigure' } {
  const { kind, columns = [] } = field
  if (kind === 'number') return typeof toNumber(value.trim()) === 'string' ? { what: 'noFigure' } : {}
  const [, place, part] = path.split('.')
  if (!['lines', 'pairs', 'rows'].includes(kind) || place === undefined) return {}
  const line = lineNoOf(value, Number(place))
  if (kind === 'lines' || part === undefined) return { line }
  const typed = (readValue(field, value) as Data[])[Number(place)]?.[part]
  if (typed === undefined || typed === '') return { line, what: 'short' }
  const isFigure = columns.includes(part) && (figureColumns.includes(part) || isIndicatorNo(field.name, part))
  return isFigure && typeof typed === 'string' ? { line, what: 'noFigure' } : { line }
}

/** Empty lines are passed over when they are read, and counted by whoever looks for a line. */
function lineNoOf(text: string, place: number): number {
  const filled = text.split('\n').flatMap((line, at) => (line.trim() ? [at + 1] : []))
  return filled[place] ?? place + 1
}
