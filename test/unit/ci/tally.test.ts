import { describe, expect, test } from 'vitest'
import { addTallies, closingLine, listSecondTries, tallyReport } from '../../../.ci/tally.ts'

const file = (status: string, ...tests: string[]) => ({
  status,
  assertionResults: tests.map((status, place) => ({
    status,
    fullName: `test ${place}`,
    failureMessages: [] as string[],
  })),
})

describe('tallyReport', () => {
  test('counts passed and failed tests, and everything that did not run as skipped', () => {
    const report = { testResults: [file('failed', 'passed', 'failed', 'skipped', 'todo', 'pending')] }
    expect(tallyReport(report)).toEqual({ passed: 1, failed: 1, skipped: 3 })
  })

  test('counts a file that fails before its tests as one failed test', () => {
    expect(tallyReport({ testResults: [file('failed')] })).toEqual({ passed: 0, failed: 1, skipped: 0 })
    expect(tallyReport({ testResults: [file('failed', 'skipped')] })).toEqual({ passed: 0, failed: 1, skipped: 1 })
  })

  test('counts the failure of a hook once where a test failed too', () => {
    const report = { testResults: [file('failed', 'failed', 'failed'), file('passed', 'passed')] }
    expect(tallyReport(report)).toEqual({ passed: 1, failed: 2, skipped: 0 })
  })
})

test('listSecondTries names what passed after it had failed, and why it had', () => {
  const tried = {
    status: 'passed',
    fullName: 'opens a page',
    failureMessages: ['Timeout 30000ms exceeded\n at …', 'x'],
  }
  const failed = { ...tried, status: 'failed', fullName: 'adds up' }
  const report = { testResults: [{ status: 'failed', assertionResults: [tried, failed] }, file('passed', 'passed')] }
  expect(listSecondTries(report)).toEqual(['opens a page: Timeout 30000ms exceeded'])
})

describe('closingLine', () => {
  test('names what was skipped only where something was', () => {
    expect(closingLine({ passed: 12, failed: 0, skipped: 0 })).toBe('12 passed, 0 failed')
    expect(closingLine({ passed: 12, failed: 1, skipped: 3 })).toBe('12 passed, 1 failed, 3 skipped')
  })

  test('is of the sum of all runs', () => {
    const one = { passed: 1, failed: 2, skipped: 3 }
    expect(closingLine(addTallies([one, one]))).toBe('2 passed, 4 failed, 6 skipped')
    expect(closingLine(addTallies([]))).toBe('0 passed, 0 failed')
  })
})
