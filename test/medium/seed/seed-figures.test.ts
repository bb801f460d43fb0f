import { describe, expect, onTestFinished, test } from 'vitest'
import { loadSeed } from '../../../prisma/seed/load-seed.ts'
import { fileStarterCards, seedFigures } from '../../../prisma/seed/seed-figures.ts'
import { missingFiling } from '../../../src/contracts/filing.ts'
import { openDatabase } from '../../../src/platform/db/open-database.ts'
import { createLog } from '../../../src/platform/log.ts'
import { createTestDatabase } from '../../support/test-database.ts'

const seed = loadSeed()

// Real: PostgreSQL with the project's migrations, as the application's login.
async function seedNewDatabase() {
  const { url, drop } = await createTestDatabase()
  const database = openDatabase({ url, poolSize: 2, log: createLog({ level: 'silent' }) })
  onTestFinished(async () => {
    await database.close()
    await drop()
  })
  const seedOnce = () => database.transaction((tx) => seedFigures(tx, seed, new Date()))
  return { prisma: database.prisma, seedOnce, written: await seedOnce() }
}

describe('seedFigures', () => {
  test('writes all figures, measures, units and the deck', async () => {
    const { written } = await seedNewDatabase()
    expect(written).toEqual({
      years: 2,
      instruments: 6,
      indicators: 20,
      items: 56,
      measures: 7,
      steps: 23,
      units: 7,
      cards: 54, // 30 Dos & Don’ts, 6 No Gift, 11 of the ITA result, 7 of measures
      questions: 30,
    })
  })

  test('keeps figures to the last decimal, words to the last letter', async () => {
    const { prisma } = await seedNewDatabase()
    const year = await prisma.itaYear.findUniqueOrThrow({
      where: { fiscalYear: 2566 },
      include: { instruments: true },
    })
    expect([year.total, year.nationalAverage, year.target].map(String)).toEqual(['90.47', '90.19', '85'])
    const eit = year.instruments.find((it) => it.code === 'EIT')
    expect(eit).toMatchObject({ parts: { 1: 84.54, 2: 92.59 }, note: expect.stringContaining('88.57') })
    const item = await prisma.itaItem.findUniqueOrThrow({ where: { fiscalYear_no: { fiscalYear: 2566, no: '1.1' } } })
    expect(item).toMatchObject({ area: 1, scores: { IIT: 83.8, EIT: 87.18 } })
    const measure = await prisma.measure.findUniqueOrThrow({
      where: { fiscalYear_area: { fiscalYear: 2567, area: 6 } },
      include: { steps: { orderBy: { no: 'asc' } } },
    })
    expect(measure.startsOn.toISOString().slice(0, 10)).toBe('2023-10-01')
    expect(measure.guidance).toMatchObject([{ heading: 'ผลการวิเคราะห์' }, {}, {}])
    const steps = seed.measures.measures[5]!.steps.map((step) => ({ fiscalYear: 2567, area: 6, ...step }))
    expect(measure.steps).toEqual(steps)
  })

  test('makes every card a draft nobody approved', async () => {
    const { prisma } = await seedNewDatabase()
    const cards = await prisma.content.findMany({ orderBy: { code: 'asc' } })
    expect(cards).toHaveLength(54)
    for (const card of cards) {
      expect(card).toMatchObject({ authorId: null, state: 'draft', approvedAt: null, isDemo: false })
      expect(missingFiling(card as never)).toEqual([])
    }
    const first = cards.find(({ code }) => code === 'dos-donts-01')
    expect(first).toMatchObject({ itaItems: ['2564/i5'], data: { agency: 'สำนักงาน ก.พ.ร.', fiscalYear: 2567 } })
  })

  test('changes nothing the second time, not even what people corrected since', async () => {
    const { prisma, seedOnce } = await seedNewDatabase()
    const key = { fiscalYear_code: { fiscalYear: 2566, code: 'EIT' } }
    await prisma.itaInstrument.update({ where: key, data: { score: 88.57, note: null } })
    await prisma.content.update({ where: { code: 'dos-donts-01' }, data: { title: 'ของขวัญ', state: 'approved' } })

    expect(Object.values(await seedOnce()).every((count) => count === 0)).toBe(true)

    expect(String((await prisma.itaInstrument.findUniqueOrThrow({ where: key })).score)).toBe('88.57')
    const card = await prisma.content.findUniqueOrThrow({ where: { code: 'dos-donts-01' } })
    expect(card).toMatchObject({ title: 'ของขวัญ', state: 'approved' })
  })
})

describe('fileStarterCards', () => {
  test('files what a release before it has left unfiled, once, and nothing that somebody has written or approved', async () => {
    const { prisma } = await seedNewDatabase()
    const file = () => prisma.$transaction((tx) => fileStarterCards(tx, new Date(), () => seed))
    expect(await file()).toBe(0)
    const codes = ['dos-donts-01', 'dos-donts-02', 'dos-donts-03']
    const [first, ofSomebody, approved] = codes
    const where = { code: { in: codes } }
    await prisma.content.updateMany({
      where,
      data: { reviewOn: null, itaItems: [], toConfirm: [], basis: 'กฎของหน่วยงาน' },
    })
    await prisma.content.update({ where: { code: ofSomebody as string }, data: { authorId: 'somebody' } })
    await prisma.content.update({ where: { code: approved as string }, data: { state: 'approved' } })

    expect(await file()).toBe(1)
    const cards = await prisma.content.findMany({ where, orderBy: { code: 'asc' } })
    expect(cards.map(({ code, reviewOn }) => [code, reviewOn !== null])).toEqual([
      [first, true],
      [ofSomebody, false],
      [approved, false],
    ])
    expect(cards[0]).toMatchObject({ itaItems: ['2564/i5'], basis: 'กฎของหน่วยงาน', title: expect.any(String) })
    expect(missingFiling(cards[0] as never)).toEqual([])
    expect(await file()).toBe(0)
  })
})
