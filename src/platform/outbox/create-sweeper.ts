import { advisoryLocks } from '../db/advisory-locks.ts'
import type { Database } from '../db/open-database.ts'
import type { Log } from '../log.ts'
import { createFailureLog } from '../queue/failure-log.ts'
import type { JobRequest, Queue } from '../queue/queue.ts'
import { type Loop, runRepeatedly } from './run-repeatedly.ts'

/** Who knows what must be done. Bounded (at most some thousand requests) and quick (under 5 s): it runs every two seconds. */
export type SweepSource = {
  name: string
  /** Jobs that the rows call for now, those already queued or running included: under the same ids they change nothing. */
  findLost(): Promise<readonly JobRequest[]>
}

export type Sweeper = { start(): void; stop(): Promise<void> }

/** Adds again what the rows call for, whatever has become of the jobs: a wiped Redis, a crash, a job given up after two stalls. */
export function createSweeper(needs: {
  database: Pick<Database, 'pool'>
  queue: Pick<Queue, 'add'>
  sources: readonly SweepSource[]
  everyMs?: number
  log: Log
}): Sweeper {
  const { database, queue, sources, everyMs = 2000, log } = needs
  const logFailure = createFailureLog(log, 'the sweeper failed, trying again')
  const watched = sources.map((source) => ({
    source,
    logLost: createFailureLog(log, `sweeping "${source.name}" failed, trying again`),
  }))
  let loop: Loop | undefined

  async function sweep(): Promise<void> {
    const failures: unknown[] = []
    for (const { source, logLost } of watched) {
      try {
        await queue.add(await source.findLost())
      } catch (error) {
        // One source that fails must not keep the others from being swept.
        logLost(error)
        failures.push(error)
      }
    }
    if (failures.length > 0) throw failures[0]
  }

  async function step(): Promise<'done'> {
    const client = await database.pool.connect()
    let isLost = true
    try {
      await client.query('begin')
      // Every worker process has a sweeper, one sweeps at a time. A frozen one loses its turn after 10 s.
      await client.query("set local idle_in_transaction_session_timeout = '10s'")
      const { rows } = await client.query<{ mine: boolean }>(
        `select pg_try_advisory_xact_lock(${advisoryLocks.sweeper}) as mine`,
      )
      try {
        if (rows[0]?.mine) await sweep()
      } finally {
        await client.query('commit')
        isLost = false
      }
    } finally {
      client.release(isLost)
    }
    return 'done'
  }

  return {
    start() {
      loop ??= runRepeatedly({ step, everyMs, onFailure: logFailure })
    },
    async stop() {
      await loop?.stop()
    },
  }
}
