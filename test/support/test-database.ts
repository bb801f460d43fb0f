import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { inject } from 'vitest'
import { hasSqlState } from '../../src/platform/db/database-errors.ts'
import type {} from './global-setup.ts'

export type TestDatabase = {
  /** The application's login, as in production. */
  url: string
  /** The login of the migrations: may change the schema. */
  ownerUrl: string
  senderUrl: string
  ballotUrl: string
  database: string
  drop(): Promise<void>
}

/** A migrated, empty database of this test's own: a clone of the run's template. Close your pools before `drop`. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const { urls, template } = inject('testCluster')
  const database = `test_${process.pid}_${randomBytes(6).toString('hex')}`
  await asOwner(urls.owner, `CREATE DATABASE ${database} TEMPLATE ${template}`)
  return {
    url: inDatabase(urls.app, database),
    ownerUrl: inDatabase(urls.owner, database),
    senderUrl: inDatabase(urls.sender, database),
    ballotUrl: inDatabase(urls.ballot, database),
    database,
    drop: () => dropDatabase(urls.owner, database),
  }
}

// PostgreSQL waits up to 5 s for connections that are just closing (pool.end() resolves before they are gone). Force would end
// them with an error that nobody listens for any more; it is left for tests that did not close theirs.
async function dropDatabase(ownerUrl: string, database: string): Promise<void> {
  try {
    await asOwner(ownerUrl, `DROP DATABASE IF EXISTS ${database}`)
  } catch (error) {
    if (!hasSqlState(error, '55006')) throw error
    await asOwner(ownerUrl, `DROP DATABASE IF EXISTS ${database} WITH (FORCE)`)
  }
}

function inDatabase(url: string, database: string): string {
  const changed = new URL(url)
  changed.pathname = `/${database}`
  return changed.href
}

async function asOwner(ownerUrl: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: inDatabase(ownerUrl, 'postgres') })
  await client.connect()
  try {
    await client.query(sql)
  } finally {
    await client.end()
  }
}
