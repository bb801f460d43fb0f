import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { loadSeed } from '../../../prisma/seed/load-seed.ts'
import { seedDemo } from '../../../prisma/seed/seed-demo.ts'
import { seedFigures } from '../../../prisma/seed/seed-figures.ts'
import { openCardOffice } from '../../support/card-office.ts'

const seed = loadSeed()

// Real: PostgreSQL, the cards over HTTP, and the pictures as they are drawn.
let office: Awaited<ReturnType<typeof openCardOffice>>
beforeAll(async () => {
  office = await openCardOffice()
  await office.database.transaction(async (tx) => {
    await seedFigures(tx, seed, new Date())
    await seedDemo(tx, seed, { now: new Date(), scheduleRun: async () => {}, makeHero: office.pictures.makeHero })
  })
})
afterAll(() => office.close())

describe('a card of the demo', () => {
  test('is filed as a card of the office is: kind, owner, rule and what it serves', async () => {
    const cards = await office.database.prisma.content.findMany({ where: { isDemo: true } })
    expect(cards).toHaveLength(seed.demoCards.length + 2)
    const unfiled = cards.filter(({ kind, owner, basis }) => kind === null || owner === null || basis === null)
    expect(unfiled.map(({ title }) => title)).toEqual([])
    // The result of the whole assessment is of all its items.
    const ofNoItem = cards.filter(({ kind, itaItems }) => kind !== 'ita_result' && itaItems.length === 0)
    expect(ofNoItem.map(({ title }) => title)).toEqual([])
  })

  test('that is open for applications closes in days to come', async () => {
    const { data } = await office.database.prisma.content.findUniqueOrThrow({ where: { code: 'demo-training' } })
    const daysLeft = (Date.parse((data as { closesOn: string }).closesOn) - Date.now()) / 86_400_000
    expect(daysLeft).toBeGreaterThan(12)
    expect(daysLeft).toBeLessThan(15)
  })

  test.each([
    ['ยืมคอม', 'demo-borrow'],
    ['อบรม', 'demo-training'],
    ['งบบุคลากร', 'demo-budget'],
  ])('is found by "%s"', async (q, code) => {
    const found = await office.call(office.people.viewer, `/contents?q=${encodeURIComponent(q)}`)
    expect(found.body.items.map((card: { code: string }) => card.code)).toContain(code)
  })
})
