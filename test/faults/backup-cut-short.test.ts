import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, readdirSync } from 'node:fs'
import { basename, join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { listBackups } from '../../src/platform/backup/backup-folders.ts'
import { readBackup } from '../../src/platform/backup/manifest.ts'
import { apartMounts, noMount } from '../support/small-disk.ts'
import { createSystem, type System } from '../support/system.ts'
import { until } from '../support/until.ts'

const projectDir = join(import.meta.dirname, '../..')
const run = promisify(execFile)

describe('[R21] a backup that is cut short', () => {
  let system: System

  beforeAll(async () => {
    system = await createSystem({ env: { ROLES: 'web,worker' } })
    await system.start().ready()
  })
  afterAll(() => system?.dispose())

  test('by kill -9 is none: it cannot be restored, and the next one works and clears it away', async () => {
    const into = join(system.dir, 'killed')
    const holder = await system.openOwner()
    try {
      // Somebody holds a table that comes late: the copy stands still in sight of its end.
      await holder.query('BEGIN; LOCK TABLE staff IN ACCESS EXCLUSIVE MODE')
      const child = spawn(process.execPath, ['src/cli.ts', 'backup', '--to', into], {
        cwd: projectDir,
        env: system.env,
        stdio: 'ignore',
      })
      const isHalfMade = () =>
        existsSync(into) && readdirSync(into).some((name) => readdirSync(join(into, name, 'tables')).length > 3)
      await until(isHalfMade, { withinMs: 30_000, what: 'a backup that is half made' })
      child.kill('SIGKILL')
      await once(child, 'exit')
    } finally {
      await holder.end()
    }
    const [half = ''] = readdirSync(into)
    expect(half).toMatch(/^\d{4}-\d{2}-\d{2}T\d{6}\.partial$/)
    expect(await listBackups(into)).toEqual([])
    await expect(readBackup(join(into, half))).rejects.toThrow('cannot be trusted')

    const printed = await system.runCli('backup', '--to', into)
    expect(readdirSync(into)).toEqual([basename(printed.split('\n')[1] as string)])
  })

  test('by a full disk says so, takes nothing away from the older ones, and leaves no half of its own', async ({
    skip,
  }) => {
    const into = join(system.dir, 'full')
    mkdirSync(into)
    const older = '2026-01-01T023000'
    const script = `mount -t tmpfs -o size=24k tmpfs ${into} || exit ${noMount}
      mkdir ${into}/${older}
      ${process.execPath} src/cli.ts backup --to ${into}; code=$?
      ls -A ${into}; exit $code`
    const ended = await run('unshare', [...apartMounts, 'sh', '-c', script], { cwd: projectDir, env: system.env }).then(
      ({ stdout }) => ({ code: 0, stdout, stderr: 'it worked' }),
      (error: { code: number; stdout: string; stderr: string }) => error,
    )
    if (ended.code === noMount) skip('this machine lets nobody mount a small disk')
    expect(ended.stderr).toMatch(/^sucharit: .*full has no room left\. .*untouched\.\n$/)
    expect(ended).toMatchObject({ code: 1, stdout: `${older}\n` })
    expect(await system.runCli('backup', '--to', into)).toMatch(/rows of \d+ tables/)
  })
})
