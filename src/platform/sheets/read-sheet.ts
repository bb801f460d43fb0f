import iconv from 'iconv-lite'
import { AppError } from '../errors.ts'
import { readCsv } from './read-csv.ts'
import { unfoldsToAtMost } from './unfolds-to-at-most.ts'

/** Cells of the first sheet as text, row by row; an empty cell is ''. */
export type SheetRows = string[][]

export const maxSheetBytes = 10_000_000
const maxUnfoldedBytes = 100_000_000
const maxRows = 20_000
const maxColumns = 200 // the starter library has over 60: a column for each field of each kind of card

/**
 * Reads an XLSX, or a CSV in UTF-8, UTF-16 or TIS-620 (what Excel in Thailand saves).
 * @throws SHEET_TOO_LARGE (413) or SHEET_UNREADABLE (422).
 */
export async function readSheet(bytes: Buffer): Promise<SheetRows> {
  if (bytes.length > maxSheetBytes) throw tooLarge(`${bytes.length} bytes`)
  const rows = bytes.subarray(0, 2).toString('latin1') === 'PK' ? await readXlsx(bytes) : readCsv(readText(bytes))
  const widest = rows.reduce((most, row) => Math.max(most, row.length), 0)
  if (rows.length > maxRows || widest > maxColumns) throw tooLarge(`${rows.length} rows of ${widest} columns`)
  return rows
}

async function readXlsx(bytes: Buffer): Promise<SheetRows> {
  if (!(await unfoldsToAtMost(bytes, maxUnfoldedBytes))) throw tooLarge(`over ${maxUnfoldedBytes} bytes when unfolded`)
  try {
    const { default: readXlsxFile } = await import('read-excel-file/node')
    // Figures stay the text that is in the file: money is never a binary fraction.
    const [sheet] = await readXlsxFile(bytes, { trim: true, parseNumber: (text: string) => text as never })
    return (sheet?.data ?? []).map((row) => row.map(toText))
  } catch (cause) {
    throw unreadable('The XLSX cannot be opened. Save it again in Excel.', cause)
  }
}

/** A picture, a PDF or a workbook of Excel 97 has some encoding too, and would be shown to its owner as headings of no language. */
function readText(bytes: Buffer): string {
  const decoded = decodeText(bytes)
  const text = decoded.endsWith(endMark) ? decoded.slice(0, -1) : decoded
  if (unwritten.test(text)) throw unreadable('The file is no text. Save it as XLSX or CSV.')
  return text
}

const endMark = '\u001a' // of programs of DOS
const unwritten = /[^\P{Cc}\t\n\v\f\r]/u

function toText(cell: unknown): string {
  if (cell === null || cell === undefined) return ''
  return cell instanceof Date ? cell.toISOString().slice(0, 10) : String(cell)
}

/** Text in UTF-8, UTF-16 or TIS-620. */
export function decodeText(bytes: Buffer): string {
  const [first, second] = bytes
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)) return iconv.decode(bytes, 'utf16')
  // A comma or a line's end in UTF-16 has a zero byte, behind or before it; no other encoding of a table has any.
  const zero = bytes.indexOf(0)
  if (zero !== -1) return iconv.decode(bytes, zero % 2 === 1 ? 'utf-16le' : 'utf-16be')
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return iconv.decode(bytes, 'windows-874') // Thai of one byte a letter
  }
}

const unreadable = (message: string, cause?: unknown) =>
  new AppError('SHEET_UNREADABLE', message, { status: 422, cause })

const tooLarge = (what: string) =>
  new AppError('SHEET_TOO_LARGE', `The sheet has ${what}: at most 10 MB, ${maxRows} rows and ${maxColumns} columns.`, {
    status: 413,
  })
