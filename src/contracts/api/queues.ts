import { z } from 'zod'
import { At, Id, PageQuery, pageOf, route } from './common.ts'

const count = z.number().int()

const JobQueue = z.object({
  job: z.string(),
  counts: z
    .object({ waiting: count, active: count, delayed: count })
    .nullable()
    .describe('null: the queue does not answer now'),
  failed: count.describe('given up and not yet done since'),
})

const FailedJob = z.object({
  id: Id,
  job: z.string(),
  code: z.string(),
  text: z.string().describe('what went wrong and what to do, in the language of the caller'),
  times: count,
  failedAt: At.describe('the last time'),
})

const byId = z.object({ id: Id })

/** The work behind the pages, for whoever looks after the service. What a job is about is not shown. */
export const queues = {
  list: route
    .route({
      method: 'GET',
      path: '/queues',
      summary: 'Work that waits, runs or was given up',
      tags: ['Administration'],
    })
    .output(z.object({ items: z.array(JobQueue), nextCursor: z.null() })),
  listFailed: route
    .route({
      method: 'GET',
      path: '/queues/failed',
      summary: 'Jobs that were given up, newest first',
      tags: ['Administration'],
    })
    .input(PageQuery)
    .output(pageOf(FailedJob)),
  retry: route
    .route({
      method: 'POST',
      path: '/queues/failed/{id}/retry',
      summary: 'Try a job again now',
      tags: ['Administration'],
    })
    .input(byId)
    .output(z.object({ queued: z.literal(true) })),
  remove: route
    .route({ method: 'DELETE', path: '/queues/failed/{id}', summary: 'Forget a failed job', tags: ['Administration'] })
    .input(byId)
    .output(z.object({ removed: z.literal(true) })),
}
