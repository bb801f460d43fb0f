import pg from 'pg'

/** The owner of the schema, and nobody else. */
export function mayChangeSchema(url: string): Promise<boolean> {
  return ask(url, `SELECT has_schema_privilege('public', 'CREATE') AS answer`)
}

/** Whether a login may read a table; false where there is none. */
export function mayReadTable(url: string, schema: string, table: string): Promise<boolean> {
  return ask(
    url,
    `SELECT has_table_privilege(c.oid, 'SELECT') AS answer FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE n.nspname = $1 AND c.relname = $2`,
    [schema, table],
  )
}

async function ask(url: string, sql: string, values: string[] = []): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5000 })
  await client.connect()
  try {
    return (await client.query<{ answer: boolean }>(sql, values)).rows[0]?.answer ?? false
  } finally {
    await client.end()
  }
}
