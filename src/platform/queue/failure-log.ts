import { codeOf } from '../describe-error.ts'
import type { Log } from '../log.ts'

export type LogFailure = (error: unknown) => void

/**
 * Warns of a failure that is tried again by itself, once per code and 10 s: while a server is away its clients report
 * several errors a second, all saying the same.
 */
export function createFailureLog(log: Log, message: string): LogFailure {
  const everyMs = 10_000
  const loggedAt = new Map<string, number>()
  return function logFailure(error) {
    const code = codeOf(error)
    const now = Date.now()
    if (now - (loggedAt.get(code) ?? 0) < everyMs) return
    loggedAt.set(code, now)
    log.warn({ err: error }, message)
  }
}
