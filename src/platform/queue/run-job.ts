import { type Job, UnrecoverableError } from 'bullmq'
import { codeOf } from '../describe-error.ts'
import type { Log } from '../log.ts'
import type { JobDefinition } from './job-registry.ts'

export type JobRunner = {
  isBusy(): boolean
  run(job: Job): Promise<void>
  /** Asks the running handlers to stop soon; all of them when no ids are given. */
  abort(reason: string, jobIds?: readonly string[]): void
}

/**
 * Between BullMQ and a handler. BullMQ stores the message and stack of what a job throws and writes it to its event
 * stream: it is given a code and nothing else, and the log gets what may be logged.
 */
export function createJobRunner(definition: JobDefinition, log: Log): JobRunner {
  const { name, payload, handler } = definition
  const running = new Map<string, AbortController>()

  return {
    isBusy: () => running.size > 0,
    async run(job) {
      const jobId = job.id ?? ''
      const parsed = payload.safeParse(job.data)
      if (!parsed.success) {
        const issues = parsed.error.issues.map(({ path, code }) => ({ path: path.join('.'), code }))
        log.error(
          { job: name, jobId, code: 'JOB_PAYLOAD_REFUSED', issues },
          'job dropped: its payload does not fit this version',
        )
        throw new UnrecoverableError('JOB_PAYLOAD_REFUSED')
      }
      const controller = new AbortController()
      running.set(jobId, controller)
      try {
        await handler(parsed.data, { jobId, signal: controller.signal })
      } catch (error) {
        log.error({ job: name, jobId, err: error }, 'job failed')
        throw new Error(codeOf(error))
      } finally {
        running.delete(jobId)
      }
    },
    abort(reason, jobIds = [...running.keys()]) {
      for (const jobId of jobIds) running.get(jobId)?.abort(new Error(reason))
    },
  }
}
