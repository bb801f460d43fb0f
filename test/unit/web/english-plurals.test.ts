import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const folder = join(import.meta.dirname, '../../../src/web/console')

/** English words of a file, by key: those of `defineWords`, whatever holds them. */
function wordsOf(file: string): Map<string, string> {
  const english = readFileSync(join(folder, file), 'utf8')
    .split(/^ +en: \{/m)
    .slice(1)
    .join('\n')
  const entries = english.matchAll(/^ {2,}'?([\w. -]+?)'?:\s*(['"`])((?:(?!\2).)*)\2,?$/gm)
  return new Map([...entries].map(([, key = '', , text = '']) => [key, text]))
}

// "fewer than 5 people" is said of a number that is never one.
const counts = /(?<!than |least )\{\{(?<name>n|count)(?:, number)?\}\} (?:people|[a-z]{2,}s)\b/

test('no English of the console says "1 groups": what is counted has its singular', () => {
  const files = globSync('**/*.{ts,tsx}', { cwd: folder })
  const found = files.flatMap((file) => {
    const words = wordsOf(file)
    return [...words]
      .filter(([key, text]) => counts.test(text) && !/_(one|other)$/.test(key))
      .map(([key, text]) => ({ file, key, name: counts.exec(text)?.groups?.name, hasOne: words.has(`${key}_one`) }))
  })
  expect(found.length).toBeGreaterThan(20)
  expect(found.filter(({ name, hasOne }) => name !== 'count' || !hasOne)).toEqual([])
})
