import type { JobRequest } from './queue.ts'

const longestId = 200

/** What would make the queue refuse this name or id, in words for the log; undefined when it is fine. */
export function findJobProblem(
  request: Pick<JobRequest, 'job' | 'jobId'>,
  jobNames?: readonly string[],
): string | undefined {
  const { job, jobId } = request
  if (jobNames !== undefined && !jobNames.includes(job))
    return `Unknown job "${job}". Add its name to the job registry.`
  if (jobId.length === 0 || jobId.length > longestId) return `A job id has 1 to ${longestId} characters (job "${job}").`
  // BullMQ numbers its own jobs with digits and splits its keys at ":".
  if (/^\d+$/.test(jobId)) return `The job id "${jobId}" is digits only. Put a word before it, such as "run-${jobId}".`
  if (jobId.includes(':')) return `The job id "${jobId}" holds ":". Use "-" instead.`
  return undefined
}
