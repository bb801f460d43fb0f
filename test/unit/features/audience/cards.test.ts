import { join } from 'node:path'
import { expect, test } from 'vitest'
import { button, createCards } from '../../../../src/features/audience/cards.ts'
import { loadTemplates } from '../../../../src/line/flex/load-templates.ts'

const templates = loadTemplates(join(import.meta.dirname, '../../../../flex-templates'))
const cards = createCards({
  renderCard: (name, data) => templates.render(name, data),
  publicUrl: 'https://sucharit.example.go.th/',
})
const longest = 'กองติดตาม ตรวจสอบ และประเมินผลการพัฒนาระบบราชการ '.repeat(4).trim()

test('every card is one LINE accepts, with the longest agency name settings take', () => {
  const agency = 'ก'.repeat(200)
  const shown = { agency, language: 'en' as const }
  expect(() => [
    cards.welcome(shown),
    cards.welcome({ agency, language: 'th' }),
    cards.mention(agency),
    cards.panel({ agency, language: 'en', kicker: 'ก', title: 'ก', text: 'ก', buttons: [button('ก', 'menu')] }),
    cards.eraseAsk(shown, new Date()),
  ]).not.toThrow()
})

test('a thousand units with the longest names fit in one reply beside its words', () => {
  const units = Array.from({ length: 1000 }, (_, index) => ({ code: `${'x'.repeat(36)}${index}`, nameTh: longest }))
  const shown = cards.units({ agency: 'สำนักงาน ก.พ.ร.', language: 'th' }, units, 0)
  expect(shown.length).toBeLessThanOrEqual(4)
  expect(JSON.stringify(shown.at(-1))).toContain('unit-list?page=1')
  expect(JSON.stringify(cards.units({ agency: 'ก', language: 'en' }, units, 33))).not.toContain('unit-list?page=')
})

test('the notice is found beside the account’s own address', () => {
  expect(JSON.stringify(cards.welcome({ agency: 'ก', language: 'th' }))).toContain(
    '"https://sucharit.example.go.th/privacy"',
  )
})
