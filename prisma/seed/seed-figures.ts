import { reviewDayAfter } from '../../src/contracts/filing.ts'
import { cardSearchText } from '../../src/contracts/search-text.ts'
import { calendarDay } from '../../src/platform/calendar-day.ts'
import type { Prisma } from '../../src/platform/db/generated/client.ts'
import type { Tx } from '../../src/platform/db/open-database.ts'
import type { Seed } from './load-seed.ts'
import { starterCards } from './starter-packs.ts'

/** Rows written by this call; all zeros when everything was there. */
export type SeededCounts = Record<
  'years' | 'instruments' | 'indicators' | 'items' | 'measures' | 'steps' | 'units' | 'cards' | 'questions',
  number
>

/**
 * Writes the agency's figures, measures, units and the starter packs where they are missing. A row that is there is left
 * alone: called again, it undoes no correction, edit or approval that people have made since. Cards are to be looked at again
 * a year after `now`.
 */
export async function seedFigures(tx: Tx, seed: Seed, now: Date): Promise<SeededCounts> {
  const ita = await seedIta(tx, seed.ita)
  const measures = await seedMeasures(tx, seed.measures)
  const units = await tx.unit.createMany({ data: seed.units.map((unit) => ({ ...unit })), skipDuplicates: true })
  const cards = await seedCards(tx, seed, now)
  const questions = await seedQuestions(tx, seed)
  return { ...ita, ...measures, units: units.count, cards: cards.count, questions: questions.count }
}

async function seedIta(tx: Tx, { years, source }: Seed['ita']) {
  const yearRows = years.map(({ fiscalYear, total, nationalAverage, target, level }) => {
    return { fiscalYear, total, nationalAverage, target, level, source }
  })
  const instrumentRows = years.flatMap(({ fiscalYear, instruments }) =>
    instruments.map((instrument) => ({ fiscalYear, ...instrument })),
  )
  const indicatorRows = years.flatMap(({ fiscalYear, indicators }) =>
    indicators.map((indicator) => ({ fiscalYear, ...indicator })),
  )
  const itemRows = years.flatMap(({ fiscalYear, areas }) =>
    areas.flatMap((area) =>
      area.items.map(({ no, titleTh, scores, note }) => {
        return { fiscalYear, no, area: area.no, areaTitle: area.titleTh, titleTh, scores, note }
      }),
    ),
  )
  const written = {
    years: await tx.itaYear.createMany({ data: yearRows, skipDuplicates: true }),
    instruments: await tx.itaInstrument.createMany({ data: instrumentRows, skipDuplicates: true }),
    indicators: await tx.itaIndicator.createMany({ data: indicatorRows, skipDuplicates: true }),
    items: await tx.itaItem.createMany({ data: itemRows, skipDuplicates: true }),
  }
  return {
    years: written.years.count,
    instruments: written.instruments.count,
    indicators: written.indicators.count,
    items: written.items.count,
  }
}

async function seedMeasures(tx: Tx, { fiscalYear, startsOn, endsOn, measures }: Seed['measures']) {
  const measureRows = measures.map(({ area, areaTitle, analysisTh, guidance }) => ({
    fiscalYear,
    area,
    areaTitle,
    kinds: guidance.map(({ kind }) => kind),
    guidance: [
      { heading: 'ผลการวิเคราะห์', points: analysisTh },
      ...guidance.map(({ heading, points }) => ({ heading, points })),
    ],
    startsOn: new Date(startsOn),
    endsOn: new Date(endsOn),
  }))
  const stepRows = measures.flatMap(({ area, steps }) =>
    steps.map((step) => ({ fiscalYear, area, ...step, owners: [...step.owners] })),
  )
  const written = await tx.measure.createMany({ data: measureRows, skipDuplicates: true })
  const steps = await tx.measureStep.createMany({ data: stepRows, skipDuplicates: true })
  return { measures: written.count, steps: steps.count }
}

function seedQuestions(tx: Tx, { questions }: Seed) {
  const rows = questions.map(({ card, options, itaItems, ...question }) => ({
    ...question,
    cardCode: card,
    options: [...options],
    itaItems: [...itaItems],
  }))
  return tx.quizQuestion.createMany({ data: rows, skipDuplicates: true })
}

function seedCards(tx: Tx, seed: Seed, now: Date) {
  const reviewOn = new Date(reviewDayAfter(calendarDay(now)))
  const rows = starterCards(seed).map(({ data, ...card }) => ({
    ...card,
    reviewOn,
    data: data as Prisma.InputJsonValue,
    searchText: cardSearchText({ ...card, data }),
  }))
  return tx.content.createMany({ data: rows, skipDuplicates: true })
}

const unfiled = { state: 'draft', authorId: null, isDemo: false, code: { not: null }, reviewOn: null } as const

/**
 * Starter cards of a release that did not know of filing get what their pack says of it, where nobody has touched them: without it
 * none could be approved. Those that are filed are left alone, so that it does its work once. How many it has filed.
 */
export async function fileStarterCards(tx: Tx, now: Date, load: () => Seed): Promise<number> {
  const cards = await tx.content.findMany({
    where: unfiled,
    select: { code: true, title: true, data: true, itaItems: true, owner: true, basis: true, tags: true },
  })
  if (cards.length === 0) return 0
  const packs = new Map(starterCards(load()).map((card) => [card.code as string, card]))
  const reviewOn = new Date(reviewDayAfter(calendarDay(now)))
  let filed = 0
  for (const card of cards) {
    const { code, itaItems, owner, basis } = card
    const pack = packs.get(code ?? '')
    if (!pack) continue
    const filing = {
      owner: owner ?? pack.owner,
      basis: basis ?? pack.basis,
      itaItems: itaItems.length > 0 ? itaItems : [...pack.itaItems],
      toConfirm: [...pack.toConfirm],
    }
    await tx.content.update({
      where: { code: code ?? '' },
      data: { ...filing, reviewOn, searchText: cardSearchText({ ...card, ...filing }) },
    })
    filed += 1
  }
  return filed
}
