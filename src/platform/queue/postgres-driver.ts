import { setTimeout as wait } from 'node:timers/promises'
import { createPostgresBackend, type PgPool, type PgPoolClient, withBackend } from 'bullmq'
import pg from 'pg'
import { isDatabaseUnavailable } from '../db/database-errors.ts'
import { openPool } from '../db/open-pool.ts'
import type { Log } from '../log.ts'
import { type BullDriver, eventStreams } from './bull-driver.ts'
import { queueSchema } from './prepare-queue-schema.ts'

const { Queue, Worker } = withBackend(createPostgresBackend)

/** BullMQ on PostgreSQL: one small pool for everything, and one listening connection per worker. */
export function createPostgresDriver(options: { url: string; log: Log; onTrouble(error: unknown): void }): BullDriver {
  const { log, onTrouble } = options
  const url = withSearchPath(options.url)
  const pool = openPool({ url, poolSize: 5, log, name: 'sucharit-queue' })
  const connection = toBullPool(pool, url)

  return {
    async reach() {
      await pool.query('select 1')
    },
    makeQueue(name, onError) {
      const queue = new Queue(name, { connection, streams: eventStreams })
      queue.on('error', onError)
      return queue
    },
    makeWorker(name, run, settings) {
      const worker = new Worker(name, run, { connection, ...settings })
      worker.on('error', onTrouble)
      return worker
    },
    close: () => pool.end(),
  }
}

function withSearchPath(url: string): string {
  const parsed = new URL(url)
  const given = parsed.searchParams.get('options')
  const searchPath = `-c search_path=${queueSchema}`
  parsed.searchParams.set('options', given === null ? searchPath : `${given} ${searchPath}`)
  return parsed.href
}

/**
 * What BullMQ takes for a pool. It would borrow a pooled connection for each worker's LISTEN and keep it; a connection of
 * its own may stay silent for hours, which our pool cuts, and leaves the pool to short queries.
 */
function toBullPool(pool: pg.Pool, url: string): PgPool {
  const bullPool = {
    options: { keepAlive: true },
    async query(text: string, values?: readonly unknown[]) {
      try {
        return await pool.query(text, values as unknown[])
      } catch (error) {
        // A worker asks again at once after an error: without a pause, thousands of times a second while PostgreSQL restarts.
        if (isDatabaseUnavailable(error)) await wait(250)
        throw error
      }
    },
    connect: () => connectListener(url),
    // openPool listens to its pool already; one listener more per queue and worker would only repeat it.
    on: () => bullPool,
    removeAllListeners: () => bullPool,
    // BullMQ ends only pools that it made itself.
    async end() {},
  }
  return bullPool as unknown as PgPool
}

async function connectListener(connectionString: string): Promise<PgPoolClient> {
  const client = new pg.Client({
    connectionString,
    connectionTimeoutMillis: 2000,
    keepAlive: true,
    keepAliveInitialDelayMillis: 5000,
    application_name: 'sucharit-queue-listen',
  })
  // Between connecting and BullMQ's own listener, and after its removal, an 'error' would end the process. Safe: BullMQ reports it.
  client.on('error', () => {})
  await client.connect()
  const release = () => {
    // BullMQ removes all listeners before it lets go.
    client.on('error', () => {})
    // A connection that cannot say goodbye is gone already.
    client.end().catch(() => {})
  }
  return Object.assign(client, { release }) as unknown as PgPoolClient
}
