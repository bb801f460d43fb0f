import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { breakThai, countLetters } from '../../../../src/platform/pictures/break-thai.ts'

const marked = (text: string) => breakThai(text).replaceAll('\u200b', '|')

describe('breakThai', () => {
  test.each([
    ['ปฏิเสธของขวัญจากผู้มาติดต่อราชการ', 'ปฏิเสธ|ของขวัญ|จาก|ผู้มาติดต่อ|ราชการ'],
    ['ปีงบประมาณ พ.ศ. 2567', 'ปีงบประมาณ พ.ศ.\u00a02567'],
    ['ใช้จ่ายงบประมาณของหน่วยงาน', 'ใช้จ่าย|งบประมาณ|ของ|หน่วยงาน'],
    ['คิดว่า “เล็กน้อย ไม่เป็นไร”', 'คิดว่า “เล็กน้อย ไม่เป็นไร”'],
    ['การประเมินความโปร่งใส', 'การประเมิน|ความโปร่งใส'],
    ['No Gift Policy', 'No\u00a0Gift\u00a0Policy'],
  ])('marks the words of %s', (text, expected) => expect(marked(text)).toBe(expected))

  test('changes nothing that is seen, and never parts a letter from its marks', () => {
    const thai = fc.string({ unit: fc.constantFrom(...'กขงจชดตถทนบปผพมยรลวสหอะาำิีึืุูเแโใไ็่้๊๋์ๆฯ 12(“)”.') })
    fc.assert(
      fc.property(thai, (text) => {
        const broken = breakThai(text)
        expect(broken.replaceAll('\u200b', '').replaceAll('\u00a0', ' ')).toBe(text)
        expect(broken).not.toMatch(/\u200b[\p{M}ะาำๆฯ]/u)
      }),
    )
  })

  test('takes out zero-width characters that came with pasted text', () => {
    expect(breakThai('งบ\u200bประ\u200dมาณ\ufeff')).toBe('งบประมาณ')
  })
})

test('letters are counted as a reader sees them', () => {
  expect(countLetters('น้ำ\u200bที่')).toBe(2)
})
