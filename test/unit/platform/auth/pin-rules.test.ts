import { expect, test } from 'vitest'
import { isEasyPin } from '../../../../src/platform/auth/pin-rules.ts'

test.each(['000000', '777777', '123456', '654321', '890123', '121212', '123123', '909090'])('%s is easy', (pin) => {
  expect(isEasyPin(pin)).toBe(true)
})

test.each(['428317', '730254', '112233', '135790', '100001'])('%s is not', (pin) => {
  expect(isEasyPin(pin)).toBe(false)
})
