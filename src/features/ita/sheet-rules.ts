import { arabicDigits, nameCell } from '../../contracts/cell-text.ts'

/** The published figures of a year, whole, as they are stored. */
export type YearFigures = {
  total: number
  nationalAverage: number | null
  target: number | null
  level: string | null
  instruments: Instrument[]
  indicators: { no: number; instrument: string; titleTh: string; score: number }[]
  items: Item[]
}
type Instrument = {
  code: string
  nameTh: string
  score: number
  parts: Record<string, number> | null
  note: string | null
}
type Item = {
  no: string
  area: number
  areaTitle: string
  titleTh: string
  scores: Record<string, number>
  note: string | null
}

export type SheetErrorCode =
  | 'HEADINGS_MISSING'
  | 'EXAMPLE_SHEET'
  | 'TOTAL_MISSING'
  | 'KIND_UNKNOWN'
  | 'NUMBER_UNREADABLE'
  | 'INSTRUMENT_UNKNOWN'
  | 'INSTRUMENT_MISSING'
  | 'TITLE_MISSING'
  | 'TITLE_DIFFERS'
  | 'SCORE_UNREADABLE'
  | 'AREA_MISSING'
  | 'NOTE_NOT_KEPT'
  | 'ROW_REPEATED'
export type SheetError = { cell: string; code: SheetErrorCode; value: string }

const headingWords = {
  kind: /ประเภท|kind|type/i,
  no: /เลขที่|^no\b|number/i,
  instrument: /เครื่องมือ|instrument/i,
  title: /ชื่อ|title|name/i,
  score: /คะแนน|score/i,
  note: /หมายเหตุ|note/i,
}
type Column = keyof typeof headingWords
type Columns = Record<Column, number>

const kindWords = {
  total: /^(คะแนน)?รวม$|^total$/i,
  nationalAverage: /^ค่าเฉลี่ย(ระดับ)?ประเทศ$|^national average$/i,
  target: /^(ค่า)?เป้าหมาย$|^target$/i,
  level: /^ระดับ(ผล.*)?$|^level$/i,
  instrument: /^เครื่องมือ$|^instrument$/i,
  part: /^ส่วน(ที่)?$|^part$/i,
  indicator: /^ตัวชี้วัด$|^indicator$/i,
  area: /^ด้าน$|^area$/i,
  item: /^ข้อ$|^ประเด็น$|^item$/i,
}
type Kind = keyof typeof kindWords

/** A row of the sheet whose every cell could be read. */
type Row = { index: number; kind: Kind; no: string; instrument: string; title: string; score: number; note: string }

const numberShapes: Partial<Record<Kind, RegExp>> = {
  part: /^\d{1,2}$/,
  indicator: /^[1-9]\d?$/,
  area: /^[1-9]\d?$/,
  item: /^[1-9]\d?\.\d{1,2}$/,
}
const withInstrument: readonly Kind[] = ['instrument', 'part', 'indicator', 'item']
const withTitle: readonly Kind[] = ['level', 'instrument', 'indicator', 'area', 'item']
const withoutScore: readonly Kind[] = ['level', 'area']
const withNote: readonly Kind[] = ['instrument', 'item']
const instrumentCodes = ['IIT', 'EIT', 'OIT']

