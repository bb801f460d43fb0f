import { describe, expect, test } from 'vitest'
import { loadSeed } from '../../../prisma/seed/load-seed.ts'
import { createQuizCards } from '../../../src/features/quiz/cards.ts'
import { loadTemplates } from '../../../src/line/flex/load-templates.ts'

const { questions, cards, demoCards } = loadSeed()
const templates = loadTemplates('flex-templates')
const quiz = createQuizCards({ renderCard: templates.render })

describe.each(questions)('$code', ({ card, options, itaItems, ...question }) => {
  const row = {
    ...question,
    options: [...options],
    cardCode: card,
    itaItems: [...itaItems],
    state: 'approved' as const,
    authorId: null,
    approvedAt: null,
    writers: [],
    version: 1,
  }

  test.each(['th', 'en'] as const)('fits the cards of the chat (%s)', (language) => {
    const shown = { agency: 'ก'.repeat(200), language }
    expect(() => [
      quiz.question(shown, row, { no: 1, count: 3 }),
      quiz.question(shown, row, 'repeat'),
      quiz.explanation(shown, row, { isRight: false, hasNext: true, ending: 'ก'.repeat(120) }),
    ]).not.toThrow()
  })

  test('offers three different answers and serves the ITA items of its card', () => {
    expect(new Set(options).size).toBe(3)
    expect(itaItems).toEqual(cards.find(({ code }) => code === card)!.itaItems)
  })
})

test('the right answer stands in each place about equally often', () => {
  const places = [0, 1, 2].map((place) => questions.filter(({ rightOption }) => rightOption === place).length)
  expect(Math.max(...places) - Math.min(...places)).toBeLessThanOrEqual(2)
})

test('the demo’s examples are marked as such and render', () => {
  for (const { template, data } of demoCards) {
    expect(data.badge).toBe('ฉบับสาธิต')
    expect(String(data.source)).toMatch(/สมมติ|สมมุติ|ตัวอย่าง/)
    expect(() => templates.render(template, data)).not.toThrow()
  }
})
