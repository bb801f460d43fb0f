import { runMigrations } from 'bullmq'
import pg from 'pg'
import { advisoryLocks } from '../db/advisory-locks.ts'

/** BullMQ's tables on PostgreSQL lie in a schema of their own. Its backend knows only this name when it is given a pool. */
export const queueSchema = 'bullmq'

/**
 * Creates or updates BullMQ's tables, once for all processes (it takes a lock). `url` is the owner's; `grantTo` are the
 * logins whose processes use the queue. CREATE is needed: BullMQ makes a sequence per queue when the first jobs are added.
 */
export async function prepareQueueSchema(options: { url: string; grantTo?: readonly string[] }): Promise<void> {
  const client = new pg.Client({ connectionString: options.url, connectionTimeoutMillis: 5000 })
  await client.connect()
  try {
    await runMigrations(client, queueSchema)
    // Two at once would change the same rows of the catalogue: "tuple concurrently updated", and a command line falls over.
    await client.query('BEGIN')
    await client.query('SELECT pg_advisory_xact_lock($1)', [advisoryLocks.queueGrants])
    for (const role of options.grantTo ?? []) {
      const name = client.escapeIdentifier(role)
      await client.query(`grant usage, create on schema ${queueSchema} to ${name}`)
      for (const { kind, names } of await listOwned(client))
        await client.query(`grant all on ${kind} ${names.join(', ')} to ${name}`)
      await client.query(`grant execute on all functions in schema ${queueSchema} to ${name}`)
    }
    await client.query('COMMIT')
  } finally {
    await client.end()
  }
}

/** Of the login's own: the sequences of queues belong to the process that first used them, and nobody else may grant them. */
async function listOwned(client: pg.Client): Promise<{ kind: 'table' | 'sequence'; names: string[] }[]> {
  const { rows } = await client.query<{ kind: 'table' | 'sequence'; names: string[] }>(
    `SELECT CASE relkind WHEN 'S' THEN 'sequence' ELSE 'table' END AS kind, array_agg(oid::regclass::text) AS names
     FROM pg_class WHERE relnamespace = $1::regnamespace AND relkind IN ('r', 'p', 'v', 'S') AND relowner = current_user::regrole
     GROUP BY 1`,
    [queueSchema],
  )
  return rows
}
