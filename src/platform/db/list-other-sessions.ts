import pg from 'pg'

/**
 * Names of the product's other sessions on this database, each once: who uses an outside server, where no seat is taken.
 * A session's name is there for every login to read, unlike what it does. Behind a pooler that drops names nobody is seen.
 */
export async function listOtherSessions(url: string): Promise<string[]> {
  const client = new pg.Client({
    connectionString: url,
    connectionTimeoutMillis: 5000,
    application_name: 'looks around',
  })
  await client.connect()
  try {
    const { rows } = await client.query<{ name: string }>(
      `SELECT DISTINCT application_name AS name FROM pg_stat_activity
       WHERE datname = current_database() AND application_name LIKE 'sucharit%' ORDER BY 1`,
    )
    return rows.map(({ name }) => name)
  } finally {
    await client.end()
  }
}
