import { describe, expect, test } from 'vitest'
import { findBreach } from '../../support/contract-breach.ts'

const unit = { id: '0198c0de-0000-7000-8000-000000000001', name: 'กองกลาง', parentId: null }
const ask = { method: 'GET', path: '/api/v1/units?limit=1', status: 200 }
const refusal = { defined: false, code: 'NOT_FOUND', status: 404, message: 'ไม่พบ' }

// The check that every test of the whole product goes through, shown to complain.
describe('[R26] what every answer of the API is held against', () => {
  test.each([
    ['a list', { ...ask, body: { items: [], nextCursor: null } }],
    ['a refusal', { ...ask, status: 404, body: refusal }],
    ['a refusal that explains itself', { ...ask, status: 404, body: { ...refusal, data: { wanted: 1 } } }],
  ])('takes %s', (_what, answer) => expect(findBreach(answer)).toBeUndefined())

  test.each([
    ['a missing part', { ...ask, body: { items: [] } }],
    ['a part of another kind', { ...ask, body: { items: [{ ...unit, id: 7 }], nextCursor: null } }],
    ['a part too many', { ...ask, body: { items: [], nextCursor: null, password: 'x' } }],
    ['another status', { ...ask, status: 201, body: { items: [], nextCursor: null } }],
    ['a route that is in no contract', { ...ask, path: '/nothing', body: {} }],
    ['a stack in a refusal', { ...ask, status: 500, body: { ...refusal, status: 500, stack: 'at …' } }],
    ['a refusal in no words', { ...ask, status: 404, body: { ...refusal, message: '' } }],
    ['a refusal of another status', { ...ask, status: 400, body: refusal }],
    ['a page in place of a refusal', { ...ask, status: 502, body: '<html>' }],
  ])('complains of %s', (_what, answer) => expect(findBreach(answer)).toEqual(expect.any(String)))
})
