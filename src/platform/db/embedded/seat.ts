import pg from 'pg'
import { databaseUrl, type Settings } from './settings.ts'

// Advisory locks of the database "postgres"; the numbers only have to differ. The server drops a dead process's locks with its
// connection, which no lock file can do.
const locks = { present: 7301, leaving: 7302, service: 7303 }

/**
 * One process's place at the embedded server: a connection held as long as the process uses it. It tells that the server died
 * (`onLost`), who is the one whole service on this data folder, and whether anybody else is left when we go.
 */
export type Seat = {
  claimService(): Promise<boolean>
  /** True when nobody else is there: the caller must now stop the server, newcomers wait. */
  leave(): Promise<boolean>
  close(): Promise<void>
}

export async function takeSeat(settings: Settings, clusterDir: string, onLost: () => void): Promise<Seat> {
  const client = new pg.Client({
    connectionString: databaseUrl(settings, 'owner', 'postgres'),
    application_name: 'sucharit seat',
    connectionTimeoutMillis: 2000,
    keepAlive: true,
  })
  let isClosing = false
  client.on('error', () => {}) // 'end' follows and says the same
  client.on('end', () => {
    if (!isClosing) onLost()
  })
  const ask = async (sql: string) => Object.values((await client.query(sql)).rows[0] ?? {})[0]
  const close = async () => {
    isClosing = true
    await client.end()
  }

  try {
    await client.connect()
    // Somebody else's server on our old port may even know the password (a copied folder): ask which folder it serves.
    const served = await ask(`SELECT current_setting('data_directory')`)
    if (served !== clusterDir) throw new ForeignServer(`Port ${settings.port} serves ${served}.`)
    await ask(`SELECT pg_advisory_lock_shared(${locks.present})`)
  } catch (error) {
    await close()
    throw error
  }

  return {
    claimService: async () => (await ask(`SELECT pg_try_advisory_lock(${locks.service})`)) === true,
    async leave() {
      // Leaving one at a time; otherwise two that go together see each other and nobody stops the server.
      await ask(`SELECT pg_advisory_lock(${locks.leaving})`)
      isClosing = true
      if ((await ask(`SELECT pg_try_advisory_lock(${locks.present})`)) === true) return true
      await ask(`SELECT pg_advisory_unlock_shared(${locks.present})`)
      await close()
      return false
    },
    close,
  }
}

/** The port of our settings is served by a PostgreSQL of another data folder. */
export class ForeignServer extends Error {}
