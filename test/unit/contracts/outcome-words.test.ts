import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { findReasonWords, wordsForReason } from '../../../src/contracts/outcome-words.ts'

const source = join(import.meta.dirname, '../../../src')
const read = (folder: string) =>
  readdirSync(join(source, folder))
    .filter((file) => file.endsWith('.ts'))
    .map((file) => readFileSync(join(source, folder, file), 'utf8'))
    .join('\n')
const campaigns = read('features/campaigns')
const found = (text: string, pattern: RegExp) => [...text.matchAll(pattern)].map(([, code]) => code as string)

/** Every code that runs, recipients and deliveries can carry, as the code writes them: `reason: 'late'`, `error_code = 'CANCELLED'`. */
const codes = new Set([
  ...found(campaigns, /\breason\s*[:=]\s*'(\w+)'/g),
  ...found(campaigns, /\bhold\(tx, run, '(\w+)'\)/g),
  ...found(campaigns, /\bpauseSending\([^\n]*'(\w+)'\)/g),
  ...found(campaigns, /\berror_?code\b[^'\n]{0,40}'([A-Z][A-Z_]{3,})'/gi).filter((code) => code === code.toUpperCase()),
  ...found(campaigns, /\blater\([^\n]*'(\w+)'\)/g),
  ...found(campaigns, /\bcode : '(\w+)'/g),
  ...found(read('features/audience'), /\bwithdrawChat\([^\n]*'(\w+)'\)/g),
  // What resolving and rendering a card can refuse holds the run under the error's code.
  ...found(read('features/content') + read('line/flex'), /AppError\(\s*'((?:CONTENT|TEMPLATE|MESSAGE)_\w+)'/g).map(
    (code) => code.toLowerCase(),
  ),
  ...found(
    readFileSync(join(source, 'line/errors.ts'), 'utf8'),
    /'(LINE_UN\w+|LINE_RATE_LIMITED|LINE_MONTHLY_LIMIT)'/g,
  ),
  ...[400, 403, 404, 409, 413, 422].map((status) => `LINE_HTTP_${status}`),
])

test('the codes are found in the code', () => {
  const known = ['late', 'content_not_approved', 'monthly_limit', 'refused_by_line', 'outsiders', 'blocked', 'left']
  const calls = ['CANCELLED', 'GAVE_UP', 'LINE_UNREACHABLE', 'LINE_RATE_LIMITED', 'UNEXPECTED', 'content_unknown']
  expect([...codes]).toEqual(expect.arrayContaining([...known, ...calls, 'erased', 'cancelled', 'campaign_paused']))
})

test.each([...codes])('%s has Thai and English words that say what it means and what to do', (code) => {
  const [th, en] = [findReasonWords(code, 'th'), findReasonWords(code, 'en')]
  expect(th).toMatch(/[\u0E00-\u0E7F]{8}/)
  expect(en).toMatch(/^[A-Z][\x20-\x7e’–]+\.$/)
})

test('a code without words of its own asks for the operator, whatever it is called', () => {
  for (const code of ['something_new', 'constructor', '__proto__']) {
    expect(findReasonWords(code, 'en')).toBeUndefined()
    expect(wordsForReason(code, 'th')).toMatch(/ผู้ดูแลระบบ/)
  }
})
