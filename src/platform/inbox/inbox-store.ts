import { createHmac, createSecretKey } from 'node:crypto'
import { calendarDay } from '../calendar-day.ts'
import type { Clock } from '../clock.ts'
import { DatabaseUnavailable, isDatabaseUnavailable, isDataRefused, toDatabaseError } from '../db/database-errors.ts'
import type { Database } from '../db/open-database.ts'
import type { Log } from '../log.ts'
import { seal } from '../secrets/seal.ts'
import type { Secrets } from '../secrets/secrets.ts'

export type InboxEntry = {
  /** Unique for ever: the sender's own event id. A second entry with it changes nothing. */
  id: string
  /** Where it happened: entries of one chat are handled in order. */
  chat: string
  happenedAt: Date
  payload: unknown
}

export type InboxStore = {
  /** Resolves when every entry is committed; rejects with DatabaseUnavailable when none may be. */
  store(entries: InboxEntry[]): Promise<void>
}

type Row = { id: string; lane: string; happenedAt: string; dayKey: string; payload: Buffer }
type Waiting = { rows: Row[]; done(): void; fail(error: unknown): void }

const maxRowsPerInsert = 500
const maxInsertsAtOnce = 2 // one being committed while the next fills: more only split the groups

const insertRows = {
  name: 'inbox-insert',
  text: `INSERT INTO inbox_event (id, lane, happened_at, day_key, payload)
         SELECT * FROM unnest($1::text[], $2::text[], $3::timestamptz[], $4::text[], $5::bytea[])
         ON CONFLICT (id) DO NOTHING`,
}

/**
 * Webhook events into inbox rows. Entries that arrive while an insert runs share the next one: one commit then carries
 * dozens of requests, which is what makes storing affordable (measured in docs/performance.md).
 */
export function createInboxStore(deps: {
  database: Database
  secrets: Secrets
  clock: Clock
  log: Log
  onStored(): void
}): InboxStore {
  const laneKey = createSecretKey(deps.secrets.lasting('lane'))
  const waiting: Waiting[] = []
  let running = 0

  function toRow(entry: InboxEntry): Row {
    const day = calendarDay(deps.clock.now())
    return {
      id: entry.id,
      lane: createHmac('sha256', laneKey).update(entry.chat).digest('hex').slice(0, 32),
      happenedAt: entry.happenedAt.toISOString(),
      dayKey: day,
      payload: seal(deps.secrets.dayKey(day), Buffer.from(JSON.stringify(entry.payload))),
    }
  }

  async function flush(): Promise<void> {
    if (running >= maxInsertsAtOnce || waiting.length === 0) return
    const group = takeGroup()
    running += 1
    try {
      await insert(group.flatMap((one) => one.rows))
      for (const one of group) one.done()
      deps.onStored()
    } catch (error) {
      if (isDatabaseUnavailable(error)) for (const one of group) one.fail(toDatabaseError(error))
      else await insertOneByOne(group)
    } finally {
      running -= 1
      void flush()
    }
  }

  function takeGroup(): Waiting[] {
    let rowCount = 0
    const end = waiting.findIndex((one) => {
      rowCount += one.rows.length
      return rowCount > maxRowsPerInsert
    })
    // A single request above the limit still goes, alone.
    return waiting.splice(0, end === -1 ? waiting.length : Math.max(end, 1))
  }

  /** One bad event must never fail its neighbours: it alone is left out, and said so by its id. Any other failure is a 503. */
  async function insertOneByOne(group: Waiting[]): Promise<void> {
    for (const one of group) {
      try {
        for (const row of one.rows) await insertOrSkip(row)
        one.done()
      } catch (error) {
        one.fail(new DatabaseUnavailable(error))
      }
    }
  }

  async function insertOrSkip(row: Row): Promise<void> {
    try {
      await insert([row])
    } catch (error) {
      if (!isDataRefused(error)) throw error
      deps.log.error(
        { code: (error as { code?: string }).code, eventId: row.id },
        'an event cannot be stored and is left out',
      )
    }
  }

  async function insert(rows: Row[]): Promise<void> {
    await deps.database.pool.query({
      ...insertRows,
      values: [
        rows.map((r) => r.id),
        rows.map((r) => r.lane),
        rows.map((r) => r.happenedAt),
        rows.map((r) => r.dayKey),
        rows.map((r) => r.payload),
      ],
    })
  }

  return {
    store(entries) {
      if (entries.length === 0) return Promise.resolve()
      return new Promise((done, fail) => {
        waiting.push({ rows: entries.map(toRow), done: () => done(), fail })
        void flush()
      })
    },
  }
}
