import type { z } from 'zod'
import { StartError } from '../errors.ts'

export type JobContext = {
  jobId: string
  /** Aborted when the process is stopping, or when another worker may have taken this job over: stop at the next safe point. */
  signal: AbortSignal
}

export type JobDefinition = {
  name: string
  payload: z.ZodType
  handler(payload: unknown, context: JobContext): Promise<void>
  /** How many of this job one process runs at a time. */
  concurrency: number
}

export type JobRegistry = {
  readonly names: readonly string[]
  /** Declares who does the job. The payload is parsed by `payload` again in the worker: a job may be older than this code. */
  handle<Schema extends z.ZodType>(
    name: string,
    payload: Schema,
    handler: (payload: z.output<Schema>, context: JobContext) => Promise<void>,
    options?: { concurrency?: number },
  ): void
  /** Throws StartError when a job has no handler or two, or a handler has no job. */
  verify(): void
  find(name: string): JobDefinition | undefined
}

/** The list of all jobs and, once every feature has registered, who does each. */
export function createJobRegistry(jobNames: readonly string[]): JobRegistry {
  const definitions = new Map<string, JobDefinition>()
  const doubled = new Set<string>()

  return {
    names: jobNames,
    handle(name, payload, handler, options = {}) {
      if (definitions.has(name)) doubled.add(name)
      definitions.set(name, {
        name,
        payload,
        // The runner calls this only with what `payload` itself has parsed.
        handler: handler as JobDefinition['handler'],
        concurrency: options.concurrency ?? 1,
      })
    },
    verify() {
      const missing = jobNames.filter((name) => !definitions.has(name))
      const unknown = [...definitions.keys()].filter((name) => !jobNames.includes(name))
      const problems = [
        ...missing.map(
          (name) => `Job "${name}" has no handler. Add jobs.handle("${name}", …) to its feature's jobs.ts.`,
        ),
        ...[...doubled].map((name) => `Job "${name}" has two handlers. Remove one jobs.handle("${name}", …).`),
        ...unknown.map(
          (name) => `Handler for unknown job "${name}". Add the name to the job list, or remove the handler.`,
        ),
      ]
      if (problems.length > 0) throw new StartError(problems.join(' '))
    },
    find: (name) => definitions.get(name),
  }
}