/** Reads a sheet of one row a figure. Nothing is computed: total, average and level are what the publication prints. */
export function readItaSheet(rows: string[][]): { figures: YearFigures | null; errors: SheetError[] } {
  const headerAt = rows.slice(0, 15).findIndex((row) => findColumns(row) !== null)
  const columns = findColumns(rows[headerAt] ?? [])
  if (columns === null)
    return { figures: null, errors: [{ cell: 'A1', code: 'HEADINGS_MISSING', value: (rows[0] ?? []).join(' | ') }] }

  const errors: SheetError[] = []
  const refuseAt = (index: number, column: number, code: SheetErrorCode) =>
    errors.push({ cell: nameCell(column, index), code, value: (rows[index]?.[column] ?? '').slice(0, 60) })
  const refuse: RefuseAt = (index, column, code) => refuseAt(index, columns[column], code)
  for (const [index, row] of rows.slice(0, headerAt).entries()) {
    const column = row.findIndex((cell) => /ตัวอย่าง|สมมติ|example/i.test(cell))
    if (column >= 0) refuseAt(index, column, 'EXAMPLE_SHEET')
  }

  const read = rows.flatMap((cells, index) => {
    if (index <= headerAt || cells.every((cell) => cell.trim() === '')) return []
    return readRow(cells, columns, (column, code) => refuse(index, column, code), index)
  })
  refuseRepeats(read, refuse)
  refuseUnnamed(read, refuse)
  if (!read.some(({ kind }) => kind === 'total')) refuse(rows.length, 'kind', 'TOTAL_MISSING')
  return { figures: errors.length === 0 ? gather(read) : null, errors: errors.toSorted(byRow) }
}

function findColumns(headings: string[]): Columns | null {
  const at = (name: Column) => headings.findIndex((heading) => headingWords[name].test(heading.trim()))
  const columns = {
    kind: at('kind'),
    no: at('no'),
    instrument: at('instrument'),
    title: at('title'),
    score: at('score'),
    note: at('note'),
  }
  const { note: _, ...needed } = columns
  const places = Object.values(needed)
  return places.includes(-1) || new Set(places).size < places.length ? null : columns
}

type Refuse = (column: Column, code: SheetErrorCode) => void

/** One row, or none where its kind cannot be told. A cell that was refused is left empty, so that all errors are told at once. */
function readRow(cells: string[], columns: Columns, refuse: Refuse, index: number): Row[] {
  const cellOf = (column: Column) => tidy(cells[columns[column]] ?? '')
  const kind = (Object.keys(kindWords) as Kind[]).find((name) => kindWords[name].test(cellOf('kind')))
  if (!kind) {
    refuse('kind', 'KIND_UNKNOWN')
    return []
  }
  const row = { index, kind, no: '', instrument: '', title: cellOf('title'), score: Number.NaN, note: cellOf('note') }
  // An item that the publication prints without a figure has neither instrument nor score.
  const isUnscored = kind === 'item' && cellOf('instrument') === '' && cellOf('score') === ''

  const shape = numberShapes[kind]
  if (shape) {
    const no = readNumber(cellOf('no'))
    if (shape.test(no)) row.no = no
    else refuse('no', 'NUMBER_UNREADABLE')
  }
  if (withInstrument.includes(kind) && !isUnscored) {
    const code = cellOf('instrument').toUpperCase()
    if (instrumentCodes.includes(code)) row.instrument = code
    else refuse('instrument', 'INSTRUMENT_UNKNOWN')
  }
  if (withTitle.includes(kind) && row.title === '') refuse('title', 'TITLE_MISSING')
  if (!withoutScore.includes(kind) && !isUnscored) {
    const score = readScore(cellOf('score'))
    if (score === null) refuse('score', 'SCORE_UNREADABLE')
    else row.score = score
  }
  if (row.note !== '' && !withNote.includes(kind)) refuse('note', 'NOTE_NOT_KEPT')
  return [row]
}

/** 0 to 100 with at most two decimals, as printed; null where it is anything else. */
export function readScore(text: string): number | null {
  const plain = withoutDust(arabicDigits(text).replace(/\s/g, ''))
  if (!/^\d{1,3}(\.\d{1,2})?$/.test(plain)) return null
  const score = Number(plain)
  return score <= 100 ? score : null
}

const readNumber = (text: string) => withoutDust(arabicDigits(text).replace(/^(ข้อ|ด้าน|ตัวชี้วัด|ส่วน)?(ที่)?\s*/, ''))

