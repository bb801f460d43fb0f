import type { SchemaEngine } from '@prisma/schema-engine-wasm'
import pg from 'pg'
import { StartError } from '../errors.ts'
import type { Log } from '../log.ts'
import { hasSqlState } from './database-errors.ts'
import { type Migration, migrationsFolder, readMigrations } from './migrations-folder.ts'
import { toMigrationList, withSchemaEngine } from './schema-engine.ts'

const noFilter = { externalTables: [], externalEnums: [] }
const migrationLock = 7304 // an advisory lock of the product's database
const committed = 'committed'

export type MigrateOptions = {
  /** A login that may change the schema. */
  url: string
  log: Log
  folder?: string
  /** A restore first makes the schema that its rows fit: these migrations alone, by name. */
  only?: ReadonlySet<string>
}

/**
 * Brings the database to the state of `prisma/migrations`, keeping Prisma's own `_prisma_migrations`. Safe when several processes
 * start at once and when one is killed in the middle. Nothing to do takes one query (under 50 ms).
 */
export async function applyMigrations(options: MigrateOptions): Promise<{ applied: string[] }> {
  const { url, log } = options
  const migrations = readMigrations(options.folder ?? migrationsFolder).filter(
    ({ name }) => !options.only || options.only.has(name),
  )
  const client = new pg.Client({
    connectionString: url,
    connectionTimeoutMillis: 5000,
    application_name: 'sucharit migrations',
  })
  client.on('error', (error) => log.warn({ err: error }, 'the connection of the migrations was lost')) // the lock goes with it
  await client.connect()
  try {
    if (await isUpToDate(client, migrations, log)) return { applied: [] }
    await client.query('SELECT pg_advisory_lock($1)', [migrationLock])
    if (await isUpToDate(client, migrations, log)) return { applied: [] } // another process was faster
    const applied = await applyMissing(client, url, migrations, log)
    log.info({ applied }, 'database migrated')
    return { applied }
  } finally {
    await client.end()
  }
}

/** Names in `prisma/migrations` that the database does not have yet. Any login that may read its history can ask. */
export async function listMissingMigrations(url: string): Promise<string[]> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5000 })
  await client.connect()
  try {
    const applied = new Set((await readApplied(client))?.map(({ name }) => name))
    return readMigrations()
      .map(({ name }) => name)
      .filter((name) => !applied.has(name))
  } finally {
    await client.end()
  }
}

type AppliedRow = { name: string; checksum: string }

async function isUpToDate(client: pg.Client, migrations: Migration[], log: Log): Promise<boolean> {
  const applied = await readApplied(client)
  if (applied === undefined) return false
  const checksums = new Map(applied.map(({ name, checksum }) => [name, checksum]))
  const edited = migrations.filter(({ name, checksum }) => checksums.has(name) && checksums.get(name) !== checksum)
  if (edited.length > 0) {
    throw new StartError(
      `Migration ${edited[0]?.name} was changed after it had been applied. Put its file back and write a new migration; ` +
        'a development database may be thrown away instead (remove DATA_DIR).',
    )
  }
  const known = new Set(migrations.map(({ name }) => name))
  const unknown = applied.filter(({ name }) => !known.has(name)).map(({ name }) => name)
  // A newer release ran here. Its migrations only expand, so this release works beside it.
  if (unknown.length > 0) log.warn({ unknown }, 'the database has migrations this release does not know')
  return migrations.every(({ name }) => checksums.has(name))
}

async function readApplied(client: pg.Client): Promise<AppliedRow[] | undefined> {
  try {
    const { rows } = await client.query<AppliedRow>(
      'SELECT migration_name AS name, checksum FROM _prisma_migrations WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL',
    )
    return rows
  } catch (error) {
    if (hasSqlState(error, '42P01')) return undefined // no such table: nothing was ever applied
    throw error
  }
}

async function applyMissing(client: pg.Client, url: string, migrations: Migration[], log: Log): Promise<string[]> {
  const scripts = new Set(migrations.map(({ script }) => script))
  const beforeRun = (script: string) => (scripts.has(script) ? markCommitted(script) : script)
  // A migration waits at most 2 s for a lock, because whoever queues behind it waits as long; then it tries again.
  return withSchemaEngine({ url, beforeRun, lockTimeoutMs: 2000 }, async (engine, scriptFailure) => {
    for (let attempt = 1; ; attempt += 1) {
      await settleUnfinished(client, engine, migrations, log)
      try {
        const result = await engine.applyMigrations({ migrationsList: toMigrationList(migrations), filters: noFilter })
        await clearMarks(client)
        return result.appliedMigrationNames
      } catch (error) {
        if (!hasSqlState(scriptFailure(), '55P03') || attempt === 10) throw migrationFailed(scriptFailure() ?? error)
        log.warn({ attempt }, 'a table stayed locked for 2 s; trying the migration again')
      }
    }
  })
}

// The script and this mark are one transaction. Prisma notes "finished" in another one: a process killed between the two would
// leave a migration that is done and looks half-done.
function markCommitted(script: string): string {
  return `${script}\n;UPDATE "_prisma_migrations" SET logs = '${committed}' WHERE finished_at IS NULL AND rolled_back_at IS NULL;`
}

async function clearMarks(client: pg.Client): Promise<void> {
  await client.query('UPDATE _prisma_migrations SET logs = NULL WHERE finished_at IS NOT NULL AND logs = $1', [
    committed,
  ])
}

// What a killed or failed attempt left: marked rows are done; the others were rolled back by PostgreSQL and run again.
async function settleUnfinished(
  client: pg.Client,
  engine: SchemaEngine,
  migrations: Migration[],
  log: Log,
): Promise<void> {
  if ((await readApplied(client)) === undefined) return
  await client.query(
    `UPDATE _prisma_migrations SET finished_at = now(), applied_steps_count = 1, logs = NULL
      WHERE finished_at IS NULL AND rolled_back_at IS NULL AND logs = $1`,
    [committed],
  )
  const { failedMigrationNames } = await engine.diagnoseMigrationHistory({
    migrationsList: toMigrationList(migrations),
    optInToShadowDatabase: false,
    filters: noFilter,
  })
  for (const migrationName of failedMigrationNames) {
    log.warn({ migrationName }, 'an unfinished migration was rolled back by PostgreSQL; applying it again')
    await engine.markMigrationRolledBack({ migrationName })
  }
}

function migrationFailed(cause: unknown): StartError {
  const words = cause instanceof Error ? cause.message.split('\n')[0] : String(cause)
  return new StartError(
    `A database migration failed and was rolled back: ${words}. Nothing was changed; mend the cause and start again.`,
    { cause, mayPass: true },
  )
}
