import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { breakThai, invisible, keepThai } from '../../../src/contracts/break-thai.ts'
import { countLetters } from '../../../src/platform/pictures/count-letters.ts'

const marked = (text: string) => breakThai(text).replaceAll('\u200b', '|')

describe('breakThai', () => {
  test.each([
    ['ปฏิเสธของขวัญจากผู้มาติดต่อราชการ', 'ปฏิเสธ|ของขวัญ|จาก|ผู้มาติดต่อ|ราชการ'],
    ['ปีงบประมาณ พ.ศ. 2567', 'ปีงบประมาณ\u00a0พ.ศ.\u00a02567'],
    ['ใช้จ่ายงบประมาณของหน่วยงาน', 'ใช้จ่าย|งบประมาณ|ของ|หน่วยงาน'],
    ['คิดว่า “เล็กน้อย ไม่เป็นไร”', 'คิดว่า “เล็กน้อย ไม่เป็นไร”'],
    ['การประเมินความโปร่งใส', 'การประเมิน|ความโปร่งใส'],
    ['ภายในวันที่ 8 หลังปิดรับคำตอบ', 'ภายใน|วันที่\u00a08 หลัง|ปิดรับคำตอบ'],
    ['ผู้ดูแลระบบเข้าสู่ระบบ', 'ผู้ดูแลระบบ|เข้าสู่ระบบ'],
    ['ปิดเวลา 16.30 น.', 'ปิด|เวลา 16.30\u00a0น.'],
    ['คำตอบของเจ้าหน้าที่ในแชตนี้ถูกต้อง', 'คำตอบ|ของ|เจ้าหน้าที่|ใน|แชตนี้|ถูกต้อง'],
    ['มอบหมายงานเฉพาะคนใกล้ชิด', 'มอบหมาย|งาน|เฉพาะ|คน|ใกล้ชิด'],
    ['ยืนหยัดและรับผิดชอบ', 'ยืนหยัด|และ|รับผิดชอบ'],
    ['ประโยชน์อื่นใดจากผู้ใต้บังคับบัญชา', 'ประโยชน์|อื่นใด|จาก|ผู้ใต้บังคับบัญชา'],
    ['เพลงสรรเสริญพระบารมี', 'เพลง|สรรเสริญ|พระบารมี'],
    ['No Gift Policy', 'No\u00a0Gift\u00a0Policy'],
    ['เพื่อให้การมอบหมายงานเป็นธรรม', 'เพื่อ|ให้การมอบหมาย|งาน|เป็นธรรม'],
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

describe('keepThai', () => {
  test.each([
    ['ใช้จ่ายงบประมาณของหน่วยงาน', '[ใช้จ่าย][งบประมาณ]ของ[หน่วยงาน]'],
    ['การประเมินความโปร่งใส', '[การประเมิน][ความโปร่งใส]'],
    ['โปรดระบุ (ถ้ามี) ปี 2567', 'โปรดระบุ (ถ้ามี) ปี\u00a02567'],
    ['How fairly is work given out?', 'How fairly is work given out?'],
  ])('keeps the compounds of %s whole', (text, expected) => {
    expect(keepThai(text).reduce((all, { text, isKept }) => all + (isKept ? `[${text}]` : text), '')).toBe(expected)
  })

  test('changes nothing that is seen, and keeps nothing that is longer than a line', () => {
    const text = fc.oneof(
      fc.string({ unit: fc.constantFrom('การ', 'งบ', 'ประมาณ', 'ของ', 'ๆ', ' ', '5', '(', 'Gift', 'ไม่') }),
      fc.string({ unit: 'grapheme' }),
    )
    fc.assert(
      fc.property(text, (text) => {
        const pieces = keepThai(text)
        expect(
          pieces
            .map((piece) => piece.text)
            .join('')
            .replaceAll('\u00a0', ' '),
        ).toBe(text.replace(invisible, '').replaceAll('\u00a0', ' '))
        for (const { text, isKept } of pieces) expect(isKept && text.length > 30).toBe(false)
      }),
    )
  })
})

test('letters are counted as a reader sees them', () => {
  expect(countLetters('น้ำ\u200bที่')).toBe(2)
})
