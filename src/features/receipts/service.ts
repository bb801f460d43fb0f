import { createHmac } from 'node:crypto'
import { postbackData } from '../../bot/postback-data.ts'
import type { Locale } from '../../contracts/error-words.ts'
import type { Clock } from '../../platform/clock.ts'
import type { Tx } from '../../platform/db/open-database.ts'
import type { Retention } from '../../platform/retention.ts'
import type { Secrets } from '../../platform/secrets/secrets.ts'
import * as repo from './repo.ts'
import { fiscalYearOf, showCount } from './rules.ts'

export type ReceiptNeeds = {
  clock: Clock
  secrets: Secrets
  isRegistered(tx: Tx, lineUserId: string): Promise<boolean>
  findReader(tx: Tx, lineUserId: string): Promise<{ language: Locale }>
}

export const receiptPostback = 'receipt'

/**
 * รับทราบ: that so many have read a card, and never who. A mark is a keyed hash of run and person, which only keeps one person
 * from counting twice; with the key of the fiscal year destroyed it says nothing more.
 */
export function createReceiptService({ clock, secrets, isRegistered, findReader }: ReceiptNeeds) {
  /** What the button of a run carries. Makes the key of the year: from now on taps of this run can be counted. */
  function buttonData(runId: string): string {
    const year = fiscalYearOf(clock.now())
    secrets.yearKey(year)
    return postbackData(receiptPostback, { run: runId, year: String(year) })
  }

  async function acknowledge(
    tx: Tx,
    tap: { lineUserId: string; runId: string; year: number },
  ): Promise<'counted' | 'closed' | 'not_registered'> {
    const key = secrets.findYearKey(tap.year)
    if (!key) return 'closed'
    if (!(await isRegistered(tx, tap.lineUserId))) return 'not_registered'
    const mark = createHmac('sha256', key).update(`receipt\0${tap.runId}\0${tap.lineUserId}`).digest()
    await repo.insertMark(tx, tap.runId, mark)
    return 'counted'
  }

  const count = async (tx: Tx, runId: string) => showCount(await repo.countMarks(tx, runId))

  /** After the fiscal year's end: counts stay, marks go, and the key that made them. */
  const retention: Retention = {
    name: 'receipts',
    async apply(tx, now) {
      const year = fiscalYearOf(now)
      const yearBegan = new Date(`${year - 544}-10-01T00:00:00+07:00`)
      const folded = await repo.foldMarks(tx, yearBegan)
      secrets.destroyYearKeysBefore(year)
      return folded
    },
  }

  return { buttonData, acknowledge, count, retention, findReader }
}

export type ReceiptService = ReturnType<typeof createReceiptService>
