/** Why a row was not taken. `line` counts from 1, as a spreadsheet does. */
export type RowProblem = {
  line: number
  problem: 'DATE_INVALID' | 'YEAR_OTHER' | 'DATE_DOUBLED' | 'NAME_MISSING' | 'NAME_TOO_LONG'
}

/**
 * Reads a list of holidays as spreadsheets save it: date and name, parted by comma, semicolon or tab; quotes and a byte-order
 * mark as Excel writes them; the date as 2027-01-01 or, as Thai Excel shows it, 1/1/2570. A heading may be first.
 */
export function readHolidayCsv(
  text: string,
  year: number,
): { days: { date: string; name: string }[]; problems: RowProblem[] } {
  const days = new Map<string, string>()
  const problems: RowProblem[] = []
  for (const [index, row] of text
    .replace(/^\uFEFF/, '')
    .split(/\r\n|\n|\r/)
    .entries()) {
    if (/^[\s,;]*$/.test(row)) continue
    const [dateText, name] = splitRow(row)
    const date = readDate(dateText)
    if (!date && index === 0 && !/\d/.test(dateText)) continue // the heading
    const problem = findProblem(date, name, year, days)
    if (problem) problems.push({ line: index + 1, problem })
    else days.set(date as string, name)
  }
  return { days: [...days].map(([date, name]) => ({ date, name })), problems }
}

function findProblem(
  date: string | undefined,
  name: string,
  year: number,
  days: ReadonlyMap<string, string>,
): RowProblem['problem'] | undefined {
  if (!date) return 'DATE_INVALID'
  if (!date.startsWith(`${year}-`)) return 'YEAR_OTHER'
  if (days.has(date)) return 'DATE_DOUBLED'
  if (name === '') return 'NAME_MISSING'
  if (name.length > 200) return 'NAME_TOO_LONG'
  return undefined
}

function splitRow(row: string): [string, string] {
  const [, date = '', rest = ''] = /^\s*("[^"]*"|[^,;\t]*)[,;\t]?(.*)$/s.exec(row) ?? []
  return [unquote(date), unquote(rest.replace(/[,;\t]+\s*$/, ''))]
}

function unquote(cell: string): string {
  const trimmed = cell.trim()
  const quoted = /^"(.*)"$/s.exec(trimmed)
  return (quoted ? (quoted[1] as string).replaceAll('""', '"') : trimmed).trim()
}

function readDate(text: string): string | undefined {
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(text)
  const thai = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/.exec(text)
  const [year, month, day] = (iso ? [iso[1], iso[2], iso[3]] : thai ? [thai[3], thai[2], thai[1]] : []).map(Number)
  if (!year || !month || !day) return undefined
  // 2400: no list of holidays is older in พ.ศ. or later in ค.ศ. than that
  const date = new Date(Date.UTC(year > 2400 ? year - 543 : year, month - 1, day))
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day ? date.toISOString().slice(0, 10) : undefined
}
