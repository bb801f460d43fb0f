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

type Holder = Record<string, unknown>

/** The tree again, all leaves texts; and the ways that lead nowhere: no name of a field, a place that is taken, or inside a text. */
export function unflatten(cells: Iterable<readonly [string, string]>): { data: Holder; misplaced: string[] } {
  const data: Holder = {}
  const misplaced = [...cells].filter(([path, text]) => !place(data, path.split('.'), text)).map(([path]) => path)
  return { data, misplaced }
}

// A heading is typed by anybody: "__proto__" would lead to what all objects share, and a list has no billion places.
const nameOfField = /^[a-z]\w*$/i
const placeInList = /^\d{1,2}$/

function place(holder: Holder, [key = '', ...rest]: string[], text: string): boolean {
  if (!(Array.isArray(holder) ? placeInList : nameOfField).test(key)) return false
  const isTaken = Object.hasOwn(holder, key)
  const [next] = rest
  if (next === undefined) {
    if (!isTaken) holder[key] = text
    return !isTaken
  }
  const inner = isTaken ? holder[key] : placeInList.test(next) ? [] : {}
  if (typeof inner !== 'object' || !place(inner as Holder, rest, text)) return false
  holder[key] = inner
  return true
}

/** What a sheet writes as text becomes the number, list, day or amount that the template asks for; what is left is an issue. */
export function readData(template: string, data: Holder): z.core.$ZodIssue[] {
  if (!isTemplateName(template)) return []
  let issues = templateSchemas[template].safeParse(data).error?.issues ?? []
  // Twice: a list of cards' items shows its own issues only once the list is one.
  for (let round = 0; round < 2 && issues.length > 0; round += 1) {
    for (const issue of issues) mend(data, issue)
    issues = templateSchemas[template].safeParse(data).error?.issues ?? []
  }
  return issues
}

function mend(data: Holder, issue: z.core.$ZodIssue): void {
  const path = issue.path.map(String)
  const key = path.pop()
  const holder = path.reduce<unknown>((held, step) => (held as Holder | undefined)?.[step], data) as Holder | undefined
  const value = key === undefined ? undefined : holder?.[key]
  if (typeof value !== 'string') return
  const read = readAs(issue, value)
  if (read !== undefined) (holder as Holder)[key as string] = read
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
