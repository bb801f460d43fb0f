import { expect, test } from 'vitest'
import { codeOf, describeError } from '../../../src/platform/describe-error.ts'
import { AppError } from '../../../src/platform/errors.ts'

test('tells the code and the place of a foreign error, never its words', () => {
  const error = Object.assign(new TypeError('canary\ncanary again'), { code: 'P2002' })
  const described = describeError(error)
  expect(described.code).toBe('P2002')
  expect(described.frames?.[0]).toContain('describe-error.test.ts')
  expect(JSON.stringify(described)).not.toContain('canary')
})

test('tells the words of our own errors and the code of their cause', () => {
  const error = new AppError('LINE_UNREACHABLE', 'LINE did not answer.', { cause: new Error('canary') })
  expect(describeError(error)).toMatchObject({
    code: 'LINE_UNREACHABLE',
    message: 'LINE did not answer.',
    cause: { code: 'Error' },
  })
  expect(JSON.stringify(describeError(error))).not.toContain('canary')
})

test('takes the class name for an error without a code, and anything that is no error', () => {
  expect(codeOf(new RangeError('x'))).toBe('RangeError')
  expect(codeOf('canary')).toBe('NOT_AN_ERROR')
})
