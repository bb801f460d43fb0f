import { describe, expect, test } from 'vitest'
import { loadSeed } from '../../../../prisma/seed/load-seed.ts'
import { lintCard } from '../../../../src/features/content/lint-rules.ts'

const rulesOf = (text: string) => lintCard({ title: 'เรื่อง', data: { text } }).map(({ rule }) => rule)

describe('lintCard', () => {
  test.each([
    ['โปรดตอบ “มากที่สุด” ในแบบวัด IIT', 'COACHING'],
    ['https://itas.nacc.go.th โปรดเลือกมากที่สุดทุกข้อ', 'COACHING'],
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
    ['รับของขวัญได้ไม่เกิน 3,000 บาท', 'SMALL_GIFT'],
    ['ไม่เกิน 3,000 บาท ถือว่ารับได้', 'SMALL_GIFT'],
    ['รับของขวัญที่มีมูลค่าไม่เกิน 3,000 บาทได้', 'SMALL_GIFT'],
    ['ไม่เกินสามพันบาทรับได้', 'SMALL_GIFT'],
    ['เจ้าหน้าที่รับของขวัญได้ หากราคาไม่เกิน ๓ พันบาท', 'SMALL_GIFT'],
    ['ให้ของขวัญผู้บังคับบัญชาได้ไม่เกิน 3,000 บาท', 'SMALL_GIFT'],
    ['ของขวัญมูลค่าน้อยกว่า 3,000 บาท บุคลากรสามารถรับไว้ได้', 'SMALL_GIFT'],
    ['ช่วยกันทำให้คะแนน ITA ของเราสูงขึ้น', 'SCORE_WISH'],
    ['ยกระดับคะแนน ITA', 'SCORE_WISH'],
    ['ร่วมกันผลักดันคะแนนประเมินของหน่วยงานให้เพิ่มขึ้น', 'SCORE_WISH'],
    ['อยากให้คะแนน IIT ดีขึ้น', 'SCORE_WISH'],
    ['ตอบระดับมากที่สุด', 'COACHING'],
    ['เลือกข้อ “มากที่สุด”', 'COACHING'],
    ['ขอให้ทุกท่านตอบในระดับ “มาก”', 'COACHING'],
    ['กดช่องมากที่สุดในทุกข้อ', 'COACHING'],
    ['โปรดเลือก “ไม่มี” ทุกข้อ', 'COACHING'],
    ['ขอชื่นชม คุณสมชาย ใจดี', 'PERSON_NAMED'],
    ['คุณสมชาย ใจดี', 'PERSON_NAMED'],
    ['ดร.สมชาย ใจดี', 'PERSON_NAMED'],
    ['บรรยายโดยรศ.ดร.สมหญิง ใจดี', 'PERSON_NAMED'],
    ['ขอชื่นชมนางสาวสมหญิง ใจดี', 'PERSON_NAMED'],
    ['พ.ต.ท.สมชาย ใจดี เป็นวิทยากร', 'PERSON_NAMED'],
    ['คะแนน 84.5', 'FIGURE_WITHOUT_SOURCE'],
    ['คะแนนเฉลี่ย 84', 'FIGURE_WITHOUT_SOURCE'],
    ['ผล ITA อยู่ที่ 90.47', 'FIGURE_WITHOUT_SOURCE'],
    ['ประกาศเมื่อมกราคม 2023', 'COMMON_ERA'],
    ['ภายใน 31/12/2023', 'COMMON_ERA'],
    ['แผนของปี 2024', 'COMMON_ERA'],
    ['by 31 December 2023', 'COMMON_ERA'],
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
    'แม้ของขวัญมูลค่าไม่เกิน 3,000 บาท ก็รับไม่ได้ตามนโยบายของสำนักงาน',
    'ไม่รับของขวัญทุกมูลค่า ทั้งที่เกินและไม่เกิน 3,000 บาท',
    'งดรับของขวัญทุกชนิด แม้มูลค่าไม่เกิน 3,000 บาท',
    'ไม่สามารถรับของขวัญมูลค่าไม่เกิน 3,000 บาทได้',
    'ค่ารับรองเบิกได้ไม่เกิน 3,000 บาท',
    'สำหรับค่าวิทยากร จ่ายได้ไม่เกิน 3,000 บาท',
    'ให้คะแนนส่วนราชการตามเกณฑ์และหลักฐาน',
    'ให้คะแนนตามความสนิทสนม',
    'ไม่เพิ่มคะแนนให้หน่วยงานที่รู้จักเป็นการส่วนตัว',
    'ไม่ให้คะแนนสูงกว่าหลักฐาน',
    'ยกระดับการให้บริการแก่ส่วนราชการ',
    'ข้อที่มีผู้เลือกมากที่สุดคือการสื่อสาร',
    'เรื่องที่บุคลากรตอบมากที่สุดคืองบประมาณ',
    'เลือกวิธีที่ประหยัดงบประมาณมากที่สุด',
    'ตอบข้อหารือให้ครบทุกข้อ',
    'ควรตอบว่าไม่มีอำนาจพิจารณา และส่งต่อ',
    'คุณธรรมและความโปร่งใส ประจำปีงบประมาณ พ.ศ. 2567',
    'คุณภาพของงาน วัดจากผลลัพธ์',
    'คุณสมบัติของผู้สมัคร เป็นไปตามประกาศ',
    'คุณควรปฏิเสธ และแจ้งนโยบาย',
    'ขอขอบคุณบุคลากร ทุกท่าน',
    'นายอำเภอ และนายกเทศมนตรีร่วมประชุม',
    'ดร. หรือผู้เชี่ยวชาญ',
    'พ.ร.บ. การจัดซื้อจัดจ้าง และการบริหารพัสดุภาครัฐ',
    'คะแนน 5 ระดับ',
    'ระดับคะแนน 1–5',
    'คะแนน 12 ข้อ',
    'แบ่งคะแนนเป็น 3 ด้าน',
    'ITA 2567',
    'ภายใน 31/12/2566',
    'ประกาศเมื่อมกราคม 2566',
    'ประชุมประจำปี 2024-06-30', // a field of its own after the words
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

  test('finds nothing in the words that come with the product', () => {
    const { cards, noGift, demoCards, questions, measures } = loadSeed()
    for (const card of [...cards, ...noGift]) expect(lintCard({ title: card.title, data: card })).toEqual([])
    for (const { title, data } of demoCards) expect(lintCard({ title, data })).toEqual([])
    for (const { text, ...said } of questions) expect(lintCard({ title: text, data: said })).toEqual([])
    // But for what NACC's own document says of scores: it is quoted there, and its cards name its year.
    for (const { steps } of measures.measures) expect(lintCard({ title: '', data: steps })).toEqual([])
  })
})
