import { cpSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { isAlive, stopCluster } from '../../src/platform/db/embedded/cluster.ts'
import { startEmbeddedPostgres } from '../../src/platform/db/embedded/start-embedded-postgres.ts'
import { applyMigrations } from '../../src/platform/db/migrate.ts'
import { createLog } from '../../src/platform/log.ts'

export type TestCluster = { urls: { owner: string; app: string; sender: string; ballot: string }; template: string }

const prefix = 'sucharit-test-'

/** One throw-away PostgreSQL for the whole run, with a migrated database that tests clone. */
export async function startTestCluster(): Promise<TestCluster & { stop(): Promise<void> }> {
  await removeLeftovers()
  const log = createLog({ level: 'error' })
  const dataDir = mkdtempSync(join(tmpdir(), `${prefix}${process.pid}-`))
  const migratedDir = mkdtempSync(join(tmpdir(), `${prefix}${process.pid}-`))
  const start = () => startEmbeddedPostgres({ dataDir, log, durability: 'throw_away' })
  let postgres = await start()
  const template = 'sucharit'
  const stop = async () => {
    await postgres.stop()
    for (const folder of [dataDir, migratedDir]) rmSync(folder, { recursive: true, force: true })
  }
  try {
    await applyMigrations({ url: postgres.urls.owner, log })
    // Whole systems begin with a copy of it as it lies on disk: making and migrating one is half of a first start.
    await postgres.stop()
    cpSync(dataDir, migratedDir, { recursive: true })
    process.env.TEST_MIGRATED_DATA = migratedDir
    postgres = await start()
    await forbidConnections(postgres.urls.owner, template)
  } catch (error) {
    await stop() // a broken migration fails the run; it must not leave a server behind
    throw error
  }
  return { urls: postgres.urls, template, stop }
}

// A stray connection to the template would make every clone fail.
async function forbidConnections(ownerUrl: string, database: string): Promise<void> {
  const url = new URL(ownerUrl)
  url.pathname = '/postgres'
  const client = new pg.Client({ connectionString: url.href })
  await client.connect()
  await client.query(`ALTER DATABASE ${database} ALLOW_CONNECTIONS false`)
  await client.end()
}

// A killed run leaves its server and its folder, named after its process.
async function removeLeftovers(): Promise<void> {
  for (const name of readdirSync(tmpdir())) {
    const pid = Number(name.match(/^sucharit-test-(\d+)-/)?.[1])
    if (!(pid > 0) || isAlive(pid)) continue
    await stopCluster(join(tmpdir(), name, 'postgres'))
    rmSync(join(tmpdir(), name), { recursive: true, force: true })
  }
}
