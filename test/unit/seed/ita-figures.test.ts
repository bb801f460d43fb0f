import { describe, expect, test } from 'vitest'
import { loadSeed } from '../../../prisma/seed/load-seed.ts'

const { ita } = loadSeed()
const [year, yearBefore] = ita.years
const items = year!.areas.flatMap((area) => area.items)

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length
// Printed figures have two decimals, so what is computed from them may differ by half a unit of the last one.
const expectPrinted = (computed: number, printed: number) =>
  expect(Math.abs(computed - printed)).toBeLessThanOrEqual(0.00501)
const scoreOf = (no: string, instrument: 'IIT' | 'EIT' | 'OIT') => items.find((it) => it.no === no)!.scores[instrument]!
const instrumentOf = (code: string, of = year!) => of.instruments.find((it) => it.code === code)!
const indicatorScores = (code: string, of = year!) =>
  of.indicators.filter((it) => it.instrument === code).map((it) => it.score)

describe('ITA figures of the agency', () => {
  test('hold two years, 3 instruments and 10 indicators each, 7 areas and 56 sub-items', () => {
    expect(ita.years.map((it) => it.fiscalYear)).toEqual([2566, 2565])
    for (const it of ita.years) expect([it.instruments.length, it.indicators.length]).toEqual([3, 10])
    expect(year!.areas.map((area) => area.items.length)).toEqual([7, 7, 8, 6, 10, 10, 8])
    expect(items).toHaveLength(56)
    expect(yearBefore!.areas).toEqual([])
  })

  test('state the published totals, level, target and national mean', () => {
    expect(year).toMatchObject({ total: 90.47, level: 'ผ่าน', target: 85, nationalAverage: 90.19 })
    expect(yearBefore).toMatchObject({ total: 92.62, level: null })
    expect(instrumentOf('EIT')).toMatchObject({ score: 88.75, parts: { 1: 84.54, 2: 92.59 } })
  })

  test.each([
    [1, ['1.1', '1.2', '1.3', '1.4', '1.4', '1.4']], // 1.4 stands for three items of the form
    [2, ['5.1', '5.2', '5.3', '5.4', '5.5', '5.6']],
    [3, ['6.1', '6.2', '6.3', '6.4', '6.5', '6.6']],
    [4, ['4.1', '4.2', '4.3', '4.4', '4.5', '4.6']],
    [5, ['7.1', '7.2', '7.3', '7.4', '7.5', '7.6']],
  ])('make IIT indicator %i the mean of its items', (no, numbers) => {
    expectPrinted(mean(numbers.map((it) => scoreOf(it, 'IIT'))), year!.indicators.find((it) => it.no === no)!.score)
  })

  test('make an instrument the mean of its indicators in both years, but for the EIT figure in doubt', () => {
    for (const of of ita.years) {
      for (const code of ['IIT', 'EIT', 'OIT']) {
        if (of === year && code === 'EIT') continue
        expectPrinted(mean(indicatorScores(code, of)), instrumentOf(code, of).score)
      }
    }
    expectPrinted(mean(indicatorScores('EIT')), 88.57)
    expectPrinted(mean(Object.values(instrumentOf('EIT').parts!)), 88.57)
  })

  test('make the total 30:30:40, in 2566 only with the EIT of 88.57 that the note names', () => {
    const total = (iit: number, eit: number, oit: number) => 0.3 * iit + 0.3 * eit + 0.4 * oit
    const [iit, eit, oit] = yearBefore!.instruments.map((it) => it.score)
    expectPrinted(total(iit!, eit!, oit!), 92.62)
    expectPrinted(total(instrumentOf('IIT').score, 88.57, instrumentOf('OIT').score), 90.47)
    expect(instrumentOf('EIT').note).toContain('88.57')
  })

  test('carry a note on exactly the figures in doubt', () => {
    const noted = year!.instruments.filter((it) => it.note).map((it) => it.code)
    expect(noted).toEqual(['EIT'])
    const notedItems = items.filter((it) => it.note).map((it) => it.no)
    expect(notedItems).toEqual(['1.1', '1.2', '1.3', '2.1', '2.2', '2.3', '3.3', '3.5', '5.8', '6.3', '7.7'])
    expect(yearBefore!.instruments.some((it) => it.note)).toBe(false)
  })

  test('repeat an item of another area with the same scores', () => {
    const repeats = items.filter((it) => it.sameAs)
    expect(repeats.map((it) => [it.no, it.sameAs])).toEqual([
      ['2.1', '1.1'],
      ['2.2', '1.2'],
      ['2.3', '1.3'],
      ['7.7', '3.5'],
    ])
    for (const it of repeats) {
      const first = items.find((other) => other.no === it.sameAs)!
      expect([it.titleTh, it.scores]).toEqual([first.titleTh, first.scores])
    }
  })

  test('leave the one item without a printed score without a score', () => {
    expect(items.filter((it) => Object.keys(it.scores).length === 0).map((it) => it.no)).toEqual(['5.8'])
  })
})
