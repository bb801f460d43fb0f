import type { Tx } from '../../platform/db/open-database.ts'
import type { CampaignRow } from './campaign-repo.ts'
import { moveLateBatches } from './delivery-repo.ts'
import type { CampaignDeps } from './needs.ts'
import type { RunRow } from './run-repo.ts'
import * as runRows from './run-repo.ts'
import { sendingTime } from './schedule-rules.ts'

type Sending = Pick<RunRow, 'isTest' | 'ridesUntil'>

/** What is left of a run when the sending window closes: it waits for the opening and needs nobody. */
export function createWindowService(deps: Pick<CampaignDeps, 'clock' | 'database' | 'officeCalendar' | 'senderPool'>) {
  /** When a run that goes on may send: now, or at the next opening, with what its row says meanwhile. */
  async function goOn(tx: Tx, run: Sending, { isUrgent }: Pick<CampaignRow, 'isUrgent'>) {
    const now = deps.clock.now()
    // What waits for a word keeps the window by itself.
    const passes = run.isTest || run.ridesUntil !== null
    const at = passes ? now : sendingTime(isUrgent, now, await deps.officeCalendar(tx))
    return { at, row: at > now ? { reason: 'outside_window', dueAt: at } : { reason: null } }
  }

  /**
   * Before a drain claims anything. What has been tried is tried on whatever the hour, since its key dies after 23 h; the rest
   * moves to the opening, its batches at their distance.
   */
  async function keep(runId: string, { hasUntried }: { hasUntried: boolean }): Promise<void> {
    const { prisma } = deps.database
    const run = await runRows.findSending(prisma, runId)
    if (!run || (!hasUntried && run.reason === null)) return
    const { at, row } = await goOn(prisma, run, run.campaign)
    if (at > deps.clock.now()) await moveLateBatches(deps.senderPool, runId, { now: at, lateMs: 0 })
    if (row.reason !== run.reason || row.dueAt?.getTime() !== run.dueAt.getTime())
      await runRows.updateSending(prisma, runId, row)
  }

  return { goOn, keep }
}
