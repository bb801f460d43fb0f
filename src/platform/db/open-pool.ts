import type { Socket } from 'node:net'
import pg from 'pg'
import type { Log } from '../log.ts'
import { DatabaseUnavailable } from './database-errors.ts'

export type PoolOptions = {
  url: string
  poolSize: number
  log: Log
  /** A statement running longer is cancelled by the server; 1 s later its connection is cut from this side. */
  statementTimeoutMs?: number
  /** Waiting for a free or a new connection. */
  connectTimeoutMs?: number
  name?: string
  /** Every statement of this pool finds its rows by an index, whatever the planner believes of tables that have just grown. */
  byIndexOnly?: boolean
}

/**
 * A pool that survives PostgreSQL stopping and never waits for long. bigint columns come as strings, bytea as Buffer,
 * timestamptz as Date; the session is in UTC, which adapter-pg relies on (it sends dates without a zone).
 */
export function openPool(options: PoolOptions): pg.Pool {
  const { log, statementTimeoutMs = 5000 } = options
  const pool = new pg.Pool({
    connectionString: options.url,
    max: options.poolSize,
    connectionTimeoutMillis: options.connectTimeoutMs ?? 2000,
    idleTimeoutMillis: 60_000,
    statement_timeout: statementTimeoutMs,
    lock_timeout: Math.ceil(statementTimeoutMs * 0.9), // sooner, so that waiting for a lock is told from a slow statement
    idle_in_transaction_session_timeout: 30_000,
    keepAlive: true,
    keepAliveInitialDelayMillis: 5000,
    application_name: options.name ?? 'sucharit',
    options: `${utcSession(options.url)}${options.byIndexOnly ? ' -c enable_seqscan=off' : ''}`,
  })
  // Without a listener an idle connection that breaks would end the process.
  pool.on('error', (error) => log.warn({ code: codeOf(error) }, 'an idle database connection was lost'))
  keepErrorsTyped(pool)
  cutSilentConnections(pool, statementTimeoutMs + 1000)
  return pool
}

/** The startup option that puts a session in UTC, beside those the address may carry. */
export function utcSession(url: string): string {
  const given = new URL(url).searchParams.get('options')
  return given === null ? '-c TimeZone=UTC' : `${given} -c TimeZone=UTC`
}

// pg has no code for "connection terminated", "timeout exceeded when trying to connect" and "not queryable". They are recognised
// by where they come from: whatever `connect` answers, whatever a client emits as 'error' (the same object then rejects its
// queries), and whatever a client that has done so is asked afterwards (the next statement of a transaction).
function keepErrorsTyped(pool: pg.Pool): void {
  pool.on('connect', (client) => {
    const query = client.query.bind(client) as (...asked: unknown[]) => unknown
    client.once('error', () => {
      client.query = ((...asked: unknown[]) => {
        const answer = query(...asked)
        if (!(answer instanceof Promise)) return answer
        return answer.catch((error: unknown) => {
          throw new DatabaseUnavailable(error)
        })
      }) as typeof client.query
    })
    client.on('error', (error: Error & { code?: string }) => {
      error.code ??= 'ECONNRESET'
    })
  })
  const connect: typeof pool.connect = pool.connect.bind(pool)
  type Callback = Parameters<typeof connect>[0]
  function connectOrUnavailable(callback?: Callback): Promise<pg.PoolClient> | undefined {
    if (callback === undefined) {
      return connect().catch((error: unknown) => {
        throw new DatabaseUnavailable(error)
      })
    }
    connect((error, client, done) => callback(error && new DatabaseUnavailable(error), client, done))
    return undefined
  }
  pool.connect = connectOrUnavailable as typeof pool.connect
}

// A stopped machine or a SIGSTOPped server sends nothing at all, so that no server-side timeout helps. pg's own query_timeout
// would put the connection back into the pool with its transaction open; this one destroys it.
function cutSilentConnections(pool: pg.Pool, silentMs: number): void {
  const inUse = new WeakSet<pg.PoolClient>()
  pool.on('acquire', (client) => inUse.add(client))
  pool.on('release', (_error, client) => inUse.delete(client))
  pool.on('connect', (client) => {
    const stream = client.connection.stream as Socket
    stream.setTimeout(silentMs)
    // Each time, not once as a callback of setTimeout would be: a connection that has rested for so long is idle, and used again later.
    stream.on('timeout', () => {
      if (!inUse.has(client)) return
      stream.destroy(Object.assign(new Error(`The database was silent for ${silentMs} ms.`), { code: 'ETIMEDOUT' }))
    })
  })
}

function codeOf(error: Error): string | undefined {
  return (error as { code?: string }).code
}
