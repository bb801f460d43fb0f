import { createHash } from 'node:crypto'
import type { Clock } from '../clock.ts'
import type { Database } from '../db/open-database.ts'
import type { Log } from '../log.ts'
import { type Loop, runRepeatedly } from '../outbox/run-repeatedly.ts'
import { createFailureLog } from '../queue/failure-log.ts'
import type { JobRequest, Queue } from '../queue/queue.ts'

export const inboxJob = 'inbox'

// A job costs the queue on PostgreSQL 2 ms, most of what an event costs it: what came in together goes on together.
export const eventsPerJob = 8

/** A job for these events, at most eventsPerJob. The same events make the same job. */
function inboxRequest(eventIds: string[]): JobRequest {
  const digest = createHash('sha256').update(eventIds.join()).digest('hex')
  return { job: inboxJob, jobId: `events-${digest.slice(0, 32)}`, payload: { eventIds } }
}

function inboxRequests(eventIds: string[]): JobRequest[] {
  const count = Math.ceil(eventIds.length / eventsPerJob)
  return Array.from({ length: count }, (_, n) => inboxRequest(eventIds.slice(n * eventsPerJob, (n + 1) * eventsPerJob)))
}

export type InboxRelay = { start(): void; wake(): void; stop(): Promise<void> }

const batchSize = 500

/** Tells the queue about stored events. A row is marked relayed only when the queue has its job; two relays share the rows. */
export function createInboxRelay(deps: {
  database: Database
  queue: Pick<Queue, 'add'>
  clock: Clock
  log: Log
}): InboxRelay {
  const logFailure = createFailureLog(deps.log, 'the inbox waits: its relay failed, trying again')
  let loop: Loop | undefined

  async function step(): Promise<'more' | 'done'> {
    const count = await deps.database.transaction(async (tx) => {
      const rows = await tx.$queryRaw<{ id: string }[]>`
        SELECT id FROM inbox_event
        WHERE state = 'stored' AND relayed_at IS NULL AND next_try_at <= greatest(${deps.clock.now()}::timestamptz, now())
        ORDER BY happened_at LIMIT ${batchSize} FOR UPDATE SKIP LOCKED`
      if (rows.length === 0) return 0
      const ids = rows.map(({ id }) => id)
      await deps.queue.add(inboxRequests(ids))
      await tx.$executeRaw`UPDATE inbox_event SET relayed_at = now() WHERE id = ANY(${ids}::text[])`
      return ids.length
    })
    return count === batchSize ? 'more' : 'done'
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

/** Events whose job was lost, and replies whose process died between the commit and the call. */
export function inboxSweepSource(deps: { database: Database; clock: Clock }): {
  name: string
  findLost(): Promise<JobRequest[]>
} {
  return {
    name: 'inbox events',
    async findLost() {
      const lostBefore = new Date(deps.clock.now().getTime() - 10_000)
      const rows = await deps.database.prisma.inboxEvent.findMany({
        where: { state: { in: ['stored', 'answering'] }, relayedAt: { lt: lostBefore } },
        select: { id: true },
        orderBy: { happenedAt: 'asc' },
        take: 500,
      })
      return rows.map(({ id }) => inboxRequest([id]))
    },
  }
}
