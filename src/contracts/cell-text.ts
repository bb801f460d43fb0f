export const arabicDigits = (text: string): string =>
  text.replace(/[๐-๙]/g, (digit) => String(digit.charCodeAt(0) - 0x0e50))

/** A cell as the sheet program names it, "C5"; both are counted from 0. */
export function nameCell(column: number, row: number): string {
  const first = column >= 26 ? String.fromCharCode(64 + Math.floor(column / 26)) : ''
  return `${first}${String.fromCharCode(65 + (column % 26))}${row + 1}`
}
