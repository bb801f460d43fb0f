import { expect, test } from 'vitest'
import { createQuoteTokens } from '../../../src/simulator/quote-tokens.ts'

test('a quote token belongs to its chat and cannot be made by hand', () => {
  const tokens = createQuoteTokens('secret')
  const token = tokens.issue('C1', '561')
  expect(tokens.belongsTo('C1', token)).toBe(true)
  expect(tokens.belongsTo('C2', token)).toBe(false)
  expect(createQuoteTokens('other').belongsTo('C1', token)).toBe(false)
  for (const forged of ['', '.', 'x', `${token}x`, token.slice(0, -1)])
    expect(tokens.belongsTo('C1', forged)).toBe(false)
})
