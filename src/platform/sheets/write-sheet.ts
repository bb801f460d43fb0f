import { quoteFormula } from '../../contracts/cell-text.ts'

/** Words, a figure, or nothing. */
export type Cell = string | number | null
/** The first row holds the headings. */
export type Sheet = { name: string; widths: number[]; rows: Cell[][] }

/** A sheet as a file that Excel opens with a double click, Thai included; what people typed never becomes a formula. */
export async function writeSheet(sheet: Sheet, as: { format: 'xlsx' | 'csv'; name: string }): Promise<File> {
  return writeSheets([sheet], as)
}

/** Several in one file; CSV, which knows one sheet, has them below one another, each under its name. */
export async function writeSheets(
  sheets: readonly [Sheet, ...Sheet[]],
  as: { format: 'xlsx' | 'csv'; name: string },
): Promise<File> {
  if (as.format === 'csv') {
    const [first, ...others] = sheets
    const rows = [...first.rows, ...others.flatMap((sheet) => [[], [sheet.name], ...sheet.rows])]
    return new File([toCsv(rows)], `${as.name}.csv`, { type: 'text/csv' })
  }
  const type = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
  return new File([new Uint8Array(await toXlsx(sheets))], `${as.name}.xlsx`, { type })
}

// A cell of type String holds its text whatever it begins with: formulas are a type of their own.
async function toXlsx(sheets: readonly Sheet[]): Promise<Buffer> {
  const { default: writeExcelFile } = await import('write-excel-file/node') // loaded for whoever asks for a sheet
  return writeExcelFile(
    sheets.map(({ name, widths, rows: [head = [], ...body] }) => ({
      data: [
        head.map((cell) => toCell(cell, { fontWeight: 'bold' as const })),
        ...body.map((row) => row.map((cell) => toCell(cell))),
      ],
      sheet: name,
      columns: widths.map((width) => ({ width })),
      stickyRowsCount: 1,
    })),
  ).toBuffer()
}

function toCell(cell: Cell, style: { fontWeight?: 'bold' } = {}) {
  if (cell === null) return null
  return typeof cell === 'number'
    ? { type: Number, value: cell, ...style }
    : { type: String, value: cleanForXml(cell), wrap: true, ...style }
}

// XML 1.0 has no words for these, and a file that holds one does not open.
function cleanForXml(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out.
  return text.replace(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/g, '')
}

// RFC 4180 with a BOM, without which Excel takes UTF-8 for the machine's own code page.
function toCsv(rows: Cell[][]): string {
  return `\uFEFF${rows.map((row) => `${row.map(toField).join(',')}\r\n`).join('')}`
}

function toField(cell: Cell): string {
  if (cell === null) return ''
  if (typeof cell === 'number') return String(cell)
  const text = quoteFormula(cell)
  return /[",\r\n\t]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
