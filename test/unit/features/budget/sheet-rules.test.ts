import { describe, expect, test } from 'vitest'
import { readAmount, readBudget, readMonth } from '../../../../src/features/budget/sheet-rules.ts'

const head = ['หมวดรายจ่าย', 'เดือน', 'แผน (บาท)', 'ผลการเบิกจ่าย (บาท)']
const read = (...rows: string[][]) => readBudget([head, ...rows], 2567)
const codes = (...rows: string[][]) => read(...rows).errors.map(({ cell, code }) => [cell, code])

describe('readMonth', () => {
  test.each([
    ['ต.ค. 2566', '2023-10-01'],
    ['ตุลาคม ๒๕๖๖', '2023-10-01'],
    ['ก.ย.', '2024-09-01'],
    ['ธ.ค. 66', '2023-12-01'],
    ['10/2566', '2023-10-01'],
    ['31/01/2567', '2024-01-01'],
    ['2024-02', '2024-02-01'],
    ['2024-02-29', '2024-02-01'],
  ])('reads %s', (text, month) => expect(readMonth(text, 2567)).toBe(month))

  test.each(['', 'ไตรมาส 1', '13/2566', 'ตค66ก'])('does not guess at "%s"', (text) =>
    expect(readMonth(text, 2567)).toBeNull(),
  )
})

describe('readAmount', () => {
  test.each([
    ['1,250.50', 125050n],
    ['๑,๒๕๐.๕๐ บาท', 125050n],
    ['0', 0n],
    ['1250.5000000000002', 125050n],
    ['0.005', 1n],
    ['', null],
    ['-', null],
    ['1.8189894035458565E-12', 0n], // what a formula leaves of 0
    ['-1.1E-13', 0n],
    ['-0.004', 0n],
    ['(0.00)', 0n],
    ['1E-3', 0n],
    ['5.0000000000000001E-3', 1n],
    ['1.25E-1', 13n],
    ['1e6', 'AMOUNT_UNREADABLE'],
    ['-5', 'AMOUNT_NEGATIVE'],
    ['-0.005', 'AMOUNT_NEGATIVE'],
    ['1.23457E+11', 'AMOUNT_UNREADABLE'], // an amount of twelve digits in a CSV by Excel: half of them are lost
    ['(1,250)', 'AMOUNT_NEGATIVE'],
    ['(1,250', 'AMOUNT_UNREADABLE'],
    ['1,250)', 'AMOUNT_UNREADABLE'],
    ['1E', 'AMOUNT_UNREADABLE'],
    ['1E+13', 'AMOUNT_UNREADABLE'],
    ['1E+999999999', 'AMOUNT_UNREADABLE'],
    ['สิบล้าน', 'AMOUNT_UNREADABLE'],
    ['1.2.3', 'AMOUNT_UNREADABLE'],
    ['99999999999999', 'AMOUNT_UNREADABLE'],
  ])('reads "%s" as %s', (text, amount) => expect(readAmount(text)).toBe(amount))
})

describe('readBudget', () => {
  test('finds the columns by their headings, below lines of title, and leaves sums out', () => {
    const rows = [
      ['งบประมาณรายจ่าย'],
      [],
      ['ผลการเบิกจ่าย', 'แผน', 'เดือน', 'หมวด'],
      ['10', '20', 'ต.ค.', 'งบลงทุน'],
      ['10', '20', '', 'รวม'],
    ]
    const { columns, entries, errors } = readBudget(rows, 2567)
    expect(columns).toEqual({ category: 3, month: 2, planned: 1, spent: 0 })
    expect(entries).toEqual([{ category: 'งบลงทุน', month: '2023-10-01', planned: 2000n, spent: 1000n }])
    expect(errors).toEqual([])
  })

  test('takes a merged category for the rows below it, and spending that is not known yet as unknown', () => {
    const { entries } = read(['งบบุคลากร', 'ต.ค.', '10', '9'], ['', 'พ.ย.', '10', ''])
    expect(entries.map(({ category, spent }) => [category, spent])).toEqual([
      ['งบบุคลากร', 900n],
      ['งบบุคลากร', null],
    ])
  })

  test('tells which year a sheet is of, where all its months are in one that was not chosen', () => {
    const otherYear = (...months: string[]) => read(...months.map((month) => ['ก', month, '1', '1'])).otherYear
    expect(otherYear('ต.ค. 2567', '11/2567', '2025-09')).toBe(2568)
    expect(otherYear('ต.ค. 2567', 'ต.ค. 2566')).toBeNull()
    expect(otherYear('ต.ค. 2566', 'ก.ย. 2567')).toBeNull()
    expect(otherYear('ครึ่งปี')).toBeNull()
    expect(otherYear('ต.ค. 2493')).toBeNull() // no year of a budget that is kept here
    expect(read(['ก', 'ต.ค. 2567', '1', '1'], ['ก', 'ต.ค. 2566', '', '']).otherYear).toBeNull()
  })

  test('names each error by its cell', () => {
    expect(codes(['', 'ต.ค.', '1', '1'])).toEqual([['A2', 'CATEGORY_MISSING']])
    expect(codes(['ก', 'ครึ่งปี', '1', '1'])).toEqual([['B2', 'MONTH_UNREADABLE']])
    expect(codes(['ก', 'ต.ค. 2567', '1', '1'])).toEqual([['B2', 'MONTH_OUTSIDE_YEAR']])
    expect(codes(['ก', 'ต.ค.', '', '1'])).toEqual([['C2', 'AMOUNT_MISSING']])
    expect(codes(['ก', 'ต.ค.', '-1', 'x'])).toEqual([
      ['C2', 'AMOUNT_NEGATIVE'],
      ['D2', 'AMOUNT_UNREADABLE'],
    ])
    expect(codes(['ก', 'ต.ค.', '1', '1'], ['', '10/2566', '2', '2'])).toEqual([['B3', 'ROW_REPEATED']])
  })

  test('maps nothing by itself where the headings do not tell, and takes the map of a person', () => {
    const rows = [
      ['a', 'b', 'c', 'd'],
      ['งบลงทุน', 'ต.ค.', '20', '10'],
    ]
    expect(readBudget(rows, 2567)).toMatchObject({ columns: null, entries: [] })
    const byHand = readBudget(rows.slice(1), 2567, { category: 0, month: 1, planned: 2, spent: 3 })
    expect(byHand.entries).toHaveLength(1)
  })
})

test('takes nothing for a figure of the rows above them when the columns were matched by hand', () => {
  const rows = [['แผนของหน่วยงาน'], ['ก', 'ข', 'ค', 'ง'], ['งบลงทุน', 'ต.ค. 2568', '100', 'ห้าสิบ']]
  const { entries, errors } = readBudget(rows, 2569, { category: 0, month: 1, planned: 2, spent: 3 })
  expect([entries.length, errors.map(({ cell }) => cell)]).toEqual([0, ['D3']])
})
