import { expect, test } from 'vitest'
import { toDatabaseError } from '../../../../src/platform/db/database-errors.ts'
import { AppError } from '../../../../src/platform/errors.ts'

const refused = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' })

test('a refused connection nobody has named is the database’s', () => {
  expect(toDatabaseError(new Error('query failed', { cause: refused }))).toMatchObject({ code: 'DATABASE_UNAVAILABLE' })
})

test('LINE that refuses a connection stays LINE', () => {
  const error = new AppError('LINE_UNREACHABLE', 'LINE does not answer.', { status: 503, cause: refused })
  expect(toDatabaseError(error)).toBe(error)
})
