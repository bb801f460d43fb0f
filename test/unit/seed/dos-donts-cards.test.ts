import { describe, expect, test } from 'vitest'
import { dosDontsCardData } from '../../../prisma/seed/dos-donts-card-data.ts'
import { itemsBelowTarget } from '../../../prisma/seed/items-below-target.ts'
import { loadSeed } from '../../../prisma/seed/load-seed.ts'
import { templateSchemas } from '../../../src/contracts/templates.ts'

const { cards, ita, questions } = loadSeed()
const words = new Intl.Segmenter('th', { granularity: 'word' })
const countWords = (text: string) => [...words.segment(text)].filter((it) => it.isWordLike).length

describe('draft deck of Dos and Don’ts', () => {
  test('is 30 cards, numbered', () => {
    const codes = Array.from({ length: 30 }, (_, index) => `dos-donts-${String(index + 1).padStart(2, '0')}`)
    expect(cards.map((card) => card.code)).toEqual(codes)
    expect(new Set(cards.map((card) => card.title)).size).toBe(30)
  })

  test('has a card for each of the seven standards', () => {
    const bases = cards.map(({ basis }) => basis).join('\n')
    for (const standard of [1, 2, 3, 4, 5, 6, 7]) expect(bases).toContain(`พ.ศ. 2564 ข้อ ${standard} `)
  })

  test('has a card, and a question about it, for each thing that staff have marked below the target', () => {
    const below = itemsBelowTarget(ita.years[0]!).filter(({ instrument }) => instrument === 'IIT')
    expect(below).toHaveLength(10)
    for (const { no } of below) {
      const about = cards.filter(({ itaItems }) => itaItems.includes(`2566/${no}`)).map(({ code }) => code)
      expect(about, no).not.toEqual([])
      expect(questions.filter(({ card }) => about.includes(card)).length, no).toBeGreaterThan(0)
    }
    expect(cards.flatMap(({ itaItems }) => itaItems)).toContain('2564/i24')
  })

  test('has a question for every card', () => {
    expect(questions.map(({ card }) => card)).toEqual(cards.map(({ code }) => code))
  })

  test.each(cards.map((card) => [card.code, card] as const))('%s fits the template', (_, card) => {
    const result = templateSchemas['dos-donts'].safeParse(dosDontsCardData(card, { badge: 'ฉบับสาธิต' }))
    expect(result.error?.issues).toBeUndefined()
  })

  test.each(cards.map((card) => [card.code, card] as const))(
    '%s has at most 60 words, its source included',
    (_, card) => {
      expect(countWords([card.title, card.do, card.dont, card.basis].join(' '))).toBeLessThanOrEqual(60)
    },
  )

  test.each([
    ['that a small gift is fine', /(ต่ำกว่า|ไม่เกิน|น้อยกว่า|ไม่ถึง)\s*3,?000|รับได้/],
    ['a breach of discipline', /ผิดวินัย/],
    ['a score to wish for or an answer to give', /ตอบมากที่สุด|ITA|IIT|แบบวัด/],
    ['“คุณ” to the reader', /คุณ(?!ธรรม|ภาพ|ลักษณะ)/],
    ['an exclamation', /!/],
  ])('never says %s', (_, forbidden) => {
    for (const card of cards) expect(JSON.stringify(dosDontsCardData(card))).not.toMatch(forbidden)
  })

  test('says the amount and the 30 days of the gift law in the source line only', () => {
    const card = cards.find((it) => it.code === 'dos-donts-02')!
    expect(card.basis).toMatch(/3,000 บาท.*30 วัน/)
    for (const { title, do: toDo, dont } of cards) expect(`${title} ${toDo} ${dont}`).not.toMatch(/\d/)
  })

  test('keeps what editors must confirm off the card', () => {
    for (const card of cards) expect(JSON.stringify(dosDontsCardData(card))).not.toContain(card.confirm)
  })

  test('keys every item by the fiscal year of its form', () => {
    for (const item of cards.flatMap((card) => card.itaItems))
      expect(item).toMatch(/^(2564\/i([1-9]|[12]\d|30)|2566\/[1-7]\.\d+)$/)
  })
})
