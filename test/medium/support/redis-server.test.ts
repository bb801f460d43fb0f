import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, onTestFinished, test } from 'vitest'
import { startRedisServer } from '../../support/redis-server.ts'
import { until } from '../../support/until.ts'

const redis = await startRedisServer({ appendOnly: true })

async function ask(port: number, command: string): Promise<string> {
  const socket = connect(port, '127.0.0.1')
  socket.write(`${command}\r\n`)
  const [answer] = await once(socket, 'data')
  socket.destroy()
  return String(answer).trim()
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return false
    throw error
  }
}

describe.skipIf(!redis)('startRedisServer', () => {
  afterAll(() => redis?.stop())

  test('starts a server that refuses to evict', async () => {
    expect(await ask(redis!.port, 'SET greeting hello')).toBe('+OK')
    expect(await ask(redis!.port, 'CONFIG GET maxmemory-policy')).toContain('noeviction')
  })

  test('comes back on the same port with its data after a kill, under another pid', async () => {
    await ask(redis!.port, 'SET kept yes')
    await until(async () => /aof_pending_bio_fsync:0/.test(await ask(redis!.port, 'INFO persistence')), {
      withinMs: 5_000,
    })
    const before = redis!.pid
    await redis!.kill('SIGKILL')
    await redis!.restart()
    expect(redis!.pid).not.toBe(before)
    expect(await ask(redis!.port, 'GET kept')).toContain('yes')
  })

  test('dies with the process that started it', async () => {
    const script = `
      const { startRedisServer } = await import(${JSON.stringify(import.meta.resolve('../../support/redis-server.ts'))})
      console.log((await startRedisServer()).pid)
      setInterval(() => {}, 1_000)`
    // A killed process leaves its files: they go with this folder.
    const folder = mkdtempSync(join(tmpdir(), 'redis-orphan-'))
    onTestFinished(() => rmSync(folder, { recursive: true }))
    const env = { ...process.env, TMPDIR: folder }
    const parent = spawn(process.execPath, ['--input-type=module', '--eval', script], { env })
    const [pid] = await once(parent.stdout, 'data')
    expect(isRunning(Number(pid))).toBe(true)
    parent.kill('SIGKILL')
    await until(() => !isRunning(Number(pid)), { withinMs: 5_000 })
  })
})
