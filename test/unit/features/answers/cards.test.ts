import { expect, test } from 'vitest'
import { createCards } from '../../../../src/features/answers/cards.ts'
import { indexCard } from '../../../../src/features/answers/search-rules.ts'
import { loadTemplates } from '../../../../src/line/flex/load-templates.ts'

const templates = loadTemplates('flex-templates')
const { showCards } = createCards({ renderCard: templates.renderMessage })
const pictureUrl = `https://opdc.example/media/${'a'.repeat(64)}.jpg`
const image = { sentAs: 'image', alt: 'ขั้นตอนการยืม', pictureUrl, pictureRatio: '1:1' }
const cardOf = (id: string, template: string, data: object) =>
  indexCard({ id, title: id, template, data: data as Record<string, unknown>, tags: [] } as never)
const notice = (id: string) => cardOf(id, 'notice', { title: id, text: 'ข้อความ' })

test('found cards are one row to swipe; a LINE image among them is not left out', () => {
  const [row, ...more] = showCards([notice('ก'), notice('ข')])
  expect([row, more]).toMatchObject([{ type: 'flex', contents: { type: 'carousel' } }, []])
  const types = showCards([notice('ก'), notice('ข'), cardOf('ค', 'picture', image)]).map(({ type }) => type)
  expect(types).toEqual(['flex', 'flex', 'image'])
})

test('a card of buttons is made once, but for one that carries what somebody has typed: that is not kept', () => {
  let made = 0
  const counting = createCards({
    renderCard: (name, data) => {
      made += 1
      return templates.renderMessage(name, data)
    },
  })
  const shown = { agency: 'ก', language: 'th' as const, title: 'ก', buttons: [counting.menuButton('th')] }
  for (const _ of [1, 2]) counting.panel(shown)
  expect(made).toBe(1)
  for (const _ of [1, 2]) counting.panel({ ...shown, hasTypedWords: true })
  expect(made).toBe(3)
})

test('a card is found by what it says, and not by how it is sent', () => {
  expect(cardOf('ค', 'picture', image).textKey).toBe('ขั้นตอนการยืม')
})
