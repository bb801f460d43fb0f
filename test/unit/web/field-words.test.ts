import { expect, test, vi } from 'vitest'

test('a row of a picture is named as an officer calls it, in both languages', async () => {
  vi.stubGlobal('localStorage', { getItem: () => null, setItem: () => undefined })
  vi.stubGlobal('document', { documentElement: {} })
  const { nameField } = await import('../../../src/web/console/words/field-words.ts')
  const { chooseLanguage } = await import('../../../src/web/console/words/language.ts')
  expect(nameField('categories.3.name')).toBe('ชื่อหมวดที่ 4')
  expect(nameField('source')).toBe('แหล่งที่มา')
  chooseLanguage('en')
  expect(nameField('categories.3.name')).toBe('Name of category 4')
})
