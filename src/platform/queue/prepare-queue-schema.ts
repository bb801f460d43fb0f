import { runMigrations } from 'bullmq'
import pg from 'pg'

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
    for (const role of options.grantTo ?? []) {
      const name = client.escapeIdentifier(role)
      await client.query(`grant usage, create on schema ${queueSchema} to ${name}`)
      await client.query(`grant all on all tables in schema ${queueSchema} to ${name}`)
      await client.query(`grant all on all sequences in schema ${queueSchema} to ${name}`)
      await client.query(`grant execute on all functions in schema ${queueSchema} to ${name}`)
    }
  } finally {
    await client.end()
  }
}
