import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { makeFolder } from '../../../src/platform/make-folder.ts'

test('makes what is missing of a path, for this user alone', () => {
  const dir = mkdtempSync(join(tmpdir(), 'sucharit-folder-'))
  makeFolder(join(dir, 'a', 'b'))
  expect(statSync(join(dir, 'a', 'b')).mode & 0o777).toBe(0o700)
  makeFolder(join(dir, 'a', 'b'))
  rmSync(dir, { recursive: true })
})

test('gives up at once where no folder can be made', () => {
  expect(() => makeFolder('/proc/sucharit/data')).toThrow(/ENOENT|EROFS|EACCES/)
})
