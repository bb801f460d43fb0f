import type { Clock } from '../clock.ts'
import type { Database } from '../db/open-database.ts'
import type { Log } from '../log.ts'
import { type Loop, runRepeatedly } from '../outbox/run-repeatedly.ts'
import { createFailureLog } from '../queue/failure-log.ts'
import type { JobRequest, Queue } from '../queue/queue.ts'

export const inboxJob = 'inbox'

export const inboxRequest = (eventId: string): JobRequest => ({
  job: inboxJob,
  jobId: `event-${eventId}`,
  payload: { eventId },
})

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
      await deps.queue.add(rows.map((row) => inboxRequest(row.id)))
      await tx.$executeRaw`UPDATE inbox_event SET relayed_at = now() WHERE id = ANY(${rows.map((row) => row.id)}::text[])`
      return rows.length
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
      return rows.map((row) => inboxRequest(row.id))
    },
  }
}
