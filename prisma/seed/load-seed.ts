import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { z } from 'zod'
import { StartError } from '../../src/platform/errors.ts'
import {
  DemoCardsSeed,
  DemoSeed,
  DosDontsSeed,
  ItaSeed,
  MeasuresSeed,
  NoGiftSeed,
  QuizSeed,
  UnitsSeed,
} from './seed-schemas.ts'

export type Frozen<T> = T extends object ? { readonly [K in keyof T]: Frozen<T[K]> } : T

export type Seed = {
  readonly ita: Frozen<z.infer<typeof ItaSeed>>
  readonly measures: Frozen<z.infer<typeof MeasuresSeed>>
  readonly cards: Frozen<z.infer<typeof DosDontsSeed>['cards']>
  readonly noGift: Frozen<z.infer<typeof NoGiftSeed>['cards']>
  readonly questions: Frozen<z.infer<typeof QuizSeed>['questions']>
  readonly units: Frozen<z.infer<typeof UnitsSeed>['units']>
  /** For a database born demo only: invented people, groups and officers. */
  readonly demo: Frozen<z.infer<typeof DemoSeed>>
  /** For a demo only: invented examples of cards that an office writes itself. */
  readonly demoCards: Frozen<z.infer<typeof DemoCardsSeed>['cards']>
}

export type ItaFigures = Seed['ita']
export type ItaYearFigures = ItaFigures['years'][number]
export type DosDontsCard = Seed['cards'][number]

/** Reads and checks all seed files. Throws StartError naming the file and the place in it; the values are frozen. */
export function loadSeed(folder: string = import.meta.dirname): Seed {
  const read = <S extends z.ZodType>(file: string, schema: S) => readSeedFile(folder, file, schema)
  const seed = {
    ita: read('ita-fy2566.json', ItaSeed),
    measures: read('measures-fy2567.json', MeasuresSeed),
    cards: read('dos-donts.json', DosDontsSeed).cards,
    noGift: read('no-gift.json', NoGiftSeed).cards,
    questions: read('quiz.json', QuizSeed).questions,
    units: read('units.json', UnitsSeed).units,
    demo: read('demo.json', DemoSeed),
    demoCards: read('demo-cards.json', DemoCardsSeed).cards,
  }
  checkReferences(seed)
  return freeze(seed)
}

function readSeedFile<S extends z.ZodType>(folder: string, file: string, schema: S): z.infer<S> {
  let value: unknown
  try {
    value = JSON.parse(readFileSync(join(folder, file), 'utf8'))
  } catch (cause) {
    throw new StartError(`Seed file ${file} cannot be read as JSON in ${folder}. Restore it from the repository.`, {
      cause,
    })
  }
  const result = schema.safeParse(value)
  if (result.success) return result.data
  const [issue] = result.error.issues
  throw new StartError(`Seed file ${file} at ${issue?.path.join('.') || 'the top'}: ${issue?.message}. Correct it.`, {
    cause: result.error,
  })
}

function checkReferences({ ita, measures, cards, noGift, questions, units, demo }: Seed) {
  refuseRepeats(
    'units.json',
    'code',
    units.map((unit) => unit.code),
  )
  refuseRepeats(
    'dos-donts.json',
    'code',
    cards.map((card) => card.code),
  )
  refuseRepeats(
    'no-gift.json',
    'code',
    noGift.map((card) => card.code),
  )
  refuseRepeats(
    'demo.json',
    'userId',
    demo.users.map((user) => user.userId),
  )
  refuseRepeats(
    'demo.json',
    'groupId',
    demo.groups.map((group) => group.groupId),
  )
  for (const year of ita.years) {
    const items = year.areas.flatMap((area) => area.items)
    const numbers = items.map((item) => item.no)
    refuseRepeats('ita-fy2566.json', 'no', numbers)
    refuseUnknown(
      'ita-fy2566.json',
      'sameAs',
      items.flatMap((item) => item.sameAs ?? []),
      numbers,
    )
  }
  const areas = ita.years.flatMap((year) => year.areas.map((area) => `${area.no} ${area.titleTh}`))
  refuseUnknown(
    'measures-fy2567.json',
    'area',
    measures.measures.map((it) => `${it.area} ${it.areaTitle}`),
    areas,
  )
  refuseRepeats(
    'quiz.json',
    'code',
    questions.map((question) => question.code),
  )
  refuseUnknown(
    'quiz.json',
    'card',
    questions.map((question) => question.card),
    cards.map((card) => card.code),
  )
  const unitCodes = units.map((unit) => unit.code)
  refuseUnknown(
    'demo.json',
    'unit',
    [...demo.users, ...demo.groups].flatMap(({ unit }) => unit ?? []),
    unitCodes,
  )
  const userIds = demo.users.map((user) => user.userId)
  refuseUnknown(
    'demo.json',
    'memberIds',
    demo.groups.flatMap((group) => group.memberIds),
    userIds,
  )
}

function refuseRepeats(file: string, field: string, values: readonly string[]) {
  const repeated = values.find((value, index) => values.indexOf(value) !== index)
  if (repeated !== undefined)
    throw new StartError(`Seed file ${file}: ${field} "${repeated}" is there twice. Keep one.`)
}

function refuseUnknown(file: string, field: string, values: readonly string[], known: readonly string[]) {
  const unknown = values.find((value) => !known.includes(value))
  if (unknown !== undefined) throw new StartError(`Seed file ${file}: ${field} "${unknown}" is not known. Correct it.`)
}

function freeze<T>(value: T): Frozen<T> {
  if (typeof value === 'object' && value !== null) {
    for (const inner of Object.values(value)) freeze(inner)
    Object.freeze(value)
  }
  return value as Frozen<T>
}
