import { describe, expect, test } from 'vitest'
import { itaSummaryCardData } from '../../../prisma/seed/ita-summary-card-data.ts'
import { itemsBelowTarget } from '../../../prisma/seed/items-below-target.ts'
import { loadSeed } from '../../../prisma/seed/load-seed.ts'
import { templateSchemas } from '../../../src/contracts/templates.ts'

const { ita } = loadSeed()

describe('itemsBelowTarget', () => {
  const below = itemsBelowTarget(ita.years[0]!)

  test('lists each item once, lowest score first, documents that were not passed last', () => {
    expect(below.map((item) => `${item.no} ${item.instrument} ${item.score.toFixed(2)}`)).toEqual([
      '5.2 IIT 69.67',
      '6.3 IIT 80.11',
      '6.1 IIT 80.16',
      '5.1 IIT 81.60',
      '4.6 IIT 82.33',
      '7.3 IIT 83.11',
      '1.1 IIT 83.80',
      '4.1 IIT 83.80',
      '7.4 IIT 83.84',
      '6.2 IIT 84.58',
      '2.5 EIT 84.92',
      '6.7 OIT 0.00',
      '6.8 OIT 0.00',
      '6.10 OIT 0.00',
    ])
  })

  test('says a missing document in words and carries the doubt about a figure', () => {
    expect(below.slice(-3).map((item) => item.note)).toEqual(Array(3).fill('ไม่ผ่านการประเมิน'))
    expect(below.find((item) => item.no === '6.3')!.note).toContain('80.16')
  })

  test('is empty for a year without a target', () => {
    expect(itemsBelowTarget(ita.years[1]!)).toEqual([])
  })
})

describe('itaSummaryCardData', () => {
  test('fits the template', () => {
    const result = templateSchemas['ita-summary'].safeParse(itaSummaryCardData(ita, { badge: 'ฉบับสาธิต' }))
    expect(result.error?.issues).toBeUndefined()
  })

  test('shows the newest year beside the one before, the EIT figure with its doubt', () => {
    const card = itaSummaryCardData(ita)
    expect(card).toMatchObject({
      agency: 'สำนักงาน ก.พ.ร.',
      fiscalYear: 2566,
      score: 90.47,
      level: 'ผ่าน',
      previous: { fiscalYear: 2565, score: 92.62 },
      nationalMean: 90.19,
      target: { score: 85, fiscalYear: 2566 },
    })
    expect(card.instruments.map((it) => [it.code, it.score, it.previousScore])).toEqual([
      ['IIT', 89.67, 90.26],
      ['EIT', 88.75, 85.15],
      ['OIT', 92.5, 100],
    ])
    expect(card.instruments.map((it) => it.note !== null)).toEqual([false, true, false])
    expect(card.items).toHaveLength(14)
  })

  test('shows a year that has nothing before it and no target', () => {
    const card = itaSummaryCardData(ita, { fiscalYear: 2565 })
    expect(card).toMatchObject({ score: 92.62, previous: null, target: null, items: [] })
    expect(templateSchemas['ita-summary'].safeParse(card).success).toBe(true)
  })

  test('refuses a year nobody imported', () => {
    expect(() => itaSummaryCardData(ita, { fiscalYear: 2560 })).toThrow(/2560/)
  })
})
