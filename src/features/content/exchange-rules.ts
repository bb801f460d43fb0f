import { z } from 'zod'
import { CardWords, type ImportError } from '../../contracts/api/contents.ts'
import { bareText, nameCell } from '../../contracts/cell-text.ts'
import type { Locale } from '../../contracts/error-words.ts'
import { wordsInBoth } from '../../contracts/issue-words.ts'
import type { YamlDocument } from '../../platform/sheets/yaml-documents.ts'
import { flatten, readData, readDay, unflatten } from './card-data-rules.ts'

type Draft = z.output<typeof CardWords>

/** A card of the library as it goes out. */
type FiledCard = Pick<Draft, 'title' | 'template' | 'data' | 'itaItems' | 'tags'> & {
  id: string
  code: string | null
  kind: string | null
  owner: string | null
  basis: string | null
  reviewOn: Date | null
  state: string
}

/** A card as a file gives it, and where in the file, so that whatever is wrong with it is told by its place. */
export type ReadCard = { key: string | null; draft: Draft; placeOf(field: string): Place }
export type Place = Pick<ImportError, 'file' | 'cell' | 'row'>
export type Problem = Place & Pick<ImportError, 'field' | 'code' | 'value'> & { why?: Partial<Record<Locale, string>> }

const headings: Record<string, string> = {
  code: 'รหัส',
  title: 'ชื่อการ์ด',
  template: 'แม่แบบ',
  kind: 'ชนิด',
  owner: 'ผู้รับผิดชอบ',
  basis: 'ระเบียบหรือที่มา',
  itaItems: 'ข้อ ITA',
  reviewOn: 'วันทบทวน',
  tags: 'ป้ายกำกับ',
  state: 'สถานะ (ไม่นำเข้า)',
}
const filing = Object.keys(headings)

/** The library as rows: what every card has, then what the templates of these cards hold. */
export function writeRows(cards: readonly FiledCard[]): string[][] {
  const flat = cards.map((card) => ({ card, data: new Map(flatten(card.data)) }))
  const paths = [...new Set(flat.flatMap(({ data }) => [...data.keys()]))]
  const head = [...filing.map((name) => `${headings[name]} (${name})`), ...paths.map((path) => `data.${path}`)]
  return [head, ...flat.map(({ card, data }) => [...writeFiling(card), ...paths.map((path) => data.get(path) ?? '')])]
}

function writeFiling(card: FiledCard): string[] {
  const { id, code, title, template, kind, owner, basis, itaItems, reviewOn, tags, state } = card
  const day = reviewOn?.toISOString().slice(0, 10)
  return [code ?? id, title, template, kind, owner, basis, itaItems.join('\n'), day, tags.join('\n'), state].map(
    (cell) => cell ?? '',
  )
}

/** The same as a document to read and edit by hand. */
export function writeDocument(card: FiledCard): Record<string, unknown> {
  const { id, code, title, template, kind, owner, basis, itaItems, reviewOn, tags, data } = card
  const day = reviewOn?.toISOString().slice(0, 10)
  const all = { code: code ?? id, title, template, kind, owner, basis, itaItems, reviewOn: day, tags, data }
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value != null && !isEmptyList(value)))
}

const isEmptyList = (value: unknown) => Array.isArray(value) && value.length === 0

// Typed into a sheet or pasted: no reader sees them, and two cards differ by nothing else.
const invisible = /[\u200b-\u200d\u2060\ufeff\u00ad]/g
export const tidy = (cell: string) => cell.replace(invisible, '').replace(/\r\n?/g, '\n').trim()

