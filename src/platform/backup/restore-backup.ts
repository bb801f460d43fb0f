import { createReadStream } from 'node:fs'
import { copyFile, mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { createGunzip } from 'node:zlib'
import pg from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import { hasSqlState } from '../db/database-errors.ts'
import { quoted, quotedColumns } from '../db/list-tables.ts'
import { applyMigrations } from '../db/migrate.ts'
import { readMigrations } from '../db/migrations-folder.ts'
import { AppError } from '../errors.ts'
import type { Log } from '../log.ts'
import { BackupBroken, type Manifest, readBackup, type TableEntry } from './manifest.ts'

/** There is somebody's work in the place that was to be filled. Nothing was touched. */
export class RestoreRefused extends AppError {
  constructor(message: string) {
    super('RESTORE_REFUSED', message)
  }
}

/**
 * Fills an empty database and media store from a backup: the schema as it was then, all rows in one transaction, then the newer
 * migrations. Broken off at any moment, it has changed nothing that a second try would trip over.
 * @throws BackupBroken before anything is done when a file does not fit its checksum; RestoreRefused over a living database.
 */
export async function restoreBackup(deps: {
  folder: string
  /** A login that may change the schema. */
  url: string
  mediaDir: string
  log: Log
  /** In the transaction of the rows: how the next start knows what it stands on. */
  afterLoad(client: pg.Client): Promise<void>
}): Promise<Manifest> {
  const { folder, url, log } = deps
  const manifest = await readBackup(folder)
  const known = new Set(readMigrations().map(({ name }) => name))
  const newer = manifest.migrations.find((name) => !known.has(name))
  if (newer) throw new RestoreRefused(`The backup was made by a newer release (${newer}). Install that release first.`)
  const client = new pg.Client({ connectionString: url, application_name: 'sucharit restore' })
  await client.connect()
  try {
    await refuseLiving(client)
    await applyMigrations({ url, log, only: new Set(manifest.migrations) })
    await restoreMedia(folder, manifest, deps.mediaDir)
    await client.query('BEGIN')
    for (const table of manifest.tables) await loadTable(client, folder, table)
    await deps.afterLoad(client)
    await client.query('COMMIT')
  } finally {
    await client.end() // an open transaction ends with it, undone
  }
  await applyMigrations({ url, log })
  return manifest
}

async function refuseLiving(client: pg.Client): Promise<void> {
  try {
    const { rows } = await client.query('SELECT 1 FROM installation')
    if (rows.length === 0) return
  } catch (error) {
    if (hasSqlState(error, '42P01')) return // no table: an empty database
    throw error
  }
  throw new RestoreRefused(
    'This database is in use: a restore would mix two histories. Set another DATA_DIR, or an empty database in DATABASE_URL.',
  )
}

async function loadTable(client: pg.Client, folder: string, table: TableEntry): Promise<void> {
  // Rows that a migration brought along are in the backup too. The audit log refuses a delete even of nothing.
  const { rows } = await client.query(`SELECT 1 FROM ${quoted(table)} LIMIT 1`)
  if (rows.length > 0) await client.query(`DELETE FROM ${quoted(table)}`)
  const target = client.query(copyFrom(`COPY ${quoted(table)} (${quotedColumns(table.columns)}) FROM STDIN`))
  await pipeline(createReadStream(join(folder, table.file)), createGunzip(), target)
  if (target.rowCount !== table.rows) {
    throw new BackupBroken(`${table.file} holds ${target.rowCount} rows, the manifest says ${table.rows}.`)
  }
  await countOn(client, table)
}

/** Rows bring their numbers along and leave the counter that gave them where it was: the next row would get one that is taken. */
async function countOn(client: pg.Client, table: TableEntry): Promise<void> {
  const { rows } = await client.query<{ column: string }>(
    `SELECT attname AS column FROM pg_attribute
     WHERE attrelid = $1::text::regclass AND attnum > 0 AND NOT attisdropped AND pg_get_serial_sequence($1::text, attname) IS NOT NULL`,
    [quoted(table)],
  )
  for (const { column } of rows) {
    await client.query(
      `SELECT setval(pg_get_serial_sequence($1, $2), coalesce(max("${column}"), 0) + 1, false) FROM ${quoted(table)}`,
      [quoted(table), column],
    )
  }
}

async function restoreMedia(folder: string, { media }: Manifest, mediaDir: string): Promise<void> {
  for (const name of media) {
    const shelf = join(mediaDir, name.slice(0, 2))
    await mkdir(shelf, { recursive: true, mode: 0o700 })
    await copyFile(join(folder, 'media', name), join(shelf, name))
  }
}
