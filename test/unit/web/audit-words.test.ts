import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const root = join(import.meta.dirname, '../../../src')
const read = (file: string) => readFileSync(file, 'utf8')

/** Names of what is recorded, as they stand in the code that records it. */
function listRecorded(): string[] {
  const files = readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !/^(web|contracts)\/|generated/.test(file))
    .map((file) => read(join(root, file)))
    .filter((text) => /\brecord\(|action:/.test(text))
  const named = files.flatMap((text) =>
    [...text.matchAll(/(?:action:|record\((?:[^()]|\([^()]*\))*?)\s*'([a-z]+\.[a-z_-]+)'/g)].map(([, name]) => name),
  )
  return [...new Set(named as string[])].sort()
}

// Put together from a state or a button, so that no search finds them.
const composed = [
  ...['open', 'close'].map((act) => `poll.${act}`),
  ...['approved', 'retired'].map((state) => `quiz.${state}`),
  ...['release', 'pause', 'resume', 'cancel', 'retry'].map((act) => `run.${act}`),
]

test('every action of the audit log has words, in both languages', () => {
  const recorded = [...listRecorded(), ...composed]
  expect(recorded.length).toBeGreaterThan(60)
  const words = read(join(root, 'web/console/pages/settings/audit-words.ts'))
  const [thai = '', english = ''] = words.split(/^ {2}en: \{/m)
  const missing = (text: string) => recorded.filter((action) => !text.includes(`'${action}':`))
  expect({ thai: missing(thai), english: missing(english) }).toEqual({ thai: [], english: [] })
})
