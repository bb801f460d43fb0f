import { setTimeout as wait } from 'node:timers/promises'
import { createPostgresBackend, type PgPool, withBackend } from 'bullmq'
import type pg from 'pg'
import { isDatabaseUnavailable } from '../db/database-errors.ts'
import { openPool } from '../db/open-pool.ts'
import type { Log } from '../log.ts'
import { type BullDriver, eventStreams } from './bull-driver.ts'
import { queueSchema } from './prepare-queue-schema.ts'
import { createSharedListener } from './shared-listener.ts'

// Not told that it is for a worker: BullMQ would give the connection they share the name of each worker's queue.
const createBackend: typeof createPostgresBackend = (name, options) => createPostgresBackend(name, options)
const { Queue, Worker } = withBackend(createBackend)

/** BullMQ on PostgreSQL: one small pool for everything, and one connection on which all workers listen. */
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
 * What BullMQ takes for a pool. It would borrow a pooled connection for each worker's LISTEN and keep it; the one they share
 * may stay silent for hours, which our pool cuts, and leaves the pool to short queries.
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
    connect: createSharedListener(url),
    // openPool listens to its pool already; one listener more per queue and worker would only repeat it.
    on: () => bullPool,
    removeAllListeners: () => bullPool,
    // BullMQ ends only pools that it made itself.
    async end() {},
  }
  return bullPool as unknown as PgPool
}
