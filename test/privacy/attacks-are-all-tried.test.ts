import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

test('each of the 24 attacks is tried on the product and on a naive implementation', () => {
  const sources = readdirSync(import.meta.dirname)
    .filter((name) => /^attacks-(on|by)-.*\.test\.ts$/.test(name))
    .map((name) => readFileSync(join(import.meta.dirname, name), 'utf8'))
  const tried = sources.flatMap((source) =>
    [...source.matchAll(/^ *attack\((\d+),/gm)].map(([, number]) => Number(number)),
  )
  expect([...new Set(tried)].toSorted((one, other) => one - other)).toEqual(
    Array.from({ length: 24 }, (_, index) => index + 1),
  )
})
