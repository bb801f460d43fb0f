import { expect, test } from 'vitest'
import { toSearchText } from '../../../src/contracts/search-text.ts'

test('words are looked for without case, zero-width characters, Thai digits or doubled spaces', () => {
  expect(toSearchText('No  Gift\u200b Policy', { text: 'มาตรา ๑๒๘', steps: ['หนึ่ง', 2] }, null)).toBe(
    'no gift policy มาตรา 128 หนึ่ง 2',
  )
})

test('addresses are no words', () => {
  expect(toSearchText({ label: 'อ่านต่อ', url: 'https://example.org/gift' })).toBe('อ่านต่อ')
})
