import { describe, expect, test } from 'vitest'
import { readBudget } from '../../../../src/features/budget/sheet-rules.ts'

const names = ['ต.ค.', 'พ.ย.', 'ธ.ค.', 'ม.ค.', 'ก.พ.', 'มี.ค.', 'เม.ย.', 'พ.ค.', 'มิ.ย.', 'ก.ค.', 'ส.ค.', 'ก.ย.']
const read = (...rows: string[][]) => readBudget(rows, 2567)
const all = (amount: string) => names.map(() => amount)

describe('a sheet with a column for each month', () => {
  test('under each month plan and result: a category a row', () => {
    const rows = [
      ['แผนและผลการใช้จ่าย ปีงบประมาณ พ.ศ. 2567'],
      ['หมวดรายจ่าย', ...names.flatMap((name) => [name, '']), 'รวม', ''],
      ['', ...names.flatMap(() => ['แผน', 'ผล']), 'แผน', 'ผล'],
      ['งบดำเนินงาน', ...names.flatMap(() => ['20', '10']), '240', '120'],
      ['รวมทั้งสิ้น', ...names.flatMap(() => ['20', '10']), '240', '120'],
    ]
    const { entries, errors, columns, months } = read(...rows)
    expect(errors).toEqual([])
    expect(columns).toBeNull()
    expect(entries).toHaveLength(12)
    expect(entries[0]).toEqual({ category: 'งบดำเนินงาน', month: '2023-10-01', planned: 2000n, spent: 1000n })
    expect(entries.at(-1)).toMatchObject({ month: '2024-09-01' })
    expect(months?.[0]).toEqual({ month: '2023-10-01', planned: 'B', spent: 'C' })
    expect(months?.[11]).toEqual({ month: '2024-09-01', planned: 'X', spent: 'Y' })
  })

  test('with a row of plan and one of result for each category', () => {
    const rows = [
      ['หมวด', 'แผน/ผล', ...names, 'รวม'],
      ['งบลงทุน', 'แผน', ...all('20'), '240'],
      ['', 'ผล', ...all('10').with(11, ''), '110'],
      ['งบบุคลากร', 'แผน', ...all('5'), '60'],
    ]
    const { entries, errors, months } = read(...rows)
    expect(errors).toEqual([])
    expect(entries).toHaveLength(24)
    expect(entries[0]).toEqual({ category: 'งบลงทุน', month: '2023-10-01', planned: 2000n, spent: 1000n })
    expect(entries[11]).toMatchObject({ month: '2024-09-01', spent: null })
    expect(entries[12]).toMatchObject({ category: 'งบบุคลากร', planned: 500n, spent: null })
    expect(months?.[0]).toEqual({ month: '2023-10-01', planned: 'C', spent: 'C' })
  })

  test('takes the names of the budget’s own structure for categories, and notes for nothing', () => {
    const { entries, errors } = read(
      ['รายการ', ...names],
      ['แผนงานบุคลากรภาครัฐ', ...all('20')],
      ['ผลผลิตที่ 1 การพัฒนาระบบราชการ', ...all('10')],
      ['โครงการพัฒนาบุคลากร', ...all('5')],
      ['หมายเหตุ ตัวเลข ณ วันที่ 30 กันยายน', ...all('')],
    )
    expect(errors).toEqual([])
    expect(entries).toHaveLength(36)
    expect(entries.map(({ spent }) => spent)).toEqual(entries.map(() => null))
  })

  test('that tells plan and result by a word asks of which of them a row without it is', () => {
    const { errors } = read(
      ['หมวด', 'แผน/ผล', ...names],
      ['งบลงทุน', 'แผน', ...all('20')],
      ['', 'ผล', ...all('10')],
      ['', 'คงเหลือ', ...all('10')],
      ['งบบุคลากร', 'โครงการ', ...all('5')],
    )
    expect(errors.map(({ cell, code }) => [cell, code])).toEqual([['B5', 'ROW_UNCLEAR']])
  })

  test('of plans alone leaves the spending unknown', () => {
    const { entries, errors } = read(['รายการ', ...names], ['งบลงทุน', ...all('1,250.50')])
    expect(errors).toEqual([])
    expect(entries[0]).toEqual({ category: 'งบลงทุน', month: '2023-10-01', planned: 125050n, spent: null })
  })

  test('names each error by its cell', () => {
    const row = ['งบลงทุน', ...all('1').with(0, 'สิบ').with(1, '-5').with(2, '')]
    const { errors } = read(['หมวด', ...names], row, ['', ...all('1')], ['งบลงทุน', ...all('1')])
    const told = errors.map(({ cell, code }) => [cell, code])
    expect(told).toContainEqual(['B2', 'AMOUNT_UNREADABLE'])
    expect(told).toContainEqual(['C2', 'AMOUNT_NEGATIVE'])
    expect(told).toContainEqual(['D2', 'AMOUNT_MISSING'])
    expect(told).toContainEqual(['B3', 'ROW_REPEATED'])
    const other = read(['หมวด', ...names.with(11, 'ก.ย. 2560')], ['งบลงทุน', ...all('1')])
    expect(other.errors.map(({ cell, code }) => [cell, code])).toEqual([['M1', 'MONTH_OUTSIDE_YEAR']])
  })

  test('a sheet of one row a month is read as before, and a person’s map goes before what is found', () => {
    const long = read(['หมวด', 'เดือน', 'แผน', 'ผล'], ['งบลงทุน', 'ต.ค.', '2', '1'])
    expect(long.months).toBeNull()
    expect(long.entries).toHaveLength(1)
    const mapped = readBudget(
      [
        ['หมวด', ...names],
        ['ก', 'ต.ค.', '2', '1'],
      ],
      2567,
      {
        category: 0,
        month: 1,
        planned: 2,
        spent: 3,
      },
    )
    expect(mapped.months).toBeNull()
  })
})
