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
    ['ทุกคนช่วยให้ได้คะแนนสูงกว่าปีก่อน', 'SCORE_WISH'],
    ['มูลค่าไม่เกิน 3,000 บาท ไม่ต้องรายงาน', 'SMALL_GIFT'],
    ['บุคลากรในหน่วยงานของท่าน ปฏิบัติงานตามขั้นตอน มากน้อยเพียงใด', 'FORM_WORDING'],
    ['ท่านรู้เกี่ยวกับแผนการใช้จ่ายงบประมาณประจำปี มากน้อยเพียงใด', 'FORM_WORDING'],
    ['ผลการดำเนินงานปีงบประมาณ 2024', 'COMMON_ERA'],
    ['ภายใน 30 มิ.ย. 2024', 'COMMON_ERA'],
    ['หน่วยงานได้ 90.47 คะแนน', 'FIGURE_WITHOUT_SOURCE'],
    ['เบิกจ่ายแล้วร้อยละ 75', 'FIGURE_WITHOUT_SOURCE'],
    ['ร่วมฟังนโยบายของพรรคประชาชนสุจริต', 'PARTY'],
    ['ขอชื่นชม นายสมชาย ใจดี ที่ปฏิเสธของขวัญ', 'PERSON_NAMED'],
    ['กองพัฒนาระบบได้คะแนนต่ำสุด', 'UNIT_BLAMED'],
    ['บุคลากรรายหนึ่งบอกว่า “หัวหน้าไม่เป็นธรรม”', 'RAW_COMMENT'],
  ])('finds in "%s" that it breaks %s, with a reason in both languages', (text, rule) => {
    expect(rulesOf(text)).toEqual([rule])
    const [finding] = lintCard({ title: 'เรื่อง', data: { text } })
    expect(finding?.why.th).toMatch(/[ก-๙]/)
    expect(finding?.why.en).toMatch(/[a-z]/)
  })

  test.each([
    'พ.ร.ป. ป.ป.ช. พ.ศ. 2561 มาตรา 128 (เกิน 3,000 บาท รายงานภายใน 30 วัน)',
    'ตอบผู้มาติดต่อตามขั้นตอนที่กำหนด',
    'นายกรัฐมนตรีเป็นประธาน และนายทะเบียนเป็นเลขานุการ',
    'ไม่เอื้อประโยชน์ให้กลุ่มหรือพรรคพวก',
    'กองนวัตกรรมบริการภาครัฐเป็นผู้รับผิดชอบ',
    'ภายใน 30 ก.ย. 2567 ปีงบประมาณ พ.ศ. 2567',
  ])('finds nothing in "%s"', (text) => expect(rulesOf(text)).toEqual([]))

  test('takes a figure that names its year and source', () => {
    const data = { text: 'หน่วยงานได้ 90.47 คะแนน', source: 'ผลการประเมิน ITA', fiscalYear: 2566 }
    expect(lintCard({ title: 'ผล', data })).toEqual([])
    expect(lintCard({ title: 'ผล', data: { ...data, fiscalYear: null } })).toMatchObject([{ found: '90.47 คะแนน' }])
  })

  test('compares two years of one form only', () => {
    const rules = (fiscalYear: number, before: number) =>
      lintCard({ title: 'ผล', data: { fiscalYear, source: 'ITA', previous: { fiscalYear: before, score: 1 } } })
    expect(rules(2566, 2565)).toEqual([])
    expect(rules(2567, 2566)).toMatchObject([{ rule: 'OTHER_FORM', found: '2566 → 2567' }])
    expect(rules(2568, 2567)).toEqual([])
  })

  test('finds nothing in the cards that come with the product', () => {
    for (const card of loadSeed().cards) expect(lintCard({ title: card.title, data: card })).toEqual([])
  })
})
