import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { BackupFailed, copyBackup, listBackups, pruneBackups } from '../../../../src/platform/backup/backup-folders.ts'

let dir: string
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'sucharit-backups-'))
})
afterEach(() => rmSync(dir, { recursive: true, force: true }))

function make(into: string, name: string): string {
  mkdirSync(join(into, name, 'tables'), { recursive: true })
  writeFileSync(join(into, name, 'tables', 'public.run.copy.gz'), name)
  return join(into, name)
}

test('what a power cut left is no backup, and the next copy clears it away', async () => {
  const whole = make(dir, '2026-11-25T023000')
  const second = join(dir, 'second')
  make(second, '2026-11-24T023000.partial')
  make(second, 'film.partial') // of another program
  expect(await listBackups(second)).toEqual([])
  await copyBackup(whole, second)
  expect(readdirSync(second)).toEqual(['2026-11-25T023000', 'film.partial'])
})

test('a second place holds true copies, not links that go bad together', async () => {
  const whole = make(dir, '2026-11-25T023000')
  const copy = await copyBackup(whole, join(dir, 'second'))
  writeFileSync(join(whole, 'tables', 'public.run.copy.gz'), 'spoilt')
  expect(readFileSync(join(copy, 'tables', 'public.run.copy.gz'), 'utf8')).toBe('2026-11-25T023000')
})

test('a second place that cannot even be listed is named with what to do', async () => {
  const whole = make(dir, '2026-11-25T023000')
  const second = join(dir, 'second')
  writeFileSync(second, 'a file')
  await expect(copyBackup(whole, second)).rejects.toThrow(BackupFailed)
  await expect(copyBackup(whole, second)).rejects.toThrow(`${second} is no folder. Name another place.`)
})

test('keeps the newest, and touches nothing that is no backup', async () => {
  for (const day of ['21', '23', '22']) make(dir, `2026-11-${day}T023000`)
  make(dir, 'photos')
  await pruneBackups(dir, 2)
  expect(await listBackups(dir)).toEqual([join(dir, '2026-11-22T023000'), join(dir, '2026-11-23T023000')])
  expect(existsSync(join(dir, 'photos'))).toBe(true)
})

test('made while the clock was set back, a backup sorts first and stays all the same', async () => {
  for (const day of ['21', '22']) make(dir, `2026-11-${day}T023000`)
  const made = make(dir, '1970-01-01T000000')
  await pruneBackups(dir, 2, made)
  expect(readdirSync(dir)).toEqual(['1970-01-01T000000', '2026-11-21T023000', '2026-11-22T023000'])
})

test('a place that is not there has no backups', async () => {
  expect(await listBackups(join(dir, 'nowhere'))).toEqual([])
  expect(await pruneBackups(join(dir, 'nowhere'), 3)).toEqual([])
})
