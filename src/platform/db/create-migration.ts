// npm run db:migration -- <name>
// Writes prisma/migrations/<timestamp>_<name>/migration.sql: what changed in schema.prisma since the last migration.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createLog } from '../log.ts'
import { startEmbeddedPostgres } from './embedded/start-embedded-postgres.ts'
import { migrationsFolder, readMigrations } from './migrations-folder.ts'
import { toMigrationList, withSchemaEngine } from './schema-engine.ts'

const schemaFile = fileURLToPath(new URL('../../../prisma/schema.prisma', import.meta.url))
const nothing = { externalTables: [], externalEnums: [] }

/** The SQL from the state after all migrations to schema.prisma; undefined when there is no difference. */
export async function diffMigrations(url: string): Promise<string | undefined> {
  const schema = readFileSync(schemaFile, 'utf8')
  return withSchemaEngine({ url, schema }, async (engine, scriptFailure) => {
    const comparison = engine.diff({
      from: { tag: 'migrations', ...toMigrationList(readMigrations()) },
      to: { tag: 'schemaDatamodel', files: [{ path: 'schema.prisma', content: schema }] },
      script: true,
      exitCode: true,
      filters: nothing,
    })
    const { exitCode, stdout } = await comparison.catch((error: unknown) => {
      throw scriptFailure() ?? error
    })
    return exitCode === 2 && stdout ? stdout : undefined
  })
}

async function createMigration(name: string): Promise<void> {
  const dataDir = mkdtempSync(join(tmpdir(), 'sucharit-migration-'))
  const database = await startEmbeddedPostgres({
    dataDir,
    log: createLog({ level: 'error' }),
    durability: 'throw_away',
  })
  try {
    const sql = await diffMigrations(database.urls.owner)
    if (sql === undefined)
      console.info('schema.prisma has no change; an empty migration is written for SQL of your own.')
    const timestamp = new Date().toISOString().replaceAll(/\D/g, '').slice(0, 14)
    const folder = join(migrationsFolder, `${timestamp}_${name}`)
    mkdirSync(folder, { recursive: true })
    writeFileSync(join(folder, 'migration.sql'), sql ?? '-- \n')
    writeFileSync(join(migrationsFolder, 'migration_lock.toml'), 'provider = "postgresql"\n')
    console.info(
      `Written: ${join(folder, 'migration.sql')}. Read it before you commit it: it runs beside the previous release.`,
    )
  } finally {
    await database.stop()
    rmSync(dataDir, { recursive: true, force: true })
  }
}

if (import.meta.main) {
  const name = process.argv[2]
  if (name === undefined || !/^[a-z][a-z0-9_]{0,60}$/.test(name)) {
    console.error('Usage: npm run db:migration -- <name_in_snake_case>')
    process.exitCode = 64
  } else {
    await createMigration(name)
  }
}
