import { expect, test } from 'vitest'
import { newInviteCode, readInviteCode } from '../../../../src/features/audience/invite-code.ts'

test('makes codes of letters and digits that are not mistaken for one another', () => {
  const codes = new Set(Array.from({ length: 500 }, newInviteCode))
  expect(codes.size).toBe(500)
  for (const code of codes) expect(code).toMatch(/^SJ-[2-9ABCDEFGHJKMNPQRSTVWXYZ]{4}-[2-9ABCDEFGHJKMNPQRSTVWXYZ]{4}$/)
})

test.each([
  'SJ-2345-ABCD',
  'sj-2345-abcd',
  ' sj 2345 abcd\n',
  'SJ2345ABCD',
  'SJ-๒๓๔๕-ABCD',
  'ＳＪ－２３４５－ＡＢＣＤ',
  'SJ–2345—ABCD',
  'S\u200bJ-2345\u00a0-ABCD',
])('reads %j as the code it is', (typed) => {
  expect(readInviteCode(typed)).toBe('SJ-2345-ABCD')
})

test('reads its own codes', () => {
  const code = newInviteCode()
  expect(readInviteCode(code)).toBe(code)
})

test.each(['SJ', 'ขอรหัส SJ หน่อย', '2345-ABCD', '', 'SJ-2345-ABCD เป็นรหัสของใคร', 'x'.repeat(5000)])(
  'takes %j for no code',
  (typed) => {
    expect(readInviteCode(typed)).toBeUndefined()
  },
)
