import { z } from 'zod'
import type { Clock } from '../clock.ts'
import { hasSqlState } from '../db/database-errors.ts'
import type { Database, Tx } from '../db/open-database.ts'
import { AppError } from '../errors.ts'
import type { Log } from '../log.ts'
import type { Metrics } from '../metrics.ts'
import type { JobRegistry } from '../queue/job-registry.ts'
import { seal, unseal } from '../secrets/seal.ts'
import type { Secrets } from '../secrets/secrets.ts'
import { inboxJob } from './inbox-relay.ts'

/** Handles one event, which reached us then, in the given transaction. What it returns is the reply to send once the transaction is committed. */
export type HandleEvent = (payload: unknown, tx: Tx, receivedAt: Date) => Promise<EventOutcome>
export type EventOutcome = { kind: 'handled'; reply?: unknown } | { kind: 'skipped' }

/** Sends a reply made by HandleEvent. A next event of the chat may ask for it again meanwhile: the reply token refuses a second use. */
export type SendReply = (reply: unknown) => Promise<'accepted' | 'refused' | 'unclear'>

type InboxRow = {
  id: string
  state: 'stored' | 'answering'
  payload: Buffer | null
  reply: Buffer | null
  dayKey: string
  tryCount: number
  receivedAt: Date
  nextTryAt: Date
}

const maxTries = 5
// LINE takes a reply token for 1 minute after the event reached us, which was at happenedAt or later; older replies are not tried.
const replyWithinMs = 15 * 60_000

