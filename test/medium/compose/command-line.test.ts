import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'

test('a database that is away is said in one line, without a stack', () => {
  const folder = mkdtempSync(join(tmpdir(), 'command-line-'))
  const nowhere = (login: string) => `postgresql://${login}:x@127.0.0.1:1/sucharit`
  const { status, stderr } = spawnSync(process.execPath, ['src/cli.ts', 'audit', 'verify'], {
    cwd: join(import.meta.dirname, '../../..'),
    encoding: 'utf8',
    env: {
      PATH: process.env.PATH,
      DATA_DIR: join(folder, 'data'),
      SECRETS_DIR: join(folder, 'secrets'),
      DATABASE_URL: nowhere('app'),
      SENDER_DATABASE_URL: nowhere('sender'),
      BALLOT_DATABASE_URL: nowhere('ballot'),
    },
  })
  rmSync(folder, { recursive: true, force: true })
  expect(stderr.trim().split('\n')).toEqual([expect.stringMatching(/^sucharit: The database does not answer\. /)])
  expect(status).toBe(1)
})
