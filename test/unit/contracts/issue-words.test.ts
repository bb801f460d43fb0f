import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { wordsForIssue } from '../../../src/contracts/issue-words.ts'
import { templateNames, templateSchemas } from '../../../src/contracts/templates.ts'
import { hostileValues } from '../../support/hostile-values.ts'

const contracts = join(import.meta.dirname, '../../../src/contracts')

describe('what is wrong with a field', () => {
  test('is said in Thai for every rule of our own', () => {
    const rules = readdirSync(contracts, { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts') && !file.endsWith('-words.ts'))
      .flatMap((file) => {
        const text = readFileSync(join(contracts, file), 'utf8')
        return [
          ...text.matchAll(/error:\s*'([^']+)'/g),
          ...text.matchAll(/\.(?:refine|regex)\([^']*'([A-Z][^']*\.)'/g),
          ...text.matchAll(/(?<!description:\s*)^\s*'([A-Z][^']*\.)',$/gm),
        ].map(([, sentence = '']) => sentence)
      })
    expect(rules.length).toBeGreaterThan(15)
    const unsaid = rules.filter(
      (message) => message.length < 120 && wordsForIssue({ code: 'custom', message }, 'th').startsWith('ค่านี้ใช้ไม่ได้'),
    )
    expect(unsaid).toEqual([])
  })

  test.each(templateNames)('%s: holds no word of English in Thai, whatever is typed', (name) => {
    for (const value of hostileValues) {
      const fields = Object.fromEntries(Object.keys(templateSchemas[name].shape).map((field) => [field, value]))
      for (const data of [{}, fields]) {
        const issues = templateSchemas[name].safeParse(data).error?.issues ?? []
        for (const issue of issues) {
          const said = wordsForIssue(issue, 'th')
          expect([issue.code, said]).toEqual([issue.code, expect.stringMatching(/[ก-๙]/)])
          expect(said).not.toMatch(/Invalid|expected|Too (big|small)|must/i)
          const english = wordsForIssue(issue, 'en')
          expect([issue.code, english]).toEqual([issue.code, expect.stringMatching(/^[A-Z][^ก-๙]*\.$/)])
          expect(english).not.toMatch(/Invalid|expected|Too (big|small)|undefined|NaN/)
        }
      }
    }
  })
})
