import { z } from 'zod'
import type { SweepSource } from '../../platform/outbox/create-sweeper.ts'
import type { JobRegistry } from '../../platform/queue/job-registry.ts'
import type { ApprovalService } from './approval-service.ts'
import type { createDrainService } from './drain-service.ts'
import {
  approvalDueJob,
  approvalDueRequest,
  drainJob,
  drainRequest,
  planCampaignJob,
  planCampaignRequest,
  startRunJob,
  startRunRequest,
} from './needs.ts'
import type { PlanService } from './plan-service.ts'
import type { RunService } from './run-service.ts'
import type { ScheduleService } from './schedule-service.ts'

export const campaignJobs = [startRunJob, drainJob, planCampaignJob, approvalDueJob] as const

const RunJob = z.strictObject({ runId: z.uuid() })
const CampaignJob = z.strictObject({ campaignId: z.uuid() })

export function registerCampaignJobs(
  jobs: JobRegistry,
  services: {
    plans: PlanService
    schedules: ScheduleService
    drains: ReturnType<typeof createDrainService>
    approvals: ApprovalService
  },
): void {
  jobs.handle(startRunJob, RunJob, ({ runId }) => services.plans.start(runId), { concurrency: 2 })
  jobs.handle(drainJob, RunJob, ({ runId }, { signal }) => services.drains.drain(runId, signal), { concurrency: 4 })
  jobs.handle(planCampaignJob, CampaignJob, ({ campaignId }) => services.schedules.planMissing(campaignId))
  jobs.handle(approvalDueJob, CampaignJob, ({ campaignId }) => services.approvals.seeTo(campaignId))
}

/** The jobs that rows say should exist now: whatever the queue has lost is rebuilt from these. */
export function campaignSweepSources({
  plans,
  runs,
  schedules,
  approvals,
}: {
  plans: PlanService
  runs: RunService
  schedules: ScheduleService
  approvals: ApprovalService
}): SweepSource[] {
  return [
    {
      name: 'runs due',
      findLost: async () => (await plans.listDue()).map((run) => startRunRequest(run.id, run.dueAt)),
    },
    { name: 'deliveries due', findLost: async () => (await runs.listToDrain()).map(drainRequest) },
    {
      name: 'campaigns without a coming run',
      findLost: async () => (await schedules.listUnplanned()).map(planCampaignRequest),
    },
    {
      name: 'approvals due',
      findLost: async () => (await approvals.listDue()).map((id) => approvalDueRequest(id)),
    },
  ]
}
