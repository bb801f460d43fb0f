import { z } from 'zod'
import type { SweepSource } from '../../platform/outbox/create-sweeper.ts'
import type { JobRegistry } from '../../platform/queue/job-registry.ts'
import { settlePollJob, settlePollRequest } from './needs.ts'
import type { PollService } from './service.ts'

export const pollJobs = [settlePollJob] as const

const PollJob = z.strictObject({ pollId: z.uuid() })

export function registerPollJobs(jobs: JobRegistry, service: PollService): void {
  jobs.handle(settlePollJob, PollJob, ({ pollId }) => service.settle(pollId))
}

/** Polls that should open or close by now, whatever has become of their jobs. */
export function pollSweepSources(service: PollService): SweepSource[] {
  return [
    {
      name: 'polls due',
      findLost: async () => (await service.listDue()).map((pollId) => settlePollRequest(pollId)),
    },
  ]
}
