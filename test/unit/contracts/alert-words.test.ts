import { expect, test } from 'vitest'
import { wordsForAlert } from '../../../src/contracts/alert-words.ts'

test('counts runs and polls in the language of whoever reads, and leaves any other detail as it was found', () => {
  expect(wordsForAlert('runs_held', 'th', '2').detail).toBe('2 รอบ')
  expect(wordsForAlert('runs_held', 'en', '2').detail).toBe('2 runs')
  expect(wordsForAlert('results_overdue', 'en', '1').detail).toBe('1 poll')
  expect(wordsForAlert('deliveries_failing', 'th', '3').detail).toBe('3 ครั้ง')
  expect(wordsForAlert('group_left', 'en', '1').detail).toBe('1 group')
  expect(wordsForAlert('disk_low', 'en', '2.5 GB').detail).toBe('2.5 GB')
  expect(wordsForAlert('webhook_silent', 'th', 'SWITCHED_OFF').detail).toBe('ปิด Use webhook อยู่')
  expect(wordsForAlert('webhook_silent', 'en', 'A_CODE_OF_LINE').detail).toBe('A_CODE_OF_LINE')
  expect(wordsForAlert('quota_80', 'en', null).detail).toBeNull()
})
