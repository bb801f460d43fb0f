import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { DatabaseUnavailable, isUniqueViolation } from '../../../../src/platform/db/database-errors.ts'
import { type Database, openDatabase } from '../../../../src/platform/db/open-database.ts'
import { createLog } from '../../../../src/platform/log.ts'
import { createTestDatabase, type TestDatabase } from '../../../support/test-database.ts'
import { until } from '../../../support/until.ts'

const log = createLog({ level: 'silent' })
let own: TestDatabase
let database: Database

beforeAll(async () => {
  own = await createTestDatabase()
  database = openDatabase({ url: own.url, poolSize: 4, log })
})

afterAll(async () => {
  await database.close()
  await own.drop()
})

describe('openDatabase', () => {
  test('keeps nothing of a transaction whose work throws', async () => {
    const refused = database.transaction(async (tx) => {
      await tx.setting.create({ data: { key: 'rolled-back', value: 1 } })
      throw new RangeError('the work failed')
    })
    await expect(refused).rejects.toThrow(RangeError)
    expect(await database.prisma.setting.findUnique({ where: { key: 'rolled-back' } })).toBeNull()
  })

  test('tells a unique violation from other errors, through Prisma and through the pool', async () => {
    await database.prisma.setting.create({ data: { key: 'taken', value: 1 } })
    const byPrisma = await database.prisma.setting
      .create({ data: { key: 'taken', value: 2 } })
      .catch((error: unknown) => error)
    const byPool = await database.pool
      .query(`INSERT INTO setting (key, value, updated_at) VALUES ('taken', '2', now())`)
      .catch((error: unknown) => error)
    const other = await database.pool.query('SELECT 1/0').catch((error: unknown) => error)
    expect([byPrisma, byPool, other].map(isUniqueViolation)).toEqual([true, true, false])
  })

  test('stores a time as the instant it is, whatever the zone of server and process', async () => {
    const seededAt = new Date('2026-11-22T03:04:05.678Z')
    await database.prisma.installation.create({ data: { kind: 'demo', seededAt } })
    const row = await database.prisma.installation.findUniqueOrThrow({ where: { id: 1 } })
    const raw = await database.pool.query(`SELECT seeded_at, seeded_at::text AS text FROM installation`)
    expect(row.seededAt).toEqual(seededAt)
    expect(raw.rows[0]).toEqual({ seeded_at: seededAt, text: '2026-11-22 03:04:05.678+00' })
  })

  test('finds rows by their index where that is asked for, however small the planner believes the table to be', async () => {
    await database.prisma.setting.createMany({ data: ['small', 'table'].map((key) => ({ key, value: 1 })) })
    const owner = openDatabase({ url: own.ownerUrl, poolSize: 1, log })
    await owner.pool.query('ANALYZE setting') // one page: read whole, it costs least
    const byIndex = openDatabase({ url: own.url, poolSize: 1, log, byIndexOnly: true })
    const planOf = async ({ pool }: Database) =>
      JSON.stringify((await pool.query(`EXPLAIN SELECT value FROM setting WHERE key = 'small'`)).rows)
    expect([await planOf(database), await planOf(byIndex)]).toEqual([
      expect.stringContaining('Seq Scan on setting'),
      expect.stringContaining('Index Scan using setting_pkey'),
    ])
    await Promise.all([owner.close(), byIndex.close()])
  })

  test('answers a ping', async () => {
    await expect(database.ping()).resolves.toBeUndefined()
  })

  test('[R14] says DatabaseUnavailable at once when nobody listens on the port', async () => {
    const nowhere = openDatabase({ url: 'postgresql://nobody:x@127.0.0.1:1/none', poolSize: 2, log })
    const startedAt = Date.now()
    await expect(nowhere.ping()).rejects.toBeInstanceOf(DatabaseUnavailable)
    await expect(nowhere.transaction((tx) => tx.setting.count())).rejects.toBeInstanceOf(DatabaseUnavailable)
    expect(Date.now() - startedAt).toBeLessThan(1000)
    await nowhere.close()
  })

  test('[R15] says DatabaseUnavailable when no connection becomes free in time', async () => {
    const small = openDatabase({ url: own.url, poolSize: 1, connectTimeoutMs: 200, log })
    // Opening a connection may itself take longer than that on a busy machine.
    const busy = await until(() => small.pool.connect(), { withinMs: 20_000, what: 'the only connection' })
    await expect(small.pool.connect()).rejects.toBeInstanceOf(DatabaseUnavailable)
    await expect(small.transaction((tx) => tx.setting.count())).rejects.toBeInstanceOf(DatabaseUnavailable)
    await expect(small.ping()).rejects.toBeInstanceOf(DatabaseUnavailable)
    busy.release()
    await until(() => small.ping().then(() => true), { withinMs: 20_000, what: 'an answer once it is free' })
    await small.close()
  })
})
