import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const root = join(import.meta.dirname, '../../../src')
const read = (file: string) => readFileSync(file, 'utf8')

/** Names of jobs, as they stand beside the code that does them. */
function listJobs(): string[] {
  const files = readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !/^(web|contracts)\/|generated/.test(file))
    .map((file) => read(join(root, file)))
  return files.flatMap((text) =>
    [...text.matchAll(/^(?:export )?const \w+Job = '([a-z-]+)'/gm)].map(([, name]) => name as string),
  )
}

test('every job has a name in words, in both languages', () => {
  const jobs = listJobs()
  expect(jobs.length).toBeGreaterThan(12)
  const words = read(join(root, 'web/console/pages/settings/queue-words.ts')).split('export const queueWords')[0] ?? ''
  const [thai = '', english = ''] = words.split(/^ {2}en: \{/m)
  const missing = (text: string) => jobs.filter((job) => !new RegExp(`^ +'?${job}'?: `, 'm').test(text))
  expect({ thai: missing(thai), english: missing(english) }).toEqual({ thai: [], english: [] })
})
