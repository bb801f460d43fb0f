import { z } from 'zod'
import type { SweepSource } from '../../platform/outbox/create-sweeper.ts'
import type { JobRegistry } from '../../platform/queue/job-registry.ts'
import type { MessageService } from './message-service.ts'
import { tellOfficerJob, tellOfficerRequest } from './needs.ts'

export const officerJobs = [tellOfficerJob] as const

const MessageJob = z.strictObject({ messageId: z.uuid() })

export function registerOfficerJobs(jobs: JobRegistry, { send }: MessageService): void {
  jobs.handle(tellOfficerJob, MessageJob, ({ messageId }) => send(messageId), { concurrency: 2 })
}

export function officerSweepSources({ listDue }: MessageService): SweepSource[] {
  return [
    {
      name: 'officers to tell',
      findLost: async () => (await listDue()).map((id) => tellOfficerRequest(id)),
    },
  ]
}
