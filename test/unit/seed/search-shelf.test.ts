import { describe, expect, test } from 'vitest'
import { loadSeed } from '../../../prisma/seed/load-seed.ts'
import { starterCards } from '../../../prisma/seed/starter-packs.ts'
import { cardsAbout, indexCard, searchCards } from '../../../src/features/answers/search-rules.ts'
import { topicOf } from '../../../src/features/answers/topic-rules.ts'

const shelf = starterCards(loadSeed()).map(({ code, title, template, data, tags }) =>
  indexCard({ id: code, code, title, template, data, tags }),
)
const find = (typed: string) => searchCards(shelf, typed).map(({ id }) => id)

describe('on the shelf that comes with the product', () => {
  test.each([
    ['ขอยืมโน๊ตบุ๊คหน่อยครับ', 'dos-donts-14'],
    ['ยืมคอม', 'dos-donts-14'],
    ['อยากยืมคอมพิวเตอร์ค่ะ', 'dos-donts-14'],
    ['borrow laptop', 'dos-donts-14'],
    ['ของหลวง', 'dos-donts-09'],
    ['รถหลวง', 'dos-donts-09'],
    ['รถราชการ', 'dos-donts-09'],
    ['ตรวจสอบทรัพย์สิน', 'dos-donts-26'],
    ['ทะเบียนครุภัณฑ์', 'dos-donts-26'],
    ['จริยธรรม', 'dos-donts-29'],
    ['ประมวลจริยธรรม', 'dos-donts-29'],
    ['code of ethics', 'dos-donts-29'],
    ['ขอทราบเรื่องประมวลจริยธรรมครับ', 'dos-donts-29'],
    ['ร้องเรียน', 'dos-donts-24'],
    ['แจ้งเบาะแส', 'dos-donts-24'],
    ['แจ้งทุจริต', 'dos-donts-24'],
    ['โซเชียล', 'dos-donts-27'],
    ['โพสต์เฟซบุ๊ก', 'dos-donts-27'],
    ['รับของขวัญได้ไหม', 'dos-donts-01'],
    ['gift', 'dos-donts-01'],
    ['no gift policy', 'dos-donts-01'],
    ['ปีใหม่', 'no-gift-new-year'],
    ['อั่งเปา', 'no-gift-chinese-new-year'],
    ['สงกรานต์', 'no-gift-songkran'],
    ['ขนมไหว้พระจันทร์', 'no-gift-mid-autumn'],
    ['เกษียณ', 'no-gift-retirement'],
    ['รางวัลเลิศรัฐ', 'no-gift-award'],
    ['อบรม', 'dos-donts-08'],
    ['ขอทุนเรียนต่อ', 'dos-donts-08'],
    ['training', 'dos-donts-08'],
    ['ดูงานต่างประเทศ', 'dos-donts-05'],
    ['มอบหมายงาน', 'dos-donts-06'],
    ['ประเมินผลงาน', 'dos-donts-07'],
    ['เลื่อนเงินเดือน', 'dos-donts-07'],
    ['ธุระส่วนตัว', 'dos-donts-28'],
    ['โอที', 'dos-donts-12'],
    ['เบิกค่าเดินทาง', 'dos-donts-12'],
    ['สินบน', 'dos-donts-16'],
    ['ผลประโยชน์ทับซ้อน', 'dos-donts-13'],
    ['conflict of interest', 'dos-donts-13'],
    ['เลี้ยงข้าว', 'dos-donts-13'],
    ['คำสั่งไม่ถูกต้อง', 'dos-donts-10'],
    ['ความลับ', 'dos-donts-15'],
    ['tor', 'dos-donts-18'],
    ['ตรวจรับ', 'dos-donts-19'],
    ['แผนงบประมาณ', 'dos-donts-21'],
    ['เพลงชาติ', 'dos-donts-17'],
    ['คู่มือ', 'dos-donts-23'],
    ['ทำงานผิดพลาด', 'dos-donts-25'],
    ['คะแนน ita 2566', 'ita-2566-summary'],
  ])('“%s” finds %s first', (typed, code) => {
    expect(topicOf(typed)).toBeUndefined()
    expect(find(typed)[0]).toBe(code)
  })

  test('a rule that a card only rests on is no word of the card: it is neither before one that speaks of it nor about it', () => {
    const ethics = searchCards(shelf, 'จริยธรรม')
    const about = cardsAbout(ethics, 'จริยธรรม').map(({ id }) => id)
    expect(about).toEqual(['dos-donts-29'])
    expect(ethics.slice(0, 4).map(({ id }) => id)).toContain('ita-2566-05') // speaks of it in an item
  })

  test('no car is found in what somebody is able to do', () => {
    expect(find('รถราชการ')).not.toContain('dos-donts-06')
  })
})