/** Rows of a sheet. A merged template stands in its first row only: it holds for those below. */
export function readRows(file: string, rows: readonly string[][]): { cards: ReadCard[]; problems: Problem[] } {
  const headAt = rows.findIndex((row) => row.some((cell) => nameOf(cell) === 'template'))
  if (headAt === -1)
    return {
      cards: [],
      problems: [{ file, cell: null, row: null, field: 'template', code: 'HEADING_MISSING', value: '' }],
    }
  const names = (rows[headAt] ?? []).map(nameOf)
  const cards: ReadCard[] = []
  const problems: Problem[] = []
  let template = ''
  rows.slice(headAt + 1).forEach((cells, index) => {
    const row = headAt + 2 + index
    const tidied = cells.map((cell) => bareText(tidy(cell)))
    if (tidied.every((cell) => cell === '')) return
    const at = (name: string) => tidied[names.indexOf(name)] ?? ''
    const placeOf = (field: string) => placeIn(file, names, row, field)
    template = at('template') || template
    const { data, misplaced } = unflatten(
      names.flatMap((name, column) =>
        name.startsWith('data.') && tidied[column] ? [[name.slice('data.'.length), tidied[column]] as const] : [],
      ),
    )
    const lists = { itaItems: lines(at('itaItems')), tags: lines(at('tags')) }
    const day = at('reviewOn')
    const written = {
      ...{ title: at('title'), template, ...lists, data },
      ...given('kind', at('kind')),
      ...given('owner', at('owner')),
      ...given('basis', at('basis')),
      ...given('reviewOn', day && (readDay(day) ?? day)),
    }
    const read = readCard(at('code') || null, written, placeOf)
    problems.push(...misplaced.map((path) => toProblem(noSuchField(path), placeOf)), ...read.problems)
    if (read.card) cards.push(read.card)
  })
  return { cards, problems }
}

const given = (name: string, text: string) => (text === '' ? {} : { [name]: text })
const lines = (text: string) =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean)

/** "ชื่อการ์ด (title)" and "title" name the same column. */
function nameOf(heading: string): string {
  const text = tidy(heading)
  return /\(([\w.]+)\)$/.exec(text)?.[1] ?? text
}

function placeIn(file: string, names: readonly string[], row: number, field: string): Place {
  const exact = names.indexOf(field)
  const near = names.findIndex((name) => name.startsWith(`${field}.`) || field.startsWith(`${name}.`))
  const column = exact === -1 ? near : exact
  return { file, row, cell: column === -1 ? null : nameCell(column, row - 1) }
}

// It becomes the name of a file when the library goes out as a folder.
const Code = z
  .string()
  .max(100)
  .regex(/^[\p{L}\p{N}][\p{L}\p{M}\p{N}._-]*$/u, 'A code has letters, digits, dots and hyphens alone.')

/** Without its ending. A code that was given before codes were checked may name another folder: its card goes by its id. */
export const nameOfFile = ({ code, id }: Pick<FiledCard, 'code' | 'id'>): string =>
  Code.safeParse(code).success ? (code as string) : id

const Document = z.strictObject({
  code: Code.optional(),
  ...CardWords.shape,
  title: z.string(),
  template: z.string(),
})

/** A document of a YAML file. */
export function readDocument(file: string, { line, value }: YamlDocument): { card?: ReadCard; problems: Problem[] } {
  const placeOf = (): Place => ({ file, row: line, cell: null })
  const parsed = Document.safeParse(value)
  if (!parsed.success) return { problems: parsed.error.issues.map((issue) => toProblem(issue, placeOf)) }
  const { code = null, ...written } = parsed.data
  return readCard(code, written, placeOf)
}

function readCard(
  key: string | null,
  written: { title: string; template: string; data: Record<string, unknown> },
  placeOf: (field: string) => Place,
): { card?: ReadCard; problems: Problem[] } {
  const problems = readData(written.template, written.data).map((issue) =>
    toProblem({ ...issue, path: ['data', ...issue.path] }, placeOf),
  )
  const parsed = CardWords.safeParse(written)
  if (!parsed.success) problems.unshift(...parsed.error.issues.map((issue) => toProblem(issue, placeOf)))
  const code = Code.nullable().safeParse(key)
  if (!code.success)
    problems.unshift(...code.error.issues.map((issue) => toProblem({ ...issue, path: ['code'] }, placeOf)))
  return problems.length > 0 || !parsed.success
    ? { problems }
    : { card: { key, draft: parsed.data, placeOf }, problems }
}

const noSuchField = (path: string): z.core.$ZodIssue => ({
  code: 'unrecognized_keys',
  keys: [path],
  path: ['data'],
  message: 'Unrecognized key',
})

function toProblem(issue: z.core.$ZodIssue, placeOf: (field: string) => Place): Problem {
  const field = [...issue.path, ...(issue.code === 'unrecognized_keys' ? issue.keys.slice(0, 1) : [])].join('.')
  return { ...placeOf(field), field, code: 'FIELD_INVALID', value: '', why: wordsInBoth(issue) }
}
