import { describe, expect, test } from 'vitest'
import { loadSeed } from '../../../../prisma/seed/load-seed.ts'
import { lintCard } from '../../../../src/features/content/lint-rules.ts'

const rulesOf = (text: string) => lintCard({ title: 'เรื่อง', data: { text } }).map(({ rule }) => rule)

describe('lintCard', () => {
  test.each([
    ['โปรดตอบ “มากที่สุด” ในแบบวัด IIT', 'COACHING'],
    ['ขอให้เลือกมากที่สุดทุกข้อ', 'COACHING'],
    ['ร่วมกันเพื่อเพิ่มคะแนน ITA ของเรา', 'SCORE_WISH'],
    ['ของขวัญต่ำกว่า ๓,๐๐๐ บาท รับได้', 'SMALL_GIFT'],
    ['รับได้ไม่เกิน 3000 บาท', 'SMALL_GIFT'],
    ['การรับของขวัญถือว่าผิด\u200bวินัย', 'DISCIPLINE'],
  ])('finds in "%s" that it breaks %s, with a reason in both languages', (text, rule) => {
    expect(rulesOf(text)).toEqual([rule])
    const [finding] = lintCard({ title: 'เรื่อง', data: { text } })
    expect(finding?.why.th).toMatch(/[ก-๙]/)
    expect(finding?.why.en).toMatch(/[a-z]/)
  })

  test.each([
    'พ.ร.ป. ป.ป.ช. พ.ศ. 2561 มาตรา 128 (เกิน 3,000 บาท รายงานภายใน 30 วัน)',
    'ตอบผู้มาติดต่อตามขั้นตอนที่กำหนด',
    'คะแนน ITA ลดลง 2.15 คะแนน',
  ])('finds nothing in "%s"', (text) => expect(rulesOf(text)).toEqual([]))

  test('finds nothing in the cards that come with the product', () => {
    for (const card of loadSeed().cards) expect(lintCard({ title: card.title, data: card })).toEqual([])
  })
})
