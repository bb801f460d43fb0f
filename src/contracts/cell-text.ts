export const arabicDigits = (text: string): string =>
  text.replace(/[๐-๙]/g, (digit) => String(digit.charCodeAt(0) - 0x0e50))

const formula = /^[=+\-@\t\r\n＝＋－＠]/

/**
 * A text that a sheet would take for a formula, with an apostrophe in front, which Excel, LibreOffice and Google Sheets read as
 * "this is text" (OWASP, CSV injection).
 */
export const quoteFormula = (text: string): string => (formula.test(text) ? `'${text}` : text)

/** The same without it. */
export const bareText = (cell: string): string =>
  cell.startsWith("'") && formula.test(cell.slice(1)) ? cell.slice(1) : cell

/** A column as the sheet program names it, "C"; counted from 0. */
export function nameColumn(column: number): string {
  const first = column >= 26 ? String.fromCharCode(64 + Math.floor(column / 26)) : ''
  return `${first}${String.fromCharCode(65 + (column % 26))}`
}

/** A cell as the sheet program names it, "C5"; both are counted from 0. */
export const nameCell = (column: number, row: number): string => `${nameColumn(column)}${row + 1}`
