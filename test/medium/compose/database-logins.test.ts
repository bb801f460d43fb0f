import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { migrate } from '../../../src/compose/commands/migrate.ts'
import { mayReadBallots, openDatabases } from '../../../src/compose/open-databases.ts'
import { loadConfig } from '../../../src/config.ts'
import { systemClock } from '../../../src/platform/clock.ts'
import { createLog } from '../../../src/platform/log.ts'
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts'

const log = createLog({ level: 'silent' })

describe('a service whose login may not change the schema', () => {
  const name = `empty_${process.pid}_${randomBytes(4).toString('hex')}`
  let cluster: TestDatabase
  const on = (url: string) => Object.assign(new URL(url), { pathname: `/${name}` }).href
  const configured = (env: Record<string, string> = {}) =>
    loadConfig({ env: { ROLES: 'web', DATABASE_URL: on(cluster.url), ...env } })
  const asOwner = async (sql: string) => {
    const client = new pg.Client({ connectionString: cluster.ownerUrl })
    await client.connect()
    await client.query(sql).finally(() => client.end())
  }

  beforeAll(async () => {
    cluster = await createTestDatabase()
    await asOwner(`CREATE DATABASE ${name}`)
  })
  afterAll(async () => {
    await asOwner(`DROP DATABASE ${name} WITH (FORCE)`)
    await cluster.drop()
  })

  test('names the command that migrates, and starts once it has run', async () => {
    const start = () => openDatabases(configured(), { isService: true, log })
    await expect(start()).rejects.toThrow(/lacks \d+ migrations .*sucharit -- migrate.*OWNER_DATABASE_URL/)

    const printed: string[] = []
    const code = await migrate.run({
      config: configured({ OWNER_DATABASE_URL: on(cluster.ownerUrl) }),
      log,
      clock: systemClock,
      options: {},
      flags: new Set(),
      words: [],
      print: (line) => printed.push(line),
    })
    expect({ code, printed }).toEqual({ code: 0, printed: ['The database fits this release.'] })
    const databases = await start()
    expect(databases.app).toBe(on(cluster.url))
    await databases.close()
  })

  test('cannot read a ballot; the owner of the schema can, and is told apart', async () => {
    expect(await mayReadBallots(cluster.url)).toBe(false)
    expect(await mayReadBallots(cluster.senderUrl)).toBe(false)
    expect(await mayReadBallots(cluster.ownerUrl)).toBe(true)
  })
})
