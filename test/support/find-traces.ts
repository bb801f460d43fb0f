import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { inject } from 'vitest'

/** Names of the tables in which these words stand, whatever their type; bytea is searched as bytes. */
export async function findInTables(ownerUrl: string, words: string): Promise<string[]> {
  const client = new pg.Client({ connectionString: ownerUrl })
  await client.connect()
  try {
    const { rows: tables } = await client.query<{ name: string }>(
      `SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables WHERE schemaname NOT IN ('pg_catalog', 'information_schema')`,
    )
    const found: string[] = []
    for (const { name } of tables) {
      const { rowCount } = await client.query(
        `SELECT FROM ${name} t WHERE strpos(t::text, $1) > 0 OR strpos(t::text, encode(convert_to($1, 'UTF8'), 'hex')) > 0 LIMIT 1`,
        [words],
      )
      if (rowCount) found.push(name.replace('public.', ''))
    }
    return found
  } finally {
    await client.end()
  }
}

/** The test run's own throw-away cluster, found by the port it listens on: its tables, its WAL and its logs. */
export function dataFolderOfCluster(): string {
  const { port } = new URL(inject('testCluster').urls.owner)
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    const command = readIfThere(`/proc/${pid}/cmdline`).toString().split('\0')
    const at = command.indexOf('-D')
    if (at === -1) continue
    const folder = command[at + 1] as string
    if (readIfThere(join(folder, 'postmaster.pid')).toString().split('\n')[3] === port) return folder
  }
  throw new Error(`No PostgreSQL on port ${port} was found.`)
}

export function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
}

/** Files come and go while the server works. */
export function readIfThere(path: string): Buffer {
  try {
    return readFileSync(path)
  } catch {
    return Buffer.alloc(0)
  }
}
