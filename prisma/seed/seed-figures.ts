import { toSearchText } from '../../src/contracts/search-text.ts'
import type { Tx } from '../../src/platform/db/open-database.ts'
import { dosDontsCardData } from './dos-donts-card-data.ts'
import type { Seed } from './load-seed.ts'

/** Rows written by this call; all zeros when everything was there. */
export type SeededCounts = Record<
  'years' | 'instruments' | 'indicators' | 'items' | 'measures' | 'steps' | 'units' | 'cards',
  number
>

/**
 * Writes the agency's figures, measures, units and the draft deck where they are missing. A row that is there is left
 * alone: called again, it undoes no correction, edit or approval that people have made since.
 */
export async function seedFigures(tx: Tx, seed: Seed): Promise<SeededCounts> {
  const ita = await seedIta(tx, seed.ita)
  const measures = await seedMeasures(tx, seed.measures)
  const units = await tx.unit.createMany({ data: seed.units.map((unit) => ({ ...unit })), skipDuplicates: true })
  const cards = await seedCards(tx, seed)
  return { ...ita, ...measures, units: units.count, cards: cards.count }
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

function seedCards(tx: Tx, { cards, ita }: Seed) {
  const rows = cards.map((card) => ({
    code: card.code,
    title: card.title,
    template: 'dos-donts',
    data: dosDontsCardData(card, { agency: ita.agency.nameTh }),
    basis: card.basis,
    kind: 'dos_donts',
    searchText: toSearchText(card.title, card.do, card.dont, card.basis),
    itaItems: [...card.itaItems],
  }))
  return tx.content.createMany({ data: rows, skipDuplicates: true })
}
