import type { SheetFormat } from '../../contracts/api/outcomes.ts'
import type { Locale } from '../../contracts/error-words.ts'
import { wordsForReason } from '../../contracts/outcome-words.ts'
import type { Tx } from '../../platform/db/open-database.ts'
import { AppError } from '../../platform/errors.ts'
import { writeSheet } from '../../platform/sheets/write-sheet.ts'
import type { CampaignDeps } from './needs.ts'
import * as repo from './report-repo.ts'
import * as rules from './report-rules.ts'
import { drawPeriod, drawReport } from './report-sheets.ts'
import type { LiveRun, RunReport } from './run-report.ts'

const longestPeriodMs = 400 * 86_400_000 // a year's report and a month
const mostRuns = 10_000

/** What became of runs: counts and reasons, never who. */
export function createReportService(deps: Pick<CampaignDeps, 'clock' | 'listClicks' | 'countReceipts'>) {
  async function see(tx: Tx, id: string, locale: Locale): Promise<LiveRun> {
    const found = await repo.findNamedRun(tx, id)
    if (!found) throw new AppError('NOT_FOUND', `There is no run ${id}.`, { status: 404 })
    const { run, progress } = found
    const now = deps.clock.now()
    const isMoving = run.state === 'sending'
    const settled = isMoving ? await repo.countSettledSince(tx, id, new Date(now.getTime() - rules.rateWindowMs)) : 0
    const ratePerSecond = rules.ratePerSecond(settled, run.startedAt, now)
    const lastBatchAt = isMoving && run.batchMs !== null ? await repo.findLastBatch(tx, id) : null
    const left =
      progress.total - progress.accepted - progress.failed - progress.unknown - progress.skipped - progress.byHand
    return {
      ...found,
      reasonText: run.reason === null ? null : wordsForReason(run.reason, locale),
      ratePerSecond,
      estimatedEndAt: isMoving ? rules.estimateEnd({ left, ratePerSecond, lastBatchAt }, now) : null,
    }
  }

  async function report(tx: Tx, id: string, locale: Locale): Promise<RunReport> {
    const live = await see(tx, id, locale)
    const counts = await repo.countOutcomes(tx, id)
    return {
      ...live,
      tookMs: rules.tookMs(live.run, deps.clock.now()),
      failed: rules.explain(counts, 'failed', locale),
      unknown: rules.explain(counts, 'unknown', locale),
      skipped: rules.explain(counts, 'skipped', locale),
      waiting: rules.explain(counts, 'planned', locale),
      byReply: await repo.countReplies(tx, id),
      links: await deps.listClicks(tx, id),
      receipts: { asked: live.asksReceipt, count: await deps.countReceipts(tx, id) },
    }
  }

  async function exportReport(tx: Tx, id: string, format: SheetFormat, locale: Locale): Promise<File> {
    return writeSheet(drawReport(await report(tx, id, locale), locale), { format, name: `run-${id}` })
  }

  /** @throws PERIOD_INVALID (422) when it ends before it begins, or is longer than 400 days. */
  async function exportPeriod(
    tx: Tx,
    { from, to, format }: { from: Date; to: Date; format: SheetFormat },
    locale: Locale,
  ): Promise<File> {
    const lengthMs = to.getTime() - from.getTime()
    if (lengthMs < 0 || lengthMs > longestPeriodMs)
      throw new AppError('PERIOD_INVALID', 'A period ends after it begins and has at most 400 days.', { status: 422 })
    const runs = await repo.listNamedRuns(tx, { from, to, atMost: mostRuns + 1 })
    if (runs.length > mostRuns)
      throw new AppError('PERIOD_INVALID', `More than ${mostRuns} runs: ask for a shorter period.`, { status: 422 })
    const now = deps.clock.now()
    const rows = runs.map((one) => ({ ...one, tookMs: rules.tookMs(one.run, now) }))
    return writeSheet(drawPeriod(rows, locale), { format, name: 'runs' })
  }

  return { see, report, exportReport, exportPeriod }
}

export type ReportService = ReturnType<typeof createReportService>
