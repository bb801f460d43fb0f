import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  cardsAbout,
  foldText,
  indexCard,
  nearestCards,
  searchCards,
} from '../../../../src/features/answers/search-rules.ts'
import { topicOf } from '../../../../src/features/answers/topic-rules.ts'

const card = (title: string, text = '', tags: string[] = []) =>
  indexCard({ id: title, code: null, title, template: 'dos-donts', data: { title, do: text }, tags })

const titles = (cards: { title: string }[]) => cards.map(({ title }) => title)

describe('folding', () => {
  test.each([
    ['  ของ\u200bขวัญ  ', 'ของขวัญ'],
    ['ปี ๒๕๖๖', 'ปี 2566'],
    ['น\u0e4d\u0e49\u0e32', 'น\u0e49\u0e33'],
    ['น\u0e33\u0e49', 'น\u0e49\u0e33'],
    ['เเจ้ง', 'แจ้ง'],
    ['“ITA”!', 'ita'],
  ])('reads %j as %j', (typed, folded) => {
    expect(foldText(typed)).toBe(folded)
  })
})

describe('the search', () => {
  test('puts a title before a mention', () => {
    const shelf = [card('มอบหมายงาน', 'ไม่รับของขวัญ'), card('ปฏิเสธของขวัญ')]
    expect(titles(searchCards(shelf, 'ของขวัญ'))).toEqual(['ปฏิเสธของขวัญ', 'มอบหมายงาน'])
  })

  test('puts the word itself before one that means the same', () => {
    const shelf = [card('รับกระเช้า'), card('รับของขวัญ')]
    expect(titles(searchCards(shelf, 'ของขวัญ'))[0]).toBe('รับของขวัญ')
  })

  test('asks for more than one word of several', () => {
    const shelf = [card('รถราชการ'), card('ยืมรถราชการไปอบรม')]
    expect(titles(searchCards(shelf, 'ยืม รถ อบรม'))).toEqual(['ยืมรถราชการไปอบรม'])
  })

  test('knows a listed word within a sentence, and orders what means the same by where it stands', () => {
    const shelf = [card('แก้ไขเมื่อผิดพลาด', 'แจ้งผู้บังคับบัญชา'), card('ทักท้วงเมื่อคำสั่งอาจไม่ถูกต้อง', 'เสนอผู้บังคับบัญชา')]
    expect(titles(searchCards(shelf, 'ผู้บังคับบัญชาสั่งผิด'))[0]).toBe('ทักท้วงเมื่อคำสั่งอาจไม่ถูกต้อง')
    const borrow = [card('ผลการประเมิน', 'การใช้ทรัพย์สินของราชการ'), card('ยืมคอมพิวเตอร์อย่างไร')]
    expect(titles(searchCards(borrow, 'โน้ตบุค'))[0]).toBe('ยืมคอมพิวเตอร์อย่างไร')
  })

  test('takes no fiscal year for the budget', () => {
    expect(searchCards([card('ผลการประเมิน ปีงบประมาณ พ.ศ. 2566')], 'งบประมาณ')).toEqual([])
    expect(searchCards([card('ผลการประเมิน ปีงบประมาณ พ.ศ. 2566')], 'ปีงบประมาณ 2566')).toHaveLength(1)
  })

  test('takes Latin words whole', () => {
    expect(searchCards([card('promotion of staff')], 'ot')).toEqual([])
    expect(searchCards([card('จ่าย OT ตามจริง')], 'ot')).toHaveLength(1)
  })

  test('takes no piece of a word misspelt for a word', () => {
    expect(searchCards([card('อบรม 2 วัน', 'หลักสูตร 2 วัน')], 'ของขวัน')).toEqual([])
    expect(titles(searchCards([card('ทุน 2 วัน')], 'ทุน 2 วัน'))).toEqual(['ทุน 2 วัน'])
  })

  test('tells a card about the word from one that mentions it', () => {
    const shelf = [
      card('แจ้งโอกาสอบรม'),
      card('ผลการประเมิน', 'คัดเลือกผู้เข้าอบรม'),
      card('ยืมของ', '', ['อบรม']),
      card('แจ้งทุน'),
    ]
    expect(titles(cardsAbout(shelf, 'ขอทราบเรื่องอบรมครับ'))).toEqual(['แจ้งโอกาสอบรม', 'ยืมของ', 'แจ้งทุน'])
  })

  test('never reads an address, an id or a template as words', () => {
    const hidden = indexCard({
      id: '1',
      code: null,
      title: 'การ์ด',
      template: 'notice',
      data: { link: { label: 'เปิด', url: 'https://example.org/secret' }, pictureUrl: 'https://example.org/secret.png' },
      tags: [],
    })
    expect(searchCards([hidden], 'secret')).toEqual([])
  })

  test('answers any text and finds every card by its own title', () => {
    const shelf = ['ปฏิเสธของขวัญ', 'ยืมครุภัณฑ์', 'แจ้งโอกาสอบรม'].map((title) => card(title))
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (typed) => {
        searchCards(shelf, typed)
        nearestCards(shelf, typed)
      }),
    )
    for (const { title } of shelf) expect(titles(searchCards(shelf, title))[0]).toBe(title)
  })

  test('looks through 10,000 cards in less than 100 ms of work', () => {
    const shelf = Array.from({ length: 10_000 }, (_, no) => card(`การ์ดที่ ${no} เรื่องการใช้ทรัพย์สิน`, 'คำอธิบาย '.repeat(20)))
    shelf.push(card('ปฏิเสธของขวัญ'))
    searchCards(shelf, 'ทรัพย์สิน')
    const times = Array.from({ length: 5 }, () => {
      const before = process.cpuUsage()
      expect(titles(searchCards(shelf, 'ของขวัญ'))).toEqual(['ปฏิเสธของขวัญ'])
      return process.cpuUsage(before).user / 1000
    })
    expect(Math.min(...times)).toBeLessThan(100)
  })
})

