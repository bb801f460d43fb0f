import type { z } from 'zod'
import { arabicDigits } from '../../contracts/cell-text.ts'
import { isTemplateName, templateSchemas } from '../../contracts/templates.ts'

// A card's data is a tree; a sheet has cells. "link.label" and "items.0.no" are the ways from one to the other.

/** The leaves of a card's data by their place; a list of plain texts is one cell with a line each. */
export function flatten(data: unknown, path = ''): [string, string][] {
  if (data === null || data === undefined) return []
  if (Array.isArray(data) && data.every((item) => typeof item !== 'object'))
    return data.length === 0 ? [] : [[path, data.join('\n')]]
  if (typeof data !== 'object') return [[path, String(data)]]
  return Object.entries(data).flatMap(([key, item]) => flatten(item, path === '' ? key : `${path}.${key}`))
}

/** The tree again, all leaves texts. */
export function unflatten(cells: Iterable<readonly [string, string]>): Record<string, unknown> {
  const data: Record<string, unknown> = {}
  for (const [path, text] of cells) write(data, path.split('.'), text)
  return data
}

function write(holder: Record<string, unknown>, [key = '', ...rest]: string[], value: unknown): void {
  if (rest.length === 0) {
    holder[key] = value
    return
  }
  const isList = /^\d+$/.test(rest[0] ?? '')
  holder[key] ??= isList ? [] : {}
  write(holder[key] as Record<string, unknown>, rest, value)
}

/** What a sheet writes as text becomes the number, list, day or amount that the template asks for; what is left is an issue. */
export function readData(template: string, data: Record<string, unknown>): z.core.$ZodIssue[] {
  if (!isTemplateName(template)) return []
  let issues = templateSchemas[template].safeParse(data).error?.issues ?? []
  // Twice: a list of cards' items shows its own issues only once the list is one.
  for (let round = 0; round < 2 && issues.length > 0; round += 1) {
    for (const issue of issues) mend(data, issue)
    issues = templateSchemas[template].safeParse(data).error?.issues ?? []
  }
  return issues
}

function mend(data: Record<string, unknown>, issue: z.core.$ZodIssue): void {
  const path = issue.path.map(String)
  const value = path.reduce<unknown>((held, key) => (held as Record<string, unknown> | undefined)?.[key], data)
  if (typeof value !== 'string') return
  const read = readAs(issue, value)
  if (read !== undefined) write(data, path, read)
}

function readAs(issue: z.core.$ZodIssue, text: string): unknown {
  if (issue.code === 'invalid_type') {
    if (issue.expected === 'number' || issue.expected === 'int') return readNumber(text)
    if (issue.expected === 'array')
      return text
        .split('\n')
        .map((line) => line.trim())
        .filter(Boolean)
    if (issue.expected === 'boolean') return { true: true, false: false, ใช่: true, ไม่: false }[text.toLowerCase()]
  }
  if (issue.code !== 'invalid_format') return undefined
  return issue.format === 'date' ? readDay(text) : arabicDigits(text).replace(/[,\s฿]|บาท/g, '')
}

function readNumber(text: string): number | undefined {
  const plain = arabicDigits(text).replace(/[,\s%]/g, '')
  return plain !== '' && Number.isFinite(Number(plain)) ? Number(plain) : undefined
}

/** "2027-03-31", "31/3/2570": a year past 2400 is of the Buddhist era. */
export function readDay(text: string): string | undefined {
  const plain = arabicDigits(text).trim()
  const [, isoYear, isoMonth, isoDay] = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(plain) ?? []
  const [, day, month, year] = /^(\d{1,2})[/.](\d{1,2})[/.](\d{4})$/.exec(plain) ?? []
  const given = Number(isoYear ?? year)
  if (!given) return undefined
  const common = given > 2400 ? given - 543 : given
  const pad = (part = '') => part.padStart(2, '0')
  const iso = `${common}-${pad(isoMonth ?? month)}-${pad(isoDay ?? day)}`
  const at = new Date(iso)
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(iso) ? iso : undefined
}
