import { EventEmitter } from 'node:events'
import type { PgPoolClient } from 'bullmq'
import pg from 'pg'

/**
 * Lends one connection to all that BullMQ would open one for, each worker of the process among them. Every borrower hears
 * whatever it hears, and an 'error' when it is over: who borrows then gets the next. The last to let go ends it.
 */
export function createSharedListener(connectionString: string): () => Promise<PgPoolClient> {
  let shared: ReturnType<typeof open> | undefined

  function open() {
    const client = new pg.Client({
      connectionString,
      connectionTimeoutMillis: 2000,
      query_timeout: 5000,
      keepAlive: true,
      keepAliveInitialDelayMillis: 5000,
      application_name: 'sucharit-queue-listen',
    })
    const borrowers = new Set<EventEmitter>()
    function end() {
      if (shared?.client === client) shared = undefined
      // A connection that cannot say goodbye is gone already.
      client.end().catch(() => {})
    }
    function fail(error: unknown) {
      end()
      for (const borrower of borrowers) borrower.emit('error', error)
    }
    client.on('error', fail)
    client.on('notification', (heard) => {
      for (const borrower of borrowers) borrower.emit('notification', heard)
    })
    const connected: Promise<unknown> = client.connect().catch((error: unknown) => {
      end()
      throw error
    })
    return { client, borrowers, end, fail, free: connected }
  }

  return async () => {
    shared ??= open()
    const mine = shared
    // BullMQ listens a moment later: until then, an 'error' would end the process.
    const borrower = new EventEmitter().on('error', () => {})
    mine.borrowers.add(borrower)
    await mine.free
    return Object.assign(borrower, {
      // pg wants one statement at a time. One that fails ends the connection for all: who missed the 'error' hears it now.
      query(text: string, values?: unknown[]) {
        const answer = mine.free.then(() => mine.client.query(text, values))
        mine.free = answer.catch(mine.fail)
        return answer
      },
      release() {
        mine.borrowers.delete(borrower)
        if (mine.borrowers.size === 0) mine.end()
      },
    }) as unknown as PgPoolClient
  }
}