describe('the nearest', () => {
  const shelf = [
    'ปฏิเสธของขวัญอย่างสุภาพ',
    'ยืมและคืนผ่าน Smart OPDC',
    'แจ้งโอกาสอบรมและทุน',
    'กำหนดคุณลักษณะพัสดุตามความจำเป็น',
  ].map((title) => card(title))

  test.each([
    ['ของขัวญ', 'ปฏิเสธของขวัญอย่างสุภาพ'],
    ['ของขวัน', 'ปฏิเสธของขวัญอย่างสุภาพ'],
    ['trainning', 'แจ้งโอกาสอบรมและทุน'],
    ['Borow', 'ยืมและคืนผ่าน Smart OPDC'],
    ['gfit', 'ปฏิเสธของขวัญอย่างสุภาพ'],
    ['ยืมแลคืน', 'ยืมและคืนผ่าน Smart OPDC'],
    ['โอกาศอบรม', 'แจ้งโอกาสอบรมและทุน'],
    ['ของขวัญวันเกิดหัวหน้า', 'ปฏิเสธของขวัญอย่างสุภาพ'],
    ['ขอทุนเรียนต่อ', 'แจ้งโอกาสอบรมและทุน'],
  ])('to “%s” is “%s”', (typed, title) => {
    expect(titles(nearestCards(shelf, typed))[0]).toBe(title)
  })

  test.each(['สวัสดี', 'ก', '', '???', 'hello there'])('to “%s” is nothing', (typed) => {
    expect(nearestCards(shelf, typed)).toEqual([])
  })
})

test.each([
  ['เมนู', 'menu'],
  ['MENU', 'menu'],
  ['งบ', 'budget'],
  ['Dos & Don’ts', 'dosDonts'],
  ['Dos and Donts', 'dosDonts'],
  ['ita', 'ita'],
  ['ช่วยเหลือ', 'help'],
  ['สวัสดีค่ะ', 'menu'],
  ['ขอบคุณนะครับ', 'menu'],
  ['งบประมาณ ครับ', 'budget'],
  ['ขอดูงบประมาณหน่อยค่ะ', 'budget'],
  ['แผนงบประมาณ', undefined],
  ['ของขวัญ', undefined],
])('“%s” names the item %s of the menu', (typed, topic) => {
  expect(topicOf(typed)).toBe(topic)
})
