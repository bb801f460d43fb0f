import { z } from 'zod'
import type { SweepSource } from '../../platform/outbox/create-sweeper.ts'
import type { JobRegistry } from '../../platform/queue/job-registry.ts'
import type { createDrainService } from './drain-service.ts'
import { drainJob, drainRequest, startRunJob, startRunRequest } from './needs.ts'
import type { RunService } from './run-service.ts'

export const campaignJobs = [startRunJob, drainJob] as const

const RunJob = z.strictObject({ runId: z.uuid() })

export function registerCampaignJobs(
  jobs: JobRegistry,
  services: { runs: RunService; drains: ReturnType<typeof createDrainService> },
): void {
  jobs.handle(startRunJob, RunJob, ({ runId }) => services.runs.start(runId), { concurrency: 2 })
  jobs.handle(drainJob, RunJob, ({ runId }, { signal }) => services.drains.drain(runId, signal), { concurrency: 4 })
}

/** The jobs that rows say should exist now: whatever the queue has lost is rebuilt from these. */
export function campaignSweepSources(runs: RunService): SweepSource[] {
  return [
    { name: 'runs due', findLost: async () => (await runs.listDue()).map((run) => startRunRequest(run.id, run.dueAt)) },
    { name: 'deliveries due', findLost: async () => (await runs.listToDrain()).map(drainRequest) },
  ]
}
