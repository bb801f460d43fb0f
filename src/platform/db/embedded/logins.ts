import pg from 'pg'
import { databaseUrl, type Login, roleOf, type Settings } from './settings.ts'

/** Makes the database and the restricted logins where they are missing (10 ms if not). A migration grants the logins their rights. */
export async function ensureLogins(settings: Settings): Promise<void> {
  const client = new pg.Client({
    connectionString: databaseUrl(settings, 'owner', 'postgres'),
    connectionTimeoutMillis: 5000,
  })
  await client.connect()
  try {
    await client.query('SELECT pg_advisory_lock(7305)') // several processes may start at once; held until the connection ends
    const logins = (Object.keys(roleOf) as Login[]).filter((login) => login !== 'owner')
    const { rows } = await client.query<{ rolname: string; rolcanlogin: boolean }>(
      'SELECT rolname, rolcanlogin FROM pg_roles',
    )
    for (const login of logins) {
      const role = pg.escapeIdentifier(roleOf[login])
      const found = rows.find(({ rolname }) => rolname === roleOf[login])
      if (found?.rolcanlogin) continue
      const password = pg.escapeLiteral(settings.passwords[login])
      await client.query(`${found ? 'ALTER' : 'CREATE'} ROLE ${role} LOGIN PASSWORD ${password}`)
    }
    const databases = await client.query(`SELECT 1 FROM pg_database WHERE datname = 'sucharit'`)
    if (databases.rowCount === 0) await client.query('CREATE DATABASE sucharit')
  } finally {
    await client.end()
  }
}
