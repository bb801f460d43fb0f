import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { readItaSheet, readScore, type YearFigures } from '../../../../src/features/ita/sheet-rules.ts'
import { readCsv } from '../../../../src/platform/sheets/read-csv.ts'

const head = ['ประเภท', 'เลขที่', 'เครื่องมือ', 'ชื่อ', 'คะแนน', 'หมายเหตุ']
const good = [
  ['รวม', '', '', '', '82.22', ''],
  ['เครื่องมือ', '', 'IIT', 'ภายใน', '83.33', ''],
  ['ด้าน', '5', '', 'งบประมาณ', '', ''],
]
const read = (...rows: string[][]) => readItaSheet([head, ...good, ...rows])
/** Errors of rows that follow the good ones: the first of them is row 5. */
const errorsOf = (...rows: string[][]) => read(...rows).errors.map(({ cell, code }) => [cell, code])
const figuresOf = (...rows: string[][]): YearFigures => {
  const { figures, errors } = read(...rows)
  expect(errors).toEqual([])
  return figures as YearFigures
}

describe('readScore', () => {
  test.each([
    ['89.67', 89.67],
    ['๘๙.๖๗', 89.67],
    [' 100 ', 100],
    ['0', 0],
    ['82.329999999999998', 82.33],
    ['100.01', null],
    ['-1', null],
    ['89.675', null],
    ['89,67', null],
    ['ผ่าน', null],
    ['', null],
    ['1e1', null],
  ])('reads "%s" as %s', (text, score) => expect(readScore(text)).toBe(score))
})

