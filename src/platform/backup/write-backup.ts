import { createWriteStream } from 'node:fs'
import { copyFile, link, mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import pg from 'pg'
import { to as copyTo } from 'pg-copy-streams'
import type { Clock } from '../clock.ts'
import { listTables, quoted, quotedColumns, type Table } from '../db/list-tables.ts'
import { entriesOf, finishWhole } from './backup-folders.ts'
import { hashFile, type Manifest, manifestFile, sumsFile, type TableEntry } from './manifest.ts'

const mediaName = /^[0-9a-f]{64}\.[a-z0-9]{2,4}$/

/**
 * Copies every table, in one snapshot, and the media store into a new folder below `into`, while the service runs. No pg_dump is needed.
 * The folder gets its name last: what ends in `.partial` was cut short, and the next backup clears it away.
 * @returns the folder and its manifest.
 */
export async function writeBackup(plan: BackupPlan): Promise<{ folder: string; manifest: Manifest }> {
  const madeAt = plan.clock.now().toISOString()
  const folder = join(plan.into, madeAt.slice(0, 19).replaceAll(':', ''))
  return { folder, manifest: await finishWhole(folder, (draft) => fill(draft, plan, madeAt)) }
}

type BackupPlan = {
  /** A login that may read everything. */
  url: string
  mediaDir: string
  into: string
  /** "schema.table" names that no copy may hold. */
  leftOut: ReadonlySet<string>
  clock: Clock
}

async function fill(draft: string, { url, mediaDir, leftOut }: BackupPlan, madeAt: string): Promise<Manifest> {
  await mkdir(join(draft, 'tables'), { recursive: true, mode: 0o700 })
  await mkdir(join(draft, 'media'), { mode: 0o700 })
  const rows = await copyRows(url, draft, leftOut)
  // After the rows: whatever they name was there before them.
  const media = await copyMedia(mediaDir, join(draft, 'media'))
  const manifest: Manifest = { format: 1, madeAt, ...rows, media }
  await writeFile(join(draft, manifestFile), `${JSON.stringify(manifest, null, 1)}\n`)
  await writeSums(draft, manifest)
  return manifest
}

async function copyRows(url: string, draft: string, leftOut: ReadonlySet<string>) {
  const client = new pg.Client({ connectionString: url, application_name: 'sucharit backup' })
  await client.connect()
  try {
    // One snapshot for all tables: no row can refer to one that came later.
    await client.query('BEGIN TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY')
    const { rows } = await client.query<{ name: string }>(
      'SELECT migration_name AS name FROM _prisma_migrations WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL ORDER BY 1',
    )
    const tables: TableEntry[] = []
    const ask = async (sql: string) => (await client.query(sql)).rows
    for (const table of await listTables(ask, leftOut)) tables.push(await copyTable(client, draft, table))
    const head = await client.query<{ seq: string; hash: string }>(
      'SELECT seq::text AS seq, hash FROM audit_entry ORDER BY audit_entry.seq DESC LIMIT 1',
    )
    return { migrations: rows.map(({ name }) => name), tables, auditHead: head.rows[0] ?? null }
  } finally {
    await client.end()
  }
}

async function copyTable(client: pg.Client, draft: string, table: Table): Promise<TableEntry> {
  const file = `tables/${table.schema}.${table.name}.copy.gz`
  const source = client.query(copyTo(`COPY (SELECT ${quotedColumns(table.columns)} FROM ${quoted(table)}) TO STDOUT`))
  await pipeline(source, createGzip(), createWriteStream(join(draft, file), { mode: 0o600 }))
  return { ...table, file, rows: source.rowCount }
}

/** Media never change under their name, so a link is as good as a copy and takes no room; other disks get a copy. */
async function copyMedia(mediaDir: string, into: string): Promise<string[]> {
  const names: string[] = []
  for (const shelf of await entriesOf(mediaDir)) {
    if (!shelf.isDirectory()) continue
    for (const { name } of await entriesOf(join(mediaDir, shelf.name))) {
      if (!mediaName.test(name)) continue // a draft that was being written
      const source = join(mediaDir, shelf.name, name)
      await link(source, join(into, name)).catch(() => copyFile(source, join(into, name)))
      names.push(name)
    }
  }
  return names.sort()
}

/** In the form of sha256sum, so that `sha256sum -c SHA256SUMS` checks a copy without the product. */
async function writeSums(draft: string, manifest: Manifest): Promise<void> {
  const lines: string[] = []
  for (const file of [manifestFile, ...manifest.tables.map(({ file: name }) => name)]) {
    lines.push(`${await hashFile(draft, file)}  ${file}`)
  }
  for (const name of manifest.media) lines.push(`${name.split('.')[0]}  media/${name}`)
  await writeFile(join(draft, sumsFile), `${lines.join('\n')}\n`)
}
