import { fork } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { seal, unseal } from '../../../../src/platform/secrets/seal.ts'
import { createSecrets } from '../../../../src/platform/secrets/secrets.ts'

let folder: string
beforeEach(() => {
  folder = join(mkdtempSync(join(tmpdir(), 'secrets-')), 'keys')
})
afterEach(() => rmSync(join(folder, '..'), { recursive: true, force: true }))

const modeOf = (path: string) => (statSync(path).mode & 0o777).toString(8)

test('a lasting key stays the same, over a restart too, and differs from name to name', () => {
  const first = createSecrets(folder)
  const key = first.lasting('auth')
  expect(key).toHaveLength(32)
  expect(first.lasting('auth')).toEqual(key)
  expect(createSecrets(folder).lasting('auth')).toEqual(key)
  expect(first.lasting('lane')).not.toEqual(key)
})

test('keys are files of mode 0600 in folders of mode 0700, whatever the folder was before', () => {
  mkdirSync(folder, { recursive: true })
  chmodSync(folder, 0o755)
  const secrets = createSecrets(folder)
  secrets.lasting('auth')
  secrets.dayKey('2026-11-22')
  expect(modeOf(folder)).toBe('700')
  expect(modeOf(join(folder, 'day-keys'))).toBe('700')
  expect(modeOf(join(folder, 'auth.key'))).toBe('600')
  expect(modeOf(join(folder, 'day-keys/2026-11-22.key'))).toBe('600')
  expect(readdirSync(folder).toSorted()).toEqual(['auth.key', 'day-keys'])
})

test('processes that start together agree on one key', async () => {
  const children = Array.from({ length: 4 }, () =>
    fork(join(import.meta.dirname, 'make-keys-process.ts'), [folder], {
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    }),
  )
  await Promise.all(children.map((child) => once(child, 'message')))
  const answers = children.map((child) => once(child, 'message'))
  for (const child of children) child.send('go')
  const keys = (await Promise.all(answers)).map(([message]) => message as string)
  await Promise.all(children.map((child) => (child.exitCode === null ? once(child, 'exit') : undefined)))
  expect(keys[0]).toMatch(/^([0-9a-f]{64} ?){50}$/)
  expect(new Set(keys).size).toBe(1)
})

test('day keys of past days are destroyed: what they sealed cannot be opened again', () => {
  const secrets = createSecrets(folder)
  for (const day of ['2026-11-19', '2026-11-20', '2026-11-21']) secrets.dayKey(day)
  const box = seal(secrets.dayKey('2026-11-19'), Buffer.from('ถ้อยคำ'))
  expect(secrets.destroyDayKeysBefore('2026-11-21').toSorted()).toEqual(['2026-11-19', '2026-11-20'])
  expect(secrets.findDayKey('2026-11-19')).toBeUndefined()
  expect(secrets.findDayKey('2026-11-21')).toBeDefined()
  expect(readdirSync(join(folder, 'day-keys'))).toEqual(['2026-11-21.key'])
  expect(() => unseal(secrets.dayKey('2026-11-19'), box)).toThrow()
})

test('a key destroyed by one process is gone for the others as well', () => {
  const [one, other] = [createSecrets(folder), createSecrets(folder)]
  one.dayKey('2026-11-19')
  expect(other.findDayKey('2026-11-19')).toBeDefined()
  one.destroyDayKeysBefore('2026-11-21')
  expect(other.findDayKey('2026-11-19')).toBeUndefined()
})

test('to look for a key makes none', () => {
  expect(createSecrets(folder).findDayKey('2026-11-22')).toBeUndefined()
  expect(readdirSync(join(folder, 'day-keys'))).toEqual([])
})

test('a key file of the wrong size stops the start: sealing under half a key is worse than none', () => {
  const secrets = createSecrets(folder)
  writeFileSync(join(folder, 'auth.key'), 'short')
  expect(() => secrets.lasting('auth')).toThrow(/auth\.key/)
})
