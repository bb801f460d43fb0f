import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const root = join(import.meta.dirname, '../../../src')

test('whatever is looked at has a name and a remedy in Thai', () => {
  const names = readdirSync(join(root, 'compose/doctor')).flatMap((file) => {
    const text = readFileSync(join(root, 'compose/doctor', file), 'utf8')
    return [
      ...text.matchAll(/\b(?:ok|fix|byHand|skipped|guarded|judge)\(\s*'([^']+)'/g),
      ...text.matchAll(/\bname = '([^']+)'/g),
    ].map(([, name = '']) => name)
  })
  expect(new Set(names).size).toBeGreaterThan(20)
  const words = readFileSync(join(root, 'web/console/pages/settings/setup-words.ts'), 'utf8')
  const unsaid = names.filter((name) => !words.includes(`'name ${name}': '`) || !/[ก-๙]/.test(remedyOf(words, name)))
  expect(unsaid).toEqual([])
})

const remedyOf = (words: string, name: string) =>
  words.split(`'do ${name}':`)[1]?.split('\n').slice(0, 2).join('') ?? ''
