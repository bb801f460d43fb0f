import { describe, expect, test } from 'vitest'
import { countGraphemes } from '../../../../src/contracts/templates/fields.ts'
import { templateSchemas } from '../../../../src/contracts/templates.ts'
import type { Entry } from '../../../../src/features/budget/sheet-rules.ts'
import { findAsOf, planToDate, shareOf, toCard } from '../../../../src/features/budget/summary-rules.ts'

const entry = (month: string, spent: bigint | null, planned = 100n): Entry => ({
  category: 'งบดำเนินงาน',
  month: `${month}-01`,
  planned,
  spent,
})
const monthsOf2570 = [
  ...[10, 11, 12].map((no) => `2026-${no}`),
  ...[1, 2, 3, 4, 5, 6, 7, 8, 9].map((no) => `2027-0${no}`),
]
const today = '2026-11-28'
const office = {
  fiscalYear: 2570,
  source: 'กองคลัง',
  isExample: false,
  agency: 'หน่วยงานทดสอบ',
  lookup: { th: 'ดูได้ที่ระบบของหน่วยงาน', url: 'https://budget.example.go.th/' },
}

describe('the day that figures reach', () => {
  test('is today at the latest: a month to come is not known as spent, whatever its cell holds', () => {
    const formulas = monthsOf2570.map((month) => entry(month, month < '2026-12' ? 50n : 0n))
    expect(findAsOf(formulas, today)).toBe('2026-11-28')
    expect(findAsOf([...formulas, entry('2027-01', 70n)], today)).toBe('2026-11-28')
    expect(findAsOf([entry('2026-12', 0n)], today)).toBeNull()
  })

  test('is the last day of a month that is over', () => {
    const entries = [entry('2026-10', 50n), entry('2026-11', null)]
    expect(findAsOf(entries, today)).toBe('2026-10-31')
    expect(findAsOf(entries, '2026-10-31')).toBe('2026-10-31')
    expect(findAsOf([entry('2024-02', 50n)], today)).toBe('2024-02-29')
  })

  test('takes in its month on the first day of it', () => {
    expect(findAsOf([entry('2026-12', 0n)], '2026-12-01')).toBe('2026-12-01')
  })

  test('is compared with the plan of all months reached, the running one whole', () => {
    expect(
      planToDate(
        monthsOf2570.map((month) => entry(month, 0n)),
        today,
      ),
    ).toBe(200n)
  })
})

describe('the card', () => {
  const year = (months: string[]) => monthsOf2570.map((month) => entry(month, months.includes(month) ? 50n : null))

  test.each([
    ['2026-11-28', 'การใช้จ่ายงบประมาณ ถึงเดือน พ.ย. 2569'],
    ['2026-12-15', 'การใช้จ่ายงบประมาณ ถึงเดือน ธ.ค. 2569'], // the quarter is not over
    ['2026-12-31', 'การใช้จ่ายงบประมาณ ถึงไตรมาสที่ 1'],
  ])('as of %s says %s', (asOf, title) => {
    expect(toCard(office, year(['2026-10', '2026-11', '2026-12']), asOf)).toMatchObject({ date: asOf, title })
  })

  test.each([
    ['letters', 'ก'.repeat(200)],
    ['letters with marks', 'สำนักงานคณะกรรมการพัฒนาระบบราชการประจำพื้นที่กลุ่มจังหวัดภาคเหนือตอนบน '.repeat(3)],
  ])('shortens an agency whose name is as long as the settings take, in %s', (_what, name) => {
    const card = toCard({ ...office, agency: name.slice(0, 200) }, year([]), today)
    const { agency } = templateSchemas['budget-summary'].parse(card)
    expect(agency).toMatch(/…$/)
    expect(countGraphemes(agency as string)).toBeLessThanOrEqual(80)
    expect(name.startsWith(agency?.slice(0, -1) as string)).toBe(true)
  })
})

test.each([
  [1n, 3n, 33.33],
  [2n, 3n, 66.67],
  [1n, 1n, 100],
  [3n, 2n, 150],
  [1n, 0n, 0],
])('%s of %s is %s percent', (spent, planned, percent) => expect(shareOf({ planned, spent })).toBe(percent))
