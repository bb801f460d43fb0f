import type { Tx } from '../../platform/db/open-database.ts'
import type { Writing } from '../../platform/http/api-guards.ts'
import type { JobRegistry } from '../../platform/queue/job-registry.ts'
import { createApprovalService } from './approval-service.ts'
import { createByHandService } from './by-hand-service.ts'
import { findStates } from './campaign-repo.ts'
import { createCorrectionService } from './correction-service.ts'
import { listCampaignsNaming } from './cost-repo.ts'
import { createCostService } from './cost-service.ts'
import { createDecisionService } from './decision-service.ts'
import { countRunsDone } from './digest-repo.ts'
import { createDraftService } from './draft-service.ts'
import { createDrainService } from './drain-service.ts'
import { countRecentDeliveries } from './failing-repo.ts'
import { campaignSweepSources, registerCampaignJobs } from './jobs.ts'
import { type CampaignDeps, startRunRequest } from './needs.ts'
import { createPlanService } from './plan-service.ts'
import * as recipientRows from './recipient-repo.ts'
import { areDeliveriesFailing } from './refusal-rules.ts'
import { createReportService } from './report-service.ts'
import { createRideService } from './ride-service.ts'
import * as runRows from './run-repo.ts'
import { createRunService, recipientRetention } from './run-service.ts'
import { createScheduleService } from './schedule-service.ts'
import { createSentService } from './sent-service.ts'
import { listSeriesUnderWay } from './series-repo.ts'
import { createStatisticsService } from './statistics-service.ts'
import { createSteeringService } from './steering-service.ts'
import { createTestSendService } from './test-send-service.ts'

export { campaignJobs } from './jobs.ts'

/** รายการส่ง: drafting, approving, planning and sending. */
export function createCampaigns(deps: CampaignDeps) {
  const schedules = createScheduleService(deps)
  const costs = createCostService(deps, schedules)
  const approvals = createApprovalService(deps)
  const drafts = createDraftService(deps)
  const decisions = createDecisionService(deps, { costs, approvals })
  const steering = createSteeringService(deps, schedules)
  const tests = createTestSendService(deps)
  const runs = createRunService(deps, schedules)
  const plans = createPlanService(deps, { schedules, approvals })
  const rides = createRideService(deps)
  const drains = createDrainService(deps, rides)
  const reports = createReportService(deps)
  const statistics = createStatisticsService(deps)
  const byHand = createByHandService(deps)
  const corrections = createCorrectionService(deps, runs)
  return {
    async routes(writing: Writing) {
      const { createCampaignRoutes } = await import('./routes.ts')
      const { createOutcomeRoutes } = await import('./outcome-routes.ts')
      const { campaigns, runs: ofRuns } = createCampaignRoutes({
        drafts,
        decisions,
        steering,
        tests,
        runs,
        schedules,
        writing,
      })
      return {
        campaigns,
        runs: { ...ofRuns, ...createOutcomeRoutes({ reports, statistics, corrections, byHand, writing }) },
      }
    },
    registerJobs: (jobs: JobRegistry) => registerCampaignJobs(jobs, { plans, schedules, drains, approvals }),
    sweepSources: campaignSweepSources({ plans, runs, schedules, approvals }),
    /** Drafts a campaign in another feature's transaction. */
    create: drafts.createForFeature,
    revise: drafts.revise,
    countRunsDone,
    listSent: createSentService(deps).listSent,
    listSeriesUnderWay,
    /** Records that an officer has sent an approved card from their own LINE. */
    recordByHand: byHand.recordRun,
    findStates,
    /** The calendar has changed: coming runs go where it puts them now. */
    moveRuns: schedules.moveRuns,
    /** Asks for a run to be started when it is due. */
    scheduleRun: (tx: Tx, runId: string, at: Date) => deps.enqueue(tx, [startRunRequest(runId, at)]),
    retention: recipientRetention,
    /** LINE messages that runs will still cost before a time. */
    countComingCosts: costs.countComing,
    /** Campaigns that name a saved audience and have not ended. */
    listCampaignsNaming,
    /** A chat that left, blocked or was erased gets nothing that has not been tried yet. */
    withdrawChat: recipientRows.withdrawChat,
    /** Erasure: rows keep their counts and forget the chat. */
    forgetChat: recipientRows.forgetChat,
    findLastSent: recipientRows.findLastSent,
    /** Somebody spoke in a group: a card that waits for it goes out under this token. */
    hear: rides.hear,
    /** Waits for what is under way. */
    close: rides.close,
    countRunsByState: () => runRows.countRunsByState(deps.database.prisma),
    /** Requests of the last hour that LINE did not take; 0 while they are too few of all for anybody to look. */
    async countFailing(): Promise<number> {
      const counts = await countRecentDeliveries(deps.database.prisma, deps.clock.now())
      return areDeliveriesFailing(counts) ? counts.failing : 0
    },
    /** After a restore: what may have gone out since the backup waits for a person. */
    settleRestored: runRows.holdRestored,
  }
}
