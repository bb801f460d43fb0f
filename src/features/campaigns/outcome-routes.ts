import { outcomes } from '../../contracts/api/outcomes.ts'
import { allow, implementApi, type Writing } from '../../platform/http/api-guards.ts'
import type { ByHandService } from './by-hand-service.ts'
import type { CorrectionService } from './correction-service.ts'
import type { ReportService } from './report-service.ts'
import { showCampaign, showRun } from './routes.ts'
import type { LiveRun, RunReport } from './run-report.ts'
import type { StatisticsService } from './statistics-service.ts'

const api = implementApi(outcomes)

/** What became of a run, and the correction of what should not have gone out. */
export function createOutcomeRoutes(deps: {
  reports: ReportService
  statistics: StatisticsService
  corrections: CorrectionService
  byHand: ByHandService
  writing: Writing
}) {
  const { reports, statistics, corrections, byHand, writing } = deps
  return {
    get: api.get
      .use(allow('campaigns.read'))
      .handler(async ({ input, context }) => showLive(await reports.see(context.tx, input.id, context.locale))),
    report: api.report
      .use(allow('campaigns.read'))
      .handler(async ({ input, context }) => showReport(await reports.report(context.tx, input.id, context.locale))),
    lineStatistics: api.lineStatistics
      .use(allow('campaigns.read'))
      .handler(({ input, context }) => statistics.see(context.tx, input.id, context.locale)),
    export: api.export
      .use(allow('campaigns.read'))
      .handler(({ input, context }) => reports.exportReport(context.tx, input.id, input.format, context.locale)),
    exportList: api.exportList.use(allow('campaigns.read')).handler(({ input: { from, to, format }, context }) => {
      const period = { from: new Date(from), to: new Date(to), format }
      return reports.exportPeriod(context.tx, period, context.locale)
    }),
    recordByHand: api.recordByHand
      .use(allow('campaigns.edit'))
      .use(writing)
      .handler(async ({ input, context }) => showRun(await byHand.recordRun(context.tx, context.actor, input))),
    correct: api.correct
      .use(allow('campaigns.steer'))
      .use(allow('campaigns.edit'))
      .use(writing)
      .handler(async ({ input: { id, name, message }, context }) => {
        const draft = { name, messages: [message].flat() }
        const { campaign, cost } = await corrections.correct(context.tx, context.actor, id, draft)
        return { campaign: showCampaign(campaign), cost }
      }),
  }
}

function showLive(live: LiveRun) {
  const { reasonText, ratePerSecond, estimatedEndAt } = live
  return { ...showRun(live), reasonText, ratePerSecond, estimatedEndAt: estimatedEndAt?.toISOString() ?? null }
}

function showReport(report: RunReport) {
  const { run, name, tookMs, failed, unknown, skipped, waiting, links, receipts, byReply } = report
  return {
    ...showLive(report),
    name,
    isSilent: run.isSilent,
    tookMs,
    failed,
    unknown,
    skipped,
    waiting,
    byReply,
    links,
    receipts,
  }
}
