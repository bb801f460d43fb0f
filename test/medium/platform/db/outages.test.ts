import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { DatabaseUnavailable, isDatabaseUnavailable } from '../../../../src/platform/db/database-errors.ts'
import { runBinary } from '../../../../src/platform/db/embedded/binaries.ts'
import {
  type EmbeddedPostgres,
  startEmbeddedPostgres,
} from '../../../../src/platform/db/embedded/start-embedded-postgres.ts'
import { listen } from '../../../../src/platform/db/listen.ts'
import { applyMigrations } from '../../../../src/platform/db/migrate.ts'
import { openDatabase } from '../../../../src/platform/db/open-database.ts'
import { createLog } from '../../../../src/platform/log.ts'
import { until } from '../../../support/until.ts'

// A server of this file's own, since these tests stop it.
const log = createLog({ level: 'silent' })
let dataDir: string
let postgres: EmbeddedPostgres
let restartCount = 0

beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'sucharit-outages-'))
  postgres = await startEmbeddedPostgres({
    dataDir,
    log,
    durability: 'throw_away',
    onRestart() {
      restartCount += 1
    },
  })
  await applyMigrations({ url: postgres.urls.owner, log })
})

afterAll(async () => {
  await postgres.stop()
  rmSync(dataDir, { recursive: true, force: true })
})

async function crashServer(): Promise<void> {
  const before = restartCount
  // -W: waiting for the pid file to go would not end, since the server is started again at once.
  await runBinary('pg_ctl', ['stop', '-W', '-D', join(dataDir, 'postgres'), '-m', 'immediate'])
  await until(() => restartCount > before, { withinMs: 15_000 })
}

function open(options: { poolSize: number; statementTimeoutMs?: number }) {
  return openDatabase({ url: postgres.urls.app, log, ...options })
}

