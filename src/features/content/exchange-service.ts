import { isDeepStrictEqual } from 'node:util'
import type { CardFile, ImportError, ImportPreview } from '../../contracts/api/contents.ts'
import { type Locale, wordsForError } from '../../contracts/error-words.ts'
import { wordsInBoth } from '../../contracts/issue-words.ts'
import type { Actor } from '../../platform/auth/auth.ts'
import type { Tx } from '../../platform/db/open-database.ts'
import { AppError } from '../../platform/errors.ts'
import { decodeText, readSheet } from '../../platform/sheets/read-sheet.ts'
import { writeSheet } from '../../platform/sheets/write-sheet.ts'
import { readYaml, writeYaml } from '../../platform/sheets/yaml-documents.ts'
import { issuesOfCard } from './card-issues.ts'
import {
  nameOfFile,
  type Problem,
  type ReadCard,
  readDocument,
  readRows,
  tidy,
  writeDocument,
  writeRows,
} from './exchange-rules.ts'
import { importWords } from './import-words.ts'
import { lintCard } from './lint-rules.ts'
import * as repo from './repo.ts'
import type { ContentService } from './service.ts'
import { toDraft } from './service.ts'

const mostCards = 10_000 // a whole library
const mostWritten = 2000 // what one transaction has time for
const errorsShown = 100

export type CardFileBytes = { name: string; bytes: Buffer }
type Planned = { card: ReadCard; before: repo.ContentRow | undefined; change: 'new' | 'changed' | 'same' }

/** The library in files and back: a sheet for Excel, or a document for each card. Nothing is stored until all of it is right. */
export function createExchangeService(deps: {
  service: Pick<ContentService, 'create' | 'update'>
  renderCard(template: string, data: unknown): unknown
}) {
  async function preview(tx: Tx, files: CardFileBytes[], locale: Locale): Promise<ImportPreview> {
    const { planned, problems } = await plan(tx, files)
    return show(planned, problems, locale)
  }

  /** @throws CARDS_INVALID (422) with the errors by file, row and cell. */
  async function importCards(tx: Tx, actor: Actor, files: CardFileBytes[], locale: Locale): Promise<ImportPreview> {
    const { planned, problems } = await plan(tx, files)
    const seen = show(planned, problems, locale)
    if (problems.length > 0 || planned.length === 0)
      throw new AppError(
        'CARDS_INVALID',
        `The files have ${problems.length} errors and ${planned.length} good cards.`,
        {
          status: 422,
          data: seen,
        },
      )
    for (const { card, before, change } of planned) {
      if (change === 'new')
        await deps.service.create(tx, actor, { ...card.draft, ...(card.key !== null && { code: card.key }) })
      if (before && change === 'changed')
        await deps.service.update(tx, actor, before.id, { ...card.draft, version: before.version })
    }
    return seen
  }

  async function plan(tx: Tx, files: CardFileBytes[]): Promise<{ planned: Planned[]; problems: Problem[] }> {
    const cards: ReadCard[] = []
    const problems: Problem[] = []
    for (const file of files) {
      const read = await readFile(file)
      cards.push(...read.cards)
      problems.push(...read.problems)
    }
    if (cards.length > mostCards) throw tooLarge(`${cards.length} cards: at most ${mostCards} at a time.`)
    const known = await repo.listByKeys(
      tx,
      cards.flatMap(({ key }) => key ?? []),
    )
    const seen = new Set<string>()
    const planned = cards.map((card): Planned => {
      const before = card.key === null ? undefined : known.get(card.key)
      return { card, before, change: before === undefined ? 'new' : isSame(before, card) ? 'same' : 'changed' }
    })
    const written = planned.filter(({ change }) => change !== 'same').length
    if (written > mostWritten) throw tooLarge(`${written} cards are new or changed: at most ${mostWritten} at a time.`)
    for (const one of planned) {
      problems.push(...findProblems(one, seen))
      if (one.card.key !== null) seen.add(one.card.key)
    }
    return { planned, problems }
  }

  function findProblems({ card: { key, draft, placeOf }, before, change }: Planned, seen: Set<string>) {
    const found: Problem[] = []
    const refuse = (field: string, code: ImportError['code'], value: string, why?: Problem['why']) =>
      found.push({ ...placeOf(field), field, code, value, ...(why !== undefined && { why }) })
    if (key !== null && seen.has(key)) refuse('code', 'CODE_REPEATED', key)
    if (key !== null && before === undefined && isId.test(key)) refuse('code', 'CARD_UNKNOWN', key)
    if (change === 'same') return found // it is there as it is, and stays
    if (before?.state === 'retired') refuse('code', 'CARD_RETIRED', before.title)
    for (const { found: value, why } of lintCard(draft)) refuse('data', 'CONTENT_RULE', value, why)
    try {
      deps.renderCard(draft.template, draft.data)
    } catch (error) {
      if (!(error instanceof AppError)) throw error
      const issues = issuesOfCard(error)
      if (error.code === 'TEMPLATE_UNKNOWN') refuse('template', 'TEMPLATE_UNKNOWN', draft.template)
      else if (issues.length === 0) refuse('data', 'FIELD_INVALID', '', sayWhole(error))
      for (const issue of issues) refuse(`data.${issue.path}`, 'FIELD_INVALID', '', wordsInBoth(issue))
    }
    return found
  }

  async function write(tx: Tx, query: repo.ContentQuery & { format: 'xlsx' | 'csv' | 'yaml' }): Promise<File> {
    const { format, ...wanted } = query
    const cards = await repo.listAll(tx, wanted)
    if (format === 'yaml') {
      const text = cards.map((card) => writeYaml(writeDocument(card))).join('---\n')
      return new File([text], 'cards.yaml', { type: 'application/yaml' })
    }
    const rows = writeRows(cards)
    const widths = (rows[0] ?? []).map((_, column) => (column < 2 ? 30 : 20))
    return writeSheet({ name: 'การ์ด', widths, rows }, { format, name: 'cards' })
  }

  /** A folder of documents: the name of each file and what is in it. */
  async function writeFolder(tx: Tx): Promise<{ name: string; text: string }[]> {
    const cards = await repo.listAll(tx, {})
    return cards.map((card) => ({ name: `${nameOfFile(card)}.yaml`, text: writeYaml(writeDocument(card)) }))
  }

  return { preview, importCards, write, writeFolder }
}

