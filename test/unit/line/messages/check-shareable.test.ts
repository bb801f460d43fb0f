import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { TemplateName } from '../../../../src/contracts/templates.ts'
import { addButton } from '../../../../src/line/flex/add-button.ts'
import { loadTemplates } from '../../../../src/line/flex/load-templates.ts'
import { checkShareable } from '../../../../src/line/messages/check-shareable.ts'
import type { OutgoingMessage } from '../../../../src/line/messages/outgoing-message.ts'

const templates = loadTemplates(join(import.meta.dirname, '../../../../flex-templates'))
const card = (name: TemplateName) => templates.render(name, templates.sampleOf(name)) as OutgoingMessage

describe('what a person may send as their own', () => {
  test.each(['dos-donts', 'notice', 'no-gift', 'budget-summary', 'ita-summary', 'measure-update', 'picture'] as const)(
    'is a card of kind %s',
    (name) => {
      expect(checkShareable([card(name)])).toEqual([])
    },
  )

  test('is no card with a button that speaks to the bot, wherever the button stands', () => {
    const [asked] = addButton([card('notice')], { label: 'รับทราบ', data: 'receipt' })
    const [problem] = checkShareable([card('notice'), asked])
    expect(problem).toMatchObject({ code: 'NOT_ALLOWED_HERE' })
    expect(problem?.path).toMatch(/^messages\[1\]\.contents\..*action$/)
  })

  test('is no sticker, and nothing that LINE would not take from the bot either', () => {
    expect(checkShareable([{ type: 'sticker', packageId: '446', stickerId: '1988' }])).toMatchObject([
      { path: 'messages[0].type', code: 'NOT_ALLOWED_HERE' },
    ])
    expect(checkShareable([])).toMatchObject([{ code: 'TOO_FEW' }])
  })
})
