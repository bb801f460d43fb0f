import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { diffMigrations } from '../../../../src/platform/db/create-migration.ts'
import { applyMigrations } from '../../../../src/platform/db/migrate.ts'
import { migrationsFolder, readMigrations } from '../../../../src/platform/db/migrations-folder.ts'
import { StartError } from '../../../../src/platform/errors.ts'
import { createLog } from '../../../../src/platform/log.ts'
import { createTestDatabase, type TestDatabase } from '../../../support/test-database.ts'
import { until } from '../../../support/until.ts'

const log = createLog({ level: 'silent' })
const names = readMigrations().map(({ name }) => name)
let own: TestDatabase
let owner: pg.Client
let folder: string

beforeEach(async () => {
  own = await createTestDatabase()
  owner = new pg.Client({ connectionString: own.ownerUrl })
  await owner.connect()
  folder = mkdtempSync(join(tmpdir(), 'sucharit-migrations-'))
  cpSync(migrationsFolder, folder, { recursive: true })
})

afterEach(async () => {
  await owner.end()
  await own.drop()
  rmSync(folder, { recursive: true, force: true })
})

const migrate = () => applyMigrations({ url: own.ownerUrl, log, folder })

/** As a database is before its first migration. */
async function emptyDatabase(): Promise<void> {
  await owner.query('DROP SCHEMA IF EXISTS ballot CASCADE; DROP SCHEMA public CASCADE; CREATE SCHEMA public')
}

function addMigration(name: string, sql: string): string {
  const full = `20991231000000_${name}`
  mkdirSync(join(folder, full), { recursive: true })
  writeFileSync(join(folder, full, 'migration.sql'), sql)
  return full
}

/** Waits until ours is the only connection: PostgreSQL counts one when it ends. */
async function alone(): Promise<void> {
  const others = `SELECT count(*)::int AS n FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()`
  await until(async () => (await owner.query(others)).rows[0].n === 0, { withinMs: 10_000, what: 'nobody else' })
}

/** How many connections this database has had. */
async function sessions(): Promise<number> {
  const { rows } = await owner.query('SELECT sessions::int FROM pg_stat_database WHERE datname = current_database()')
  return rows[0].sessions
}

async function finished(): Promise<string[]> {
  const { rows } = await owner.query(
    'SELECT migration_name FROM _prisma_migrations WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL ORDER BY migration_name',
  )
  return rows.map(({ migration_name }) => migration_name)
}

describe('applyMigrations', () => {
  test('brings an empty database to the whole schema, once', async () => {
    await emptyDatabase()
    expect(await migrate()).toEqual({ applied: names })
    expect(await migrate()).toEqual({ applied: [] })
    const { rows } = await owner.query(
      'SELECT migration_name, checksum, logs FROM _prisma_migrations ORDER BY migration_name',
    )
    expect(rows).toEqual(readMigrations().map(({ name, checksum }) => ({ migration_name: name, checksum, logs: null })))
  })

  test('[R19] lets one of several processes migrate while the others wait', async () => {
    await emptyDatabase()
    const results = await Promise.all([migrate(), migrate(), migrate()])
    expect(results.map(({ applied }) => applied.length).sort()).toEqual([0, 0, names.length])
    expect(await finished()).toEqual(names)
  })

  // The engine of migrations would open a connection of its own: counted, since a busy machine makes everything slow.
  test('finds nothing to do over one connection, without the engine of migrations', async () => {
    await migrate()
    await alone()
    const before = await sessions()
    for (let round = 0; round < 3; round += 1) await migrate()
    await alone()
    expect((await sessions()) - before).toBe(3)
  })

  test('rolls a failing migration back whole, names the cause, and applies it when it is mended', async () => {
    const name = addMigration('broken', 'CREATE TABLE half (id int); CREATE TABLE half (id int);')
    await expect(migrate()).rejects.toThrow(/"half" already exists/)
    expect((await owner.query(`SELECT to_regclass('half') AS half`)).rows).toEqual([{ half: null }])
    addMigration('broken', 'CREATE TABLE half (id int);')
    expect(await migrate()).toEqual({ applied: [name] })
  })

  test('keeps a function whose body has semicolons in one piece', async () => {
    addMigration(
      'with_function',
      'CREATE FUNCTION f() RETURNS int LANGUAGE plpgsql AS $$ BEGIN PERFORM 1; RETURN 2; END $$;',
    )
    await migrate()
    expect((await owner.query('SELECT f()')).rows).toEqual([{ f: 2 }])
  })

  test('goes on after being killed before, and after, a migration was committed', async () => {
    const name = addMigration('interrupted', 'CREATE TABLE arrived (id int);')
    await migrate()
    const asIfKilled = (logs: string | null) =>
      owner.query(
        'UPDATE _prisma_migrations SET finished_at = NULL, applied_steps_count = 0, logs = $2 WHERE migration_name = $1',
        [name, logs],
      )
    await asIfKilled('committed') // the script's own mark: its transaction was committed, Prisma had not noted it yet
    expect(await migrate()).toEqual({ applied: [] })
    expect(await finished()).toContain(name)
    await owner.query('DROP TABLE arrived')
    await asIfKilled(null)
    expect(await migrate()).toEqual({ applied: [name] })
    expect((await owner.query(`SELECT to_regclass('arrived') IS NOT NULL AS is_there`)).rows).toEqual([
      { is_there: true },
    ])
  })

  test('[R19] gives a locked table back after 2 s and tries again until it is free', async () => {
    const name = addMigration('locked_out', 'ALTER TABLE setting ADD COLUMN extra text;')
    const blocker = new pg.Client({ connectionString: own.ownerUrl })
    await blocker.connect()
    await blocker.query('BEGIN; LOCK TABLE setting IN ACCESS SHARE MODE')
    const migrating = migrate()
    const attempts = async () =>
      (await owner.query('SELECT count(*)::int AS n FROM _prisma_migrations WHERE migration_name = $1', [name])).rows[0]
        .n
    await until(async () => (await attempts()) === 2, { withinMs: 10_000 })
    await blocker.query('COMMIT')
    expect(await migrating).toEqual({ applied: [name] })
    await blocker.end()
  })

  test('refuses a migration that was edited after it had been applied', async () => {
    await migrate()
    writeFileSync(join(folder, names[0] ?? '', 'migration.sql'), 'SELECT 1;')
    await expect(migrate()).rejects.toThrow(StartError)
  })

  test('starts on a database that a newer release has migrated further', async () => {
    const name = addMigration('newer', 'CREATE TABLE newer (id int);')
    await migrate()
    rmSync(join(folder, name), { recursive: true })
    expect(await migrate()).toEqual({ applied: [] })
  })
})

describe('prisma/migrations', () => {
  test('add up to schema.prisma, hand-written indexes and checks aside', async () => {
    expect(await diffMigrations(own.ownerUrl)).toBeUndefined()
  })
})
