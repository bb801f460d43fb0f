import { describe, expect, test } from 'vitest'
import { contentKinds } from '../../../src/contracts/api/contents.ts'
import { kindOf, missingFiling, reviewDayAfter } from '../../../src/contracts/filing.ts'

const unfiled = { data: {}, kind: null, owner: null, itaItems: [], basis: null, reviewOn: null }

describe('missingFiling', () => {
  test('names owner, item, rule and review date of a card that teaches a rule', () => {
    expect(missingFiling({ ...unfiled, template: 'dos-donts' })).toEqual(['owner', 'itaItems', 'basis', 'reviewOn'])
    const filed = { owner: 'ศูนย์', itaItems: ['2564/i5'], basis: 'No Gift Policy', reviewOn: '2027-09-30' }
    expect(missingFiling({ ...unfiled, ...filed, template: 'dos-donts' })).toEqual([])
    expect(missingFiling({ ...unfiled, ...filed, basis: '', template: 'dos-donts' })).toEqual(['basis'])
  })

  test('asks for no item of a result, and for neither item nor rule of a notice', () => {
    expect(missingFiling({ ...unfiled, template: 'ita-summary' })).toEqual(['owner', 'basis', 'reviewOn'])
    for (const template of ['notice', 'invitation', 'picture', 'video'])
      expect([template, ...missingFiling({ ...unfiled, template })]).toEqual([template, 'owner', 'reviewOn'])
  })

  test('asks for an owner of every kind', () => {
    for (const kind of contentKinds) expect(missingFiling({ ...unfiled, template: 'picture', kind })).toContain('owner')
  })
})

test('a template made for one kind says what a card is, whatever its author calls it', () => {
  expect(kindOf({ template: 'no-gift', data: {}, kind: 'notice' })).toBe('no_gift')
  expect(kindOf({ template: 'guide', data: { topic: 'asset_how_to' } })).toBe('asset_how_to')
  expect(kindOf({ template: 'picture', data: {}, kind: 'bribery' })).toBe('bribery')
})

test('a card is looked at again a year on, also when its day does not come every year', () => {
  expect(reviewDayAfter('2026-11-27')).toBe('2027-11-27')
  expect(reviewDayAfter('2028-02-29')).toBe('2029-03-01')
})