/** Excel keeps 4.1 as 4.0999999999999996. */
const withoutDust = (text: string) => (/^\d+\.\d{9,}$/.test(text) ? String(Number(Number(text).toPrecision(12))) : text)

type RefuseAt = (index: number, column: Column, code: SheetErrorCode) => void

function refuseRepeats(rows: Row[], refuse: RefuseAt): void {
  const seen = new Set<string>()
  for (const { index, kind, no, instrument } of rows) {
    const isIncomplete = (numberShapes[kind] && no === '') || (kind === 'instrument' && instrument === '')
    const key = kind === 'indicator' || kind === 'area' ? `${kind} ${no}` : `${kind} ${no} ${instrument}`
    if (seen.has(key) && !isIncomplete)
      refuse(index, numberShapes[kind] ? 'no' : kind === 'instrument' ? 'instrument' : 'kind', 'ROW_REPEATED')
    seen.add(key)
  }
}

/** What a row names has a row of its own: an instrument its score, an area its title, an item one title in all its rows. */
function refuseUnnamed(rows: Row[], refuse: RefuseAt): void {
  const instruments = new Set(rows.filter(({ kind }) => kind === 'instrument').map(({ instrument }) => instrument))
  const areas = new Set(rows.filter(({ kind }) => kind === 'area').map(({ no }) => no))
  const titles = new Map<string, string>()
  for (const { index, kind, no, instrument, title } of rows) {
    if (instrument !== '' && !instruments.has(instrument)) refuse(index, 'instrument', 'INSTRUMENT_MISSING')
    if (kind !== 'item' || no === '') continue
    if (!areas.has(areaOf(no))) refuse(index, 'no', 'AREA_MISSING')
    // 5.10 that a sheet program has made 5.1 of shows here as well.
    if (title !== '' && (titles.get(no) ?? title) !== title) refuse(index, 'title', 'TITLE_DIFFERS')
    if (title !== '' && !titles.has(no)) titles.set(no, title)
  }
}

const areaOf = (no: string) => no.split('.')[0] as string

function gather(rows: Row[]): YearFigures {
  const of = (kind: Kind) => rows.filter((row) => row.kind === kind)
  const scoreOf = (kind: Kind) => of(kind)[0]?.score ?? null
  const areaTitles = new Map(of('area').map(({ no, title }) => [no, title]))
  const items = Map.groupBy(of('item'), ({ no }) => no)
  return {
    total: scoreOf('total') as number,
    nationalAverage: scoreOf('nationalAverage'),
    target: scoreOf('target'),
    level: of('level')[0]?.title ?? null,
    instruments: of('instrument').map(({ instrument, title, score, note }) => {
      const parts = of('part').filter((part) => part.instrument === instrument)
      return {
        code: instrument,
        nameTh: title,
        score,
        parts: parts.length > 0 ? Object.fromEntries(parts.map((part) => [part.no, part.score])) : null,
        note: note || null,
      }
    }),
    indicators: of('indicator').map(({ no, instrument, title, score }) => {
      return { no: Number(no), instrument, titleTh: title, score }
    }),
    items: [...items].map(([no, scored]) => ({
      no,
      area: Number(areaOf(no)),
      areaTitle: areaTitles.get(areaOf(no)) as string,
      titleTh: (scored[0] as Row).title,
      scores: Object.fromEntries(
        scored.flatMap(({ instrument, score }) => (instrument === '' ? [] : [[instrument, score]])),
      ),
      note: [...new Set(scored.map(({ note }) => note))].filter((note) => note !== '').join(' · ') || null,
    })),
  }
}

const tidy = (text: string) =>
  text
    .replace(/[\u200b-\u200d\ufeff]/g, '')
    .replace(/\s+/g, ' ')
    .trim()

const rowOf = ({ cell }: SheetError) => Number(/\d+$/.exec(cell)?.[0])
const byRow = (a: SheetError, b: SheetError) => rowOf(a) - rowOf(b)
