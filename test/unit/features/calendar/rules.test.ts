import { describe, expect, test } from 'vitest'
import { readHolidayCsv } from '../../../../src/features/calendar/csv-rules.ts'
import { proposeYear } from '../../../../src/features/calendar/propose-year.ts'
import { createOfficeCalendar, unconfirmedNotice } from '../../../../src/features/calendar/rules.ts'

const nothing = { holidays: [], festivals: [] }
function officeWith(holidays: string[], isOn = true) {
  const days = holidays.map((date) => ({ date, name: 'วันหยุด', source: 'manual' as const }))
  return createOfficeCalendar({
    years: new Map([[2026, { holidays: days, festivals: [] }]]),
    proposeYear: () => nothing,
    window: { isOn, opens: '08:30', closes: '16:30' },
  })
}
const opening = (at: string, holidays: string[] = [], isOn = true) =>
  officeWith(holidays, isOn).nextOpening(new Date(at)).toISOString()

describe('the sending window', () => {
  test('is open on working days from 08.30 to 16.30', () => {
    expect(opening('2026-11-25T01:30:00Z')).toBe('2026-11-25T01:30:00.000Z')
    expect(opening('2026-11-25T09:29:59Z')).toBe('2026-11-25T09:29:59.000Z')
  })
  test('lets wait until the morning, over the night, the weekend and a holiday', () => {
    expect(opening('2026-11-25T01:29:00Z')).toBe('2026-11-25T01:30:00.000Z')
    expect(opening('2026-11-25T09:30:00Z')).toBe('2026-11-26T01:30:00.000Z')
    expect(opening('2026-11-27T12:00:00Z')).toBe('2026-11-30T01:30:00.000Z')
    expect(opening('2026-11-27T12:00:00Z', ['2026-11-30'])).toBe('2026-12-01T01:30:00.000Z')
  })
  test('lets everything pass when it is off', () => {
    expect(opening('2026-11-28T20:00:00Z', [], false)).toBe('2026-11-28T20:00:00.000Z')
  })
})

describe('what is proposed', () => {
  test('has the fixed holidays and the festivals of the moon', () => {
    const { holidays, festivals } = proposeYear(2027)
    expect(holidays.map(({ date }) => date)).toEqual(expect.arrayContaining(['2027-01-01', '2027-04-13', '2027-12-10']))
    expect(Object.fromEntries(festivals.map(({ festival, date }) => [festival, date]))).toEqual({
      new_year: '2027-01-01',
      chinese_new_year: '2027-02-06',
      songkran: '2027-04-13',
      mid_autumn: '2027-09-15',
    })
  })
  test('ends with the last year an officer may confirm: beyond it a date is refused in words', () => {
    expect(proposeYear(2157).holidays.length).toBeGreaterThan(10)
    expect(() => proposeYear(2158)).toThrow(expect.objectContaining({ code: 'YEAR_UNKNOWN' }))
  })
  test('is asked only of years that nobody has touched', () => {
    const office = createOfficeCalendar({
      years: new Map([[2026, nothing]]),
      proposeYear,
      window: { isOn: false, opens: '08:30', closes: '16:30' },
    })
    expect(office.isWorkingDay('2026-12-10')).toBe(true)
    expect(office.isWorkingDay('2027-12-10')).toBe(false)
  })
  test('carries its words until it is confirmed', () => {
    expect(unconfirmedNotice(2027)).toBe('ยังไม่ยืนยันวันหยุดปี 2570')
  })
})

describe('a list of holidays', () => {
  test('is read as Excel saves it in Thai: mark, heading, quotes, พ.ศ., CRLF', () => {
    const text = '\uFEFFวันที่,ชื่อ\r\n1/1/2570,วันขึ้นปีใหม่\r\n2027-02-21,"วันมาฆบูชา, ชดเชย"\r\n\r\n'
    expect(readHolidayCsv(text, 2027)).toEqual({
      days: [
        { date: '2027-01-01', name: 'วันขึ้นปีใหม่' },
        { date: '2027-02-21', name: 'วันมาฆบูชา, ชดเชย' },
      ],
      problems: [],
    })
    expect(readHolidayCsv('13/4/2570;สงกรานต์', 2027).days).toEqual([{ date: '2027-04-13', name: 'สงกรานต์' }])
  })
  test('names every row that is wrong, and why', () => {
    const rows = ['2027-01-01,ปีใหม่', '2027-02-30,ไม่มีวันนี้', '2026-12-31,ปีอื่น', '2027-01-01,ซ้ำ', '2027-05-01,', 'x']
    expect(readHolidayCsv(rows.join('\n'), 2027).problems).toEqual([
      { line: 2, problem: 'DATE_INVALID' },
      { line: 3, problem: 'YEAR_OTHER' },
      { line: 4, problem: 'DATE_DOUBLED' },
      { line: 5, problem: 'NAME_MISSING' },
      { line: 6, problem: 'DATE_INVALID' },
    ])
  })
})