/** Freezes every process of the server, as a machine does that is out of memory. */
async function whileFrozen<T>(work: () => Promise<T>): Promise<T> {
  const postmaster = readFileSync(join(dataDir, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[0] ?? ''
  const pids = [postmaster, ...execFileSync('pgrep', ['-P', postmaster]).toString().trim().split('\n')].map(Number)
  for (const pid of pids) process.kill(pid, 'SIGSTOP')
  try {
    return await work()
  } finally {
    for (const pid of pids) process.kill(pid, 'SIGCONT')
  }
}

async function failureOf(work: Promise<unknown>): Promise<unknown> {
  return work.then(
    () => undefined,
    (error: unknown) => error,
  )
}

describe('an outage of PostgreSQL', () => {
  test('[R14] breaks statements under way with errors known by code, and the pool recovers by itself', async () => {
    const database = open({ poolSize: 4 })
    await database.ping()
    const broken = Promise.all([
      failureOf(database.pool.query('SELECT pg_sleep(4)')),
      failureOf(database.prisma.$queryRaw`SELECT pg_sleep(4)::text`),
      failureOf(
        database.transaction(async (tx) => {
          await tx.setting.create({ data: { key: 'half', value: 1 } })
          await tx.$queryRaw`SELECT pg_sleep(4)::text`
        }),
      ),
    ])
    await until(() => countSleeping(database.pool), { withinMs: 3000, what: 'three statements under way' })
    await crashServer()
    const errors = await broken
    expect(errors.map(isDatabaseUnavailable)).toEqual([true, true, true])
    expect(errors[2]).toBeInstanceOf(DatabaseUnavailable)
    await until(() => database.ping().then(() => true), { withinMs: 5000 })
    expect(await database.prisma.setting.findUnique({ where: { key: 'half' } })).toBeNull()
    await database.close()
  })

  test('[R14] ends every connection with pg_terminate_backend and no process ends', async () => {
    const database = open({ poolSize: 3 })
    await Promise.all([1, 2, 3].map(() => database.pool.query('SELECT pg_sleep(0.05)'))) // three idle connections
    const owner = openDatabase({ url: postgres.urls.owner, poolSize: 1, log })
    await owner.pool.query(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'sucharit_app'`)
    await until(() => database.pool.totalCount === 0, { withinMs: 3000 })
    await database.ping()
    await owner.close()
    await database.close()
  })

  test('[R14] knows a connection that ended between two statements of a transaction', async () => {
    const database = open({ poolSize: 1 })
    const owner = openDatabase({ url: postgres.urls.owner, poolSize: 1, log })
    const count = async (pid: number) =>
      (await owner.pool.query('SELECT count(*)::int AS n FROM pg_stat_activity WHERE pid = $1', [pid])).rows[0].n
    const lost = database.transaction(async (tx) => {
      const [{ pid } = { pid: 0 }] = await tx.$queryRaw<{ pid: number }[]>`SELECT pg_backend_pid() AS pid`
      await owner.pool.query('SELECT pg_terminate_backend($1)', [pid])
      await until(async () => (await count(pid)) === 0, { withinMs: 3000, what: 'the server has ended it' })
      await new Promise(setImmediate) // its last word has been read
      await tx.setting.count()
    })
    await expect(lost).rejects.toBeInstanceOf(DatabaseUnavailable)
    await database.ping()
    await owner.close()
    await database.close()
  })

  test('[R14] answers DatabaseUnavailable in time while the server hangs, and nothing half-done is committed later', async () => {
    const database = open({ poolSize: 1, statementTimeoutMs: 1000 })
    await database.ping()
    const { promise: hasBegun, resolve: begun } = Promise.withResolvers<void>()
    const { promise: frozen, resolve: freeze } = Promise.withResolvers<void>()
    const hanging = failureOf(
      database.transaction(async (tx) => {
        await tx.setting.create({ data: { key: 'before the freeze', value: 1 } })
        begun()
        await frozen
        await tx.setting.create({ data: { key: 'in the freeze', value: 1 } })
      }),
    )
    await hasBegun
    await whileFrozen(async () => {
      freeze()
      const startedAt = Date.now()
      expect(await failureOf(database.ping())).toBeInstanceOf(DatabaseUnavailable)
      expect(Date.now() - startedAt).toBeLessThan(2500)
      expect(await hanging).toBeInstanceOf(DatabaseUnavailable) // cut after 1 s + 1 s of silence
      expect(Date.now() - startedAt).toBeLessThan(4500)
    })
    await until(() => database.ping().then(() => true), { withinMs: 5000 })
    await database.transaction((tx) => tx.setting.create({ data: { key: 'afterwards', value: 1 } }))
    const kept = await database.prisma.setting.findMany({
      where: { key: { in: ['before the freeze', 'in the freeze', 'afterwards'] } },
    })
    expect(kept.map(({ key }) => key)).toEqual(['afterwards'])
    await database.close()
  })

  test('listening begins again after an outage, and says so, because notices were lost meanwhile', async () => {
    const heard: string[] = []
    let listeningCount = 0
    const listener = listen({
      url: postgres.urls.app,
      channel: 'Due work',
      log,
      onNotify: (payload) => heard.push(payload),
      onListening() {
        listeningCount += 1
      },
    })
    const database = open({ poolSize: 2 })
    const notify = (payload: string) => database.pool.query('SELECT pg_notify($1, $2)', ['Due work', payload])
    await until(() => listener.isListening(), { withinMs: 3000 })
    await notify('first')
    await until(() => heard.includes('first'), { withinMs: 2000 })
    await crashServer()
    await until(() => listeningCount === 2, { withinMs: 5000 })
    await until(() => notify('second').then(() => true), { withinMs: 3000 })
    await until(() => heard.includes('second'), { withinMs: 2000 })
    await listener.close()
    expect(listener.isListening()).toBe(false)
    await database.close()
  })
})

async function countSleeping(pool: ReturnType<typeof open>['pool']): Promise<boolean> {
  const { rows } = await pool.query(`SELECT count(*)::int AS n FROM pg_stat_activity WHERE wait_event = 'PgSleep'`)
  return rows[0].n === 3
}
