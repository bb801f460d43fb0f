import { isDeepStrictEqual } from 'node:util'
import type { JobSchedulerJson } from 'bullmq'
import type { BullQueue } from './bull-driver.ts'
import { jobOptions } from './job-options.ts'
import type { ScheduleRequest } from './queue.ts'

/** Declares the schedule unless the queue has it so already: declaring anew would move its next run. */
export async function ensureSchedule(queue: BullQueue, request: ScheduleRequest): Promise<void> {
  const known = await queue.getJobScheduler(request.key)
  if (known !== undefined && isAsRequested(known, request) && !(await isDead(queue, known))) return
  const repeat = 'everyMs' in request ? { every: request.everyMs } : { pattern: request.pattern, tz: request.timeZone }
  await queue.upsertJobScheduler(request.key, repeat, { name: request.job, data: request.payload, opts: jobOptions() })
}

function isAsRequested(known: JobSchedulerJson, request: ScheduleRequest): boolean {
  const isSameTime =
    'everyMs' in request
      ? known.every === request.everyMs
      : known.pattern === request.pattern && known.tz === request.timeZone
  return isSameTime && isDeepStrictEqual(known.template?.data ?? {}, request.payload)
}

// A schedule lives on by its next job. When that is lost (Redis restored from an older snapshot) nothing would ever run it again.
// 60 s: a job that is merely late is still in the queue, and replacing it would skip the run.
async function isDead(queue: BullQueue, known: JobSchedulerJson): Promise<boolean> {
  if (typeof known.next !== 'number' || known.next > Date.now() - 60_000) return false
  const counts = await queue.getJobCounts('waiting', 'active', 'delayed')
  return Object.values(counts).every((count) => count === 0)
}
