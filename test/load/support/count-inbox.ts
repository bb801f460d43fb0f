import { join } from 'node:path'
import pg from 'pg'
import { startEmbeddedPostgres } from '../../../src/platform/db/embedded/start-embedded-postgres.ts'
import { createLog } from '../../../src/platform/log.ts'

/** Rows in the inbox of a running product's embedded database. */
export async function countInbox(folder: string): Promise<number> {
  const server = await startEmbeddedPostgres({
    dataDir: join(folder, 'data'),
    isService: false,
    log: createLog({ level: 'error' }),
  })
  const client = new pg.Client({ connectionString: server.urls.app })
  await client.connect()
  try {
    const { rows } = await client.query('SELECT count(*)::int AS count FROM inbox_event')
    return rows[0].count
  } finally {
    await client.end()
    await server.stop() // ends our share of it: whoever started it stops it
  }
}
