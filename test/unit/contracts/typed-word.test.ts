import { expect, test } from 'vitest'
import { typedWord } from '../../../src/contracts/typed-word.ts'

test.each([
  ['ตั้งค่า', 'ตั้งค่า'],
  [' ตั้ง\u200bค่า ครับ', 'ตั้งค่า'],
  ['ลบข้อมูลของฉันนะคะ', 'ลบข้อมูลของฉัน'],
  ['My Data', 'mydata'],
  ['ครับ', ''],
])('%j is known as %j', (typed, word) => {
  expect(typedWord(typed)).toBe(word)
})