describe('readItaSheet', () => {
  test('takes one row a figure, total, average, target and level as they are printed', () => {
    const figures = figuresOf(
      ['ค่าเฉลี่ยประเทศ', '', '', '', '๘๑.๑๑', ''],
      ['เป้าหมาย', '', '', '', '85', ''],
      ['ระดับ', '', '', 'ผ่านดี', '', ''],
      ['ส่วน', '1', 'iit', '', '80', ''],
      ['ตัวชี้วัด', '๒', 'IIT', 'การใช้งบประมาณ', '82.2', ''],
    )
    expect(figures).toEqual({
      total: 82.22,
      nationalAverage: 81.11,
      target: 85,
      level: 'ผ่านดี',
      instruments: [{ code: 'IIT', nameTh: 'ภายใน', score: 83.33, parts: { 1: 80 }, note: null }],
      indicators: [{ no: 2, instrument: 'IIT', titleTh: 'การใช้งบประมาณ', score: 82.2 }],
      items: [],
    })
  })

  test('leaves out what the publication does not print: average, target, level', () => {
    expect(figuresOf()).toMatchObject({ nationalAverage: null, target: null, level: null })
  })

  test('makes one item of its rows by instrument, and takes one without a score', () => {
    const { items } = figuresOf(
      ['เครื่องมือ', '', 'EIT', 'ภายนอก', '81', ''],
      ['ข้อ', '5.1', 'IIT', 'รับทราบ', '81.6', 'ก'],
      ['ข้อ', '๕.๑', 'EIT', 'รับทราบ', '80', 'ก'],
      ['ข้อ', 'ข้อ 5.10', '', 'รายงานผล', '', 'เอกสารไม่ได้ระบุคะแนน'],
      ['ข้อ', '5.2000000000000002', 'IIT', 'มีส่วนร่วม', '69.67', ''],
    )
    const area = { area: 5, areaTitle: 'งบประมาณ' }
    expect(items).toEqual([
      { no: '5.1', ...area, titleTh: 'รับทราบ', scores: { IIT: 81.6, EIT: 80 }, note: 'ก' },
      { no: '5.10', ...area, titleTh: 'รายงานผล', scores: {}, note: 'เอกสารไม่ได้ระบุคะแนน' },
      { no: '5.2', ...area, titleTh: 'มีส่วนร่วม', scores: { IIT: 69.67 }, note: null },
    ])
  })

  test('reads English headings and kinds, in any order of columns, below lines of title', () => {
    const { figures } = readItaSheet([
      ['Results of 2569'],
      ['Score', 'Title', 'Instrument', 'No.', 'Kind'],
      ['80', '', '', '', 'Total'],
      ['82', 'Internal', 'IIT', '', 'instrument'],
      ['84.4', 'Duty', 'IIT', '1', 'Indicator'],
    ])
    expect(figures).toMatchObject({ total: 80, indicators: [{ no: 1, titleTh: 'Duty', score: 84.4 }] })
  })

  test.each([
    ['a score over 100', ['ตัวชี้วัด', '1', 'IIT', 'ก', '100.5', ''], ['E5', 'SCORE_UNREADABLE']],
    ['a score that is missing', ['ตัวชี้วัด', '1', 'IIT', 'ก', '', ''], ['E5', 'SCORE_UNREADABLE']],
    ['an instrument nobody knows', ['ตัวชี้วัด', '1', 'XIT', 'ก', '90', ''], ['C5', 'INSTRUMENT_UNKNOWN']],
    ['an instrument without a row', ['ตัวชี้วัด', '1', 'EIT', 'ก', '90', ''], ['C5', 'INSTRUMENT_MISSING']],
    ['an indicator without a title', ['ตัวชี้วัด', '1', 'IIT', '', '90', ''], ['D5', 'TITLE_MISSING']],
    ['an indicator with the number of an item', ['ตัวชี้วัด', '1.1', 'IIT', 'ก', '90', ''], ['B5', 'NUMBER_UNREADABLE']],
    ['an item with the number of an indicator', ['ข้อ', '5', 'IIT', 'ก', '90', ''], ['B5', 'NUMBER_UNREADABLE']],
    ['an item that Excel made a day of', ['ข้อ', '2026-10-05', 'IIT', 'ก', '90', ''], ['B5', 'NUMBER_UNREADABLE']],
    ['an item of an area without a title', ['ข้อ', '6.1', 'IIT', 'ก', '90', ''], ['B5', 'AREA_MISSING']],
    ['an item with a score of no instrument', ['ข้อ', '5.1', '', 'ก', '90', ''], ['C5', 'INSTRUMENT_UNKNOWN']],
    ['a kind nobody knows', ['อื่น ๆ', '', '', '', '90', ''], ['A5', 'KIND_UNKNOWN']],
    ['a second total', ['รวม', '', '', '', '90', ''], ['A5', 'ROW_REPEATED']],
    ['a second score of an instrument', ['เครื่องมือ', '', 'IIT', 'ก', '90', ''], ['C5', 'ROW_REPEATED']],
    ['a note that nobody would see', ['ตัวชี้วัด', '1', 'IIT', 'ก', '90', 'ดูหน้า 3'], ['F5', 'NOTE_NOT_KEPT']],
  ])('refuses %s by its cell', (_what, row, error) => expect(errorsOf(row)).toEqual([error]))

  test('refuses a doubled number, also where 5.10 has become 5.1', () => {
    const item = (no: string, code: string, title: string) => ['ข้อ', no, code, title, '90', '']
    expect(errorsOf(item('5.1', 'IIT', 'ก'), item('5.1', 'IIT', 'ก'))).toEqual([['B6', 'ROW_REPEATED']])
    expect(errorsOf(item('5.1', '', 'ก').with(4, ''), item('5.1', 'IIT', 'ข'))).toEqual([['D6', 'TITLE_DIFFERS']])
    const indicator = (code: string) => ['ตัวชี้วัด', '1', code, 'ก', '90', '']
    expect(errorsOf(['เครื่องมือ', '', 'EIT', 'ข', '9', ''], indicator('IIT'), indicator('EIT'))).toEqual([
      ['B7', 'ROW_REPEATED'],
    ])
  })

  test('tells all errors at once, from the top, and gives no figures then', () => {
    const { figures, errors } = readItaSheet([head, ['ตัวชี้วัด', 'x', 'y', '', 'z', ''], ['ข้อ', '1.1', '', 'ก', '', '']])
    expect(figures).toBeNull()
    expect(errors.map(({ cell, code, value }) => [cell, code, value])).toEqual([
      ['B2', 'NUMBER_UNREADABLE', 'x'],
      ['C2', 'INSTRUMENT_UNKNOWN', 'y'],
      ['D2', 'TITLE_MISSING', ''],
      ['E2', 'SCORE_UNREADABLE', 'z'],
      ['B3', 'AREA_MISSING', '1.1'],
      ['A4', 'TOTAL_MISSING', ''],
    ])
  })

  test('says so where no row has the headings', () => {
    expect(readItaSheet([['a', 'b']])).toEqual({
      figures: null,
      errors: [{ cell: 'A1', code: 'HEADINGS_MISSING', value: 'a | b' }],
    })
  })

  test('takes the example only without the line that says what it is', () => {
    const rows = readCsv(readFileSync('docs/ita-example.csv', 'utf8'))
    expect(readItaSheet(rows).errors.map(({ cell, code }) => [cell, code])).toEqual([['A1', 'EXAMPLE_SHEET']])
    const { figures, errors } = readItaSheet(rows.slice(1))
    expect(errors).toEqual([])
    expect(figures?.items.map(({ no }) => no)).toEqual(['1.1', '1.2', '1.3', '1.10'])
  })
})
