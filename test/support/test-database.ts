import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { inject } from 'vitest'
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

/** A migrated, empty database of this test's own: a clone of the run's template. Close your pools before `drop`; it does not wait for them. */
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
    drop: () => asOwner(urls.owner, `DROP DATABASE IF EXISTS ${database} WITH (FORCE)`),
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
