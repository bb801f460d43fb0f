import { createSecretKey, randomBytes } from 'node:crypto'
import { expect, test } from 'vitest'
import { seal, unseal } from '../../../../src/platform/secrets/seal.ts'

const key = createSecretKey(randomBytes(32))
const clear = Buffer.from('ข้อความส่วนตัว 🙏')

test('opens what it sealed, nothing at all included', () => {
  expect(unseal(key, seal(key, clear))).toEqual(clear)
  expect(unseal(key, seal(key, Buffer.alloc(0)))).toEqual(Buffer.alloc(0))
})

test('shows nothing of the words', () => {
  expect(seal(key, clear).includes(clear.subarray(0, 6))).toBe(false)
})

test('seals the same words differently each time, with no nonce twice', () => {
  const nonces = Array.from({ length: 2000 }, () => seal(key, clear).subarray(0, 12).toString('hex'))
  expect(new Set(nonces).size).toBe(nonces.length)
})

test('opens nothing with another key, a changed byte or a cut end', () => {
  const box = seal(key, clear)
  expect(() => unseal(createSecretKey(randomBytes(32)), box)).toThrow()
  for (const at of [0, 12, 28, box.length - 1]) {
    const changed = Buffer.from(box)
    changed[at] = (changed[at] as number) ^ 1
    expect(() => unseal(key, changed)).toThrow()
  }
  for (const length of [0, 12, 20, box.length - 1]) expect(() => unseal(key, box.subarray(0, length))).toThrow()
})
