import { PrismaPg } from '@prisma/adapter-pg'
import type pg from 'pg'
import { DatabaseUnavailable, toDatabaseError } from './database-errors.ts'
import { type Prisma, PrismaClient } from './generated/client.ts'
import { openPool, type PoolOptions } from './open-pool.ts'

export type Tx = Prisma.TransactionClient

export type TransactionOptions = { isolation?: Prisma.TransactionIsolationLevel; timeoutMs?: number }

export type Database = {
  prisma: PrismaClient
  /** The same connections, for the few hot statements where Prisma would cost too much. bigint arrives as string, bytea as Buffer. */
  pool: pg.Pool
  /** Everything inside is committed together or not at all. Throws DatabaseUnavailable when the database is away. */
  transaction<T>(work: (tx: Tx) => Promise<T>, options?: TransactionOptions): Promise<T>
  /** Answers within 2 s: nothing, or DatabaseUnavailable. */
  ping(): Promise<void>
  close(): Promise<void>
}

/** Connects on first use, so a database that is away does not stop this call. Prisma gives bigint as BigInt and bytea as Uint8Array. */
export function openDatabase(options: PoolOptions): Database {
  const { log } = options
  const pool = openPool(options)
  const adapter = new PrismaPg(pool, {
    // Said again beside open-pool.ts, so that a change there cannot leave the process without a listener. Never the error itself:
    // pg hangs the client on it, password included.
    onPoolError: ({ name }) => log.debug({ name }, 'the adapter saw a pool error'),
    onConnectionError: ({ name }) => log.debug({ name }, 'the adapter saw a connection error'),
  })
  const prisma = new PrismaClient({ adapter, errorFormat: 'minimal' })

  async function transaction<T>(work: (tx: Tx) => Promise<T>, settings: TransactionOptions = {}): Promise<T> {
    try {
      return await prisma.$transaction(work, {
        // 3 s to begin: one more than the pool's own wait, whose error says more. 10 s to finish.
        maxWait: 3000,
        timeout: settings.timeoutMs ?? 10_000,
        ...(settings.isolation && { isolationLevel: settings.isolation }),
      })
    } catch (error) {
      throw toDatabaseError(error)
    }
  }

  return {
    prisma,
    pool,
    transaction,
    ping: () => ping(pool),
    async close() {
      await prisma.$disconnect()
      await pool.end()
    },
  }
}

// The pool's own limits add up to 8 s with a server that hangs; a readiness probe wants its answer sooner.
async function ping(pool: pg.Pool): Promise<void> {
  const deadline = AbortSignal.timeout(2000)
  const late = new Promise<never>((_resolve, reject) => {
    deadline.addEventListener('abort', () => reject(new DatabaseUnavailable(deadline.reason)), { once: true })
  })
  try {
    await Promise.race([pool.query('SELECT 1'), late])
  } catch (error) {
    throw toDatabaseError(error)
  }
}
