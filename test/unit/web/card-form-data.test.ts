import { describe, expect, test } from 'vitest'
import { templateSchemas } from '../../../src/contracts/templates.ts'
import { isSpendingKnown } from '../../../src/web/console/pages/budget/fiscal-year.ts'
import { findFault, toData, toValues } from '../../../src/web/console/pages/cards/form-data.ts'
import { type FormField, isMain, templateForms } from '../../../src/web/console/pages/cards/template-forms.ts'
import { readItem, yearsWorded } from '../../../src/web/console/pages/quiz/item-names.ts'

const fieldsOf = (template: string) => templateForms[template] ?? []
const fieldOf = (template: string, name: string) => fieldsOf(template).find((one) => one.name === name) as FormField
const stepsOf = (steps: string) => toData(fieldsOf('guide'), { steps }).steps
const factsOf = (facts: string) => toData(fieldsOf('guide'), { facts }).facts

describe('a list pasted from a document', () => {
  test.each([
    ['numbers', '1. กรอก\n2. ส่ง\n3. รอ'],
    ['numbers without a space', '1.กรอก\n2.ส่ง\n3.รอ'],
    ['numbers from any start', '4) กรอก\n\n5) ส่ง\n6) รอ'],
    ['Thai numbers', '๙. กรอก\n๑๐. ส่ง\n๑๑. รอ'],
    ['numbers in brackets', '(1) กรอก\n(2) ส่ง\n(3) รอ'],
    ['a tab after each', '1.\tกรอก\r\n2.\tส่ง\r\n3.\tรอ'],
    ['dashes', '- กรอก\n- ส่ง\n- รอ'],
    ['bullets', '•\tกรอก\n• ส่ง\n•รอ'],
    ['a mark whose words are still to come', '1. กรอก\n2. ส่ง\n3. รอ\n4.'],
  ])('loses its marks: %s', (_what, text) => {
    expect(stepsOf(text)).toEqual(['กรอก', 'ส่ง', 'รอ'])
  })

  test.each([
    ['2567 เป็นปีงบประมาณ'],
    ['3 ขั้นตอน'],
    ['08.30 น. ลงทะเบียน', '09.00 น. เปิดการประชุม'],
    ['1.5 ล้านบาท'],
    ['-5 องศา'],
    ['1. กรอก', 'ส่ง'],
    ['1. กรอก', '3. ส่ง'],
    ['1. กรอก', '2) ส่ง'],
    ['1. กรอก', '1. ส่ง'],
    ['- กรอก', '• ส่ง'],
    ['-'],
  ])('stays as it is where its lines are no such list: %s %s', (...lines) => {
    const typed = lines.filter(Boolean)
    expect(stepsOf(typed.join('\n'))).toEqual(typed)
  })
})

describe('a line of two parts', () => {
  test.each([
    ['ผู้ดูแล: กองคลัง', 'ผู้ดูแล', 'กองคลัง'],
    ['ผู้ดูแล\tกองคลัง', 'ผู้ดูแล', 'กองคลัง'],
    ['ผู้ดูแล | กองคลัง', 'ผู้ดูแล', 'กองคลัง'],
    ['โทร:02-123', 'โทร', '02-123'],
    ['ช่วง: เช้า\t08:30', 'ช่วง: เช้า', '08:30'],
    ['08:30 | ลงทะเบียน', '08:30', 'ลงทะเบียน'],
    ['ผู้ดูแล: กองคลัง | กองช่าง', 'ผู้ดูแล', 'กองคลัง | กองช่าง'],
    ['เว็บ: https://example.org', 'เว็บ', 'https://example.org'],
  ])('%j', (typed, label, text) => {
    const facts = [{ label, text }]
    expect(factsOf(typed)).toEqual(facts)
  })

  test('comes back as it was after it was kept', () => {
    const facts = [{ label: 'ผู้ดูแล', text: 'กองคลัง | 08:30' }]
    const values = toValues(fieldsOf('guide'), { facts })
    expect(toData(fieldsOf('guide'), values ?? {})).toEqual({ facts })
  })
})

describe('what is wrong with a filled field', () => {
  test.each([
    ['guide', 'facts', 'ก: ข\n\nไม่มีตัวคั่น', 'facts.1.text', { line: 3, what: 'short' }],
    ['guide', 'facts', 'ก: ข\nค: ง', 'facts.1.label', { line: 2 }],
    ['guide', 'facts', 'ก: ข', 'facts', {}],
    ['guide', 'steps', 'ก\nข', 'steps.1', { line: 2 }],
    ['digest', 'counts', '12', 'counts.0.label', { line: 1, what: 'short' }],
    ['ita-summary', 'instruments', 'IIT | ก', 'instruments.0.score', { line: 1, what: 'short' }],
    ['ita-summary', 'instruments', 'IIT | ก | ไม่มี', 'instruments.0.score', { line: 1, what: 'noFigure' }],
    ['ita-comparison', 'indicators', 'ก | ข | 1', 'indicators.0.no', { line: 1, what: 'noFigure' }],
    ['ita-summary', 'score', 'สูง', 'score', { what: 'noFigure' }],
    ['ita-summary', 'score', '101', 'score', {}],
    ['notice', 'text', 'ก', 'text', {}],
  ])('%s %s %j at %s', (template, name, value, path, fault) => {
    expect(findFault(fieldOf(template, name), value, path)).toEqual(fault)
  })
})

test('a clip card asks for its clip and its cover before anything else', () => {
  const main = fieldsOf('video').filter(isMain)
  expect(main.map(({ name }) => name)).toEqual(['title', 'videoUrl', 'mp4Url', 'posterUrl'])
  const values = { title: 'ก', posterUrl: 'https://example.org/a.png', mp4Url: 'https://example.org/a.mp4' }
  expect(templateSchemas.video.safeParse(toData(main, values)).success).toBe(true)
})

describe('spending of a period', () => {
  test.each([
    [{ from: '2023-10-01', spent: '0.00' }, '2024-03-31', true],
    [{ from: '2024-04-01', spent: '0.00' }, '2024-03-31', false],
    [{ from: '2024-04-01', spent: '5.00' }, '2024-03-31', true],
    [{ from: '2023-10-01', spent: '0.00' }, null, false],
  ])('%j as of %s: known %s', (period, asOf, isKnown) => {
    expect(isSpendingKnown(period, asOf)).toBe(isKnown)
  })
})

test('an ITA item is read as year and number, and only years of the published report are asked about', () => {
  expect(readItem('2564/i16')).toEqual({ year: 2564, no: 'i16' })
  expect(readItem('ข้ออื่น')).toBeUndefined()
  expect(yearsWorded(['2564/i16', '2566/6.4', '2566/5.1', 'ข้ออื่น'])).toEqual([2566])
})