const sayWhole = ({ code, status }: AppError): Record<Locale, string> => ({
  th: wordsForError(code, status, 'th'),
  en: wordsForError(code, status, 'en'),
})

const tooLarge = (why: string) => new AppError('SHEET_TOO_LARGE', why, { status: 413 })

export type ExchangeService = ReturnType<typeof createExchangeService>

const isId = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

async function readFile({ name, bytes }: CardFileBytes): Promise<{ cards: ReadCard[]; problems: Problem[] }> {
  if (!/\.ya?ml$/i.test(name)) return readRows(name, await readSheet(bytes))
  try {
    const read = readYaml(decodeText(bytes)).map((document) => readDocument(name, document))
    return {
      cards: read.flatMap(({ card }) => card ?? []),
      problems: read.flatMap(({ problems }) => problems),
    }
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'YAML_UNREADABLE') throw error
    const { line } = error.data as { line: number }
    const place = { file: name, cell: null, row: line, field: '', value: '' }
    return { cards: [], problems: [{ ...place, code: 'YAML_UNREADABLE', why: { en: error.message } }] }
  }
}

/** Whether the file says what the card says already: then it is left alone, approval and all. */
const isSame = (before: repo.ContentRow, { draft }: ReadCard): boolean =>
  isDeepStrictEqual(asFiled(toDraft(before)), asFiled(draft))

/**
 * A card as a file can say it. An empty cell does not tell null, an empty list and a field that is left out from each other, and
 * marks that nobody sees do not come back from a sheet; a card reads the same either way.
 */
const asFiled = (draft: repo.NewContent): unknown =>
  JSON.parse(
    JSON.stringify(draft, (_, value: unknown) =>
      isEmpty(value) ? undefined : typeof value === 'string' ? tidy(value) : value,
    ),
  )
const isEmpty = (value: unknown) => value === null || value === '' || (Array.isArray(value) && value.length === 0)

function show(planned: Planned[], problems: Problem[], locale: Locale): ImportPreview {
  const count = (wanted: Planned['change']) => planned.filter(({ change }) => change === wanted).length
  return {
    items: planned.slice(0, errorsShown).map(({ card: { key, draft }, change }) => {
      return { code: key, title: draft.title, template: draft.template, change }
    }),
    counts: { new: count('new'), changed: count('changed'), same: count('same') },
    errors: problems.slice(0, errorsShown).map(({ why, ...problem }) => ({
      ...problem,
      text: importWords(problem.code, why, locale),
    })),
    errorCount: problems.length,
  }
}

export const decodeFiles = (files: CardFile[]): CardFileBytes[] =>
  files.map(({ name, file }) => ({ name, bytes: Buffer.from(file, 'base64') }))