/** Works through the inbox, one chat at a time in the order things happened, each event's effects exactly once. */
export function createInboxWorker(deps: {
  database: Database
  secrets: Secrets
  clock: Clock
  log: Log
  metrics: Metrics
  handle: HandleEvent
  sendReply: SendReply
}) {
  const { database, clock, metrics } = deps

  /** Handles the event and whatever of its chat is due before it. An event that is done already changes nothing. */
  async function handleEvent(eventId: string): Promise<void> {
    for (;;) {
      const row = await takeNext(eventId)
      if (!row) return
      if (row.reply) await answer(row.id, row.reply)
      if (row.id === eventId) return
    }
  }

  /** A transaction that does not end well (it outlived its time, the commit was refused) counts as a try too: else it would be tried for ever. */
  async function takeNext(eventId: string): Promise<{ id: string; reply: unknown } | undefined> {
    let taken: InboxRow | undefined
    try {
      return await database.transaction((tx) =>
        handleNext(tx, eventId, (row) => {
          taken = row
        }),
      )
    } catch (error) {
      if (taken?.state === 'stored') await postpone(database.prisma, taken, error)
      throw error
    }
  }

  /** Commits the effects of the chat's oldest due event and says what is to be replied. */
  async function handleNext(
    tx: Tx,
    eventId: string,
    onTaken: (row: InboxRow) => void,
  ): Promise<{ id: string; reply: unknown } | undefined> {
    const row = await takeOldest(tx, eventId, clock.now())
    if (!row) return undefined
    onTaken(row)
    if (row.state === 'answering') {
      const reply = open(row, row.reply)
      if (reply === undefined) await finish(tx, row.id, 'failed', 'KEY_DESTROYED')
      return { id: row.id, reply }
    }
    return { id: row.id, reply: await settle(tx, row) }
  }

  async function settle(tx: Tx, row: InboxRow): Promise<unknown> {
    const payload = open(row, row.payload)
    if (payload === undefined) {
      await finish(tx, row.id, 'failed', 'KEY_DESTROYED')
      return undefined
    }
    const outcome = await handleOrPostpone(tx, row, payload)
    if (outcome?.kind !== 'handled' || outcome.reply === undefined) {
      if (outcome) await finish(tx, row.id, outcome.kind === 'handled' ? 'done' : 'skipped')
      return undefined
    }
    const reply = seal(deps.secrets.dayKey(row.dayKey), Buffer.from(JSON.stringify(outcome.reply)))
    await tx.$executeRaw`UPDATE inbox_event SET state = 'answering', payload = NULL, reply = ${reply} WHERE id = ${row.id}`
    return outcome.reply
  }

  /** A failing handler leaves nothing of itself behind; the event is tried again later, then set aside so that its chat goes on. */
  async function handleOrPostpone(tx: Tx, row: InboxRow, payload: unknown): Promise<EventOutcome | undefined> {
    await tx.$executeRaw`SAVEPOINT before_handling`
    try {
      return await deps.handle(payload, tx, row.receivedAt)
    } catch (error) {
      await tx.$executeRaw`ROLLBACK TO SAVEPOINT before_handling`
      await postpone(tx, row, error)
      return undefined
    }
  }

  async function postpone(tx: Tx, row: InboxRow, error: unknown): Promise<void> {
    const code = error instanceof AppError ? error.code : 'HANDLER_FAILED'
    // Planning a large run holds a lock for minutes: who blocks the account or asks to be erased meanwhile waits for it.
    const passes = hasSqlState(error, '55P03')
    const tryCount = passes ? row.tryCount : row.tryCount + 1
    deps.log.error({ err: error, code, eventId: row.id, tryCount }, 'an event could not be handled')
    if (tryCount >= maxTries) {
      await finish(tx, row.id, 'failed', code)
      return
    }
    metrics.inboxEvents.inc({ outcome: 'retried' })
    await tx.inboxEvent.updateMany({
      where: { id: row.id, state: 'stored', tryCount: row.tryCount },
      data: {
        tryCount,
        nextTryAt: new Date(clock.now().getTime() + 2000 * 2 ** row.tryCount),
        errorCode: code,
        relayedAt: null,
      },
    })
  }

  async function answer(eventId: string, reply: unknown): Promise<void> {
    const outcome = await deps.sendReply(reply)
    metrics.replies.inc({ outcome })
    await finish(database.prisma, eventId, 'done')
  }

  /** Blanks all that was said: what stays is the id, so that a redelivery is recognised for 30 days. */
  async function finish(tx: Tx, id: string, state: 'done' | 'skipped' | 'failed', errorCode?: string): Promise<void> {
    metrics.inboxEvents.inc({ outcome: state })
    await tx.inboxEvent.updateMany({
      where: { id },
      data: { state, payload: null, reply: null, lane: null, dayKey: null, errorCode: errorCode ?? null },
    })
  }

  function open(row: InboxRow, box: Buffer | null): unknown {
    const key = deps.secrets.findDayKey(row.dayKey)
    if (!key || !box) return undefined
    try {
      return JSON.parse(unseal(key, Buffer.from(box)).toString())
    } catch (error) {
      // Another key under the day's name (SECRETS_DIR lost or swapped): to throw would hold up this chat for a day.
      deps.log.error({ err: error, eventId: row.id }, 'an event cannot be opened with the key of its day')
      return undefined
    }
  }

  return { handleEvent }
}

/** The oldest open event of a chat, up to and including the given one, if it is due; waits until nobody else is at work on the chat. */
async function takeOldest(tx: Tx, eventId: string, now: Date): Promise<InboxRow | undefined> {
  const [oldest] = await tx.$queryRaw<InboxRow[]>`
    SELECT id, state::text, payload, reply, day_key AS "dayKey", try_count AS "tryCount", received_at AS "receivedAt",
      next_try_at AS "nextTryAt"
    FROM take_inbox_event(${eventId}, ${new Date(now.getTime() - replyWithinMs)}::timestamptz)`
  // Nothing passes an event that waits for its next try: a message would be answered after it was taken back.
  return oldest && oldest.nextTryAt <= now ? oldest : undefined
}

const InboxJob = z.strictObject({ eventId: z.string().max(80) })

export function registerInboxJob(jobs: JobRegistry, worker: { handleEvent(eventId: string): Promise<void> }): void {
  jobs.handle(inboxJob, InboxJob, ({ eventId }) => worker.handleEvent(eventId), { concurrency: 8 })
}
