import type pg from 'pg'
import type { Clock } from '../clock.ts'
import { advisoryLocks } from '../db/advisory-locks.ts'
import type { Database } from '../db/open-database.ts'
import type { Log } from '../log.ts'
import { createFailureLog } from '../queue/failure-log.ts'
import { findJobProblem } from '../queue/find-job-problem.ts'
import type { Queue } from '../queue/queue.ts'
import { type Loop, runRepeatedly } from './run-repeatedly.ts'

export type Relay = {
  start(): void
  /** There may be new rows: look now instead of within a second. */
  wake(): void
  /** Finishes the batch in hand. */
  stop(): Promise<void>
}

export type RelayNeeds = {
  database: Pick<Database, 'pool'>
  queue: Pick<Queue, 'add' | 'jobNames'>
  log: Log
  clock: Clock
}

type OutboxRow = { id: string; job: string; job_id: string; payload: unknown }

const batchSize = 500

/**
 * Hands the rows of the outbox to the queue. A row is deleted in the transaction that claimed it and only after the queue has
 * the job: dying anywhere leaves the row, and the worst is a job handed over twice under the same id.
 */
export function createRelay(needs: RelayNeeds): Relay {
  const { database, log } = needs
  const logFailure = createFailureLog(log, 'the outbox waits: its relay failed, trying again')
  let loop: Loop | undefined

  async function step(): Promise<'more' | 'done'> {
    const client = await database.pool.connect()
    try {
      await client.query('begin')
      const count = await relayBatch(client, needs)
      await client.query('commit')
      client.release()
      return count > 0 ? 'more' : 'done'
    } catch (error) {
      await giveBack(client)
      throw error
    }
  }

  return {
    start() {
      loop ??= runRepeatedly({ step, everyMs: 1000, onFailure: logFailure })
    },
    wake: () => loop?.wake(),
    async stop() {
      await loop?.stop()
    },
  }
}

async function relayBatch(client: pg.PoolClient, { queue, clock, log }: RelayNeeds): Promise<number> {
  // A frozen relay would hold its rows and the lock for as long as it is frozen: PostgreSQL ends its session after 10 s.
  await client.query("set local idle_in_transaction_session_timeout = '10s'")
  // One relay at a time (the lock), else two of them would mix the order. `greatest`: a clock that runs behind the database's,
  // which stamps most rows, must not hold them back. Names unknown here belong to a newer release running beside this one.
  const { rows } = await client.query<OutboxRow>(
    `select id, job, job_id, payload from outbox_job
      where (select pg_try_advisory_xact_lock(${advisoryLocks.outboxRelay}))
        and due_at <= greatest($1::timestamptz, now()) and job = any($2::text[])
      order by id limit ${batchSize} for update skip locked`,
    [clock.now(), queue.jobNames],
  )
  if (rows.length === 0) return 0

  const requests = rows.flatMap(({ id, job, job_id: jobId, payload }) => {
    const problem = findJobProblem({ job, jobId })
    if (problem === undefined) return { job, jobId, payload }
    // enqueue() refuses such ids, so somebody wrote the row by hand. Kept, it would stop all others for ever.
    log.error({ outboxId: id, job, code: 'JOB_REFUSED' }, `outbox row dropped: ${problem}`)
    return []
  })
  await queue.add(requests)
  await client.query('delete from outbox_job where id = any($1::bigint[])', [rows.map(({ id }) => id)])
  return rows.length
}

async function giveBack(client: pg.PoolClient): Promise<void> {
  try {
    await client.query('rollback')
    client.release()
  } catch {
    // The connection is lost, and with it the transaction: nothing to undo.
    client.release(true)
  }
}
