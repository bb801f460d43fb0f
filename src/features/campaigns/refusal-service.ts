import type { CampaignDeps } from './needs.ts'
import * as recipientRows from './recipient-repo.ts'
import { countLastCalls } from './refusal-repo.ts'
import { isRefusedByLine } from './refusal-rules.ts'
import * as runRows from './run-repo.ts'

/**
 * Pauses a run that LINE keeps refusing, while something of it is left to save; a person looks and resumes. Judged from the
 * rows of all workers, so that two of them and a restart come to the same end. True when the caller is to stop.
 */
export function createRefusalWatch(deps: CampaignDeps) {
  return function pauseIfRefused(runId: string): Promise<boolean> {
    return deps.database.transaction(async (tx) => {
      const run = await runRows.lockRun(tx, runId)
      if (run?.state !== 'sending') return false
      const calls = await countLastCalls(tx, runId, run.resumedAt)
      if (!isRefusedByLine(calls) || !(await recipientRows.hasOpenDeliveries(tx, runId))) return false
      await runRows.updateRun(tx, runId, { state: 'paused', reason: 'refused_by_line' })
      deps.log.warn({ runId, calls }, 'LINE keeps refusing a run: it is paused until a person resumes it')
      return true
    })
  }
}
