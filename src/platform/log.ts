import { type DestinationStream, type Logger, pino } from 'pino'
import { describeError } from './describe-error.ts'

export type Log = Logger

// A last net, not a licence: nothing below may be logged on purpose (PDPA, and a vote is never logged at all).
const redactedPaths = [
  'authorization',
  'password',
  'secret',
  'token',
  'replyToken',
  'userId',
  'lineUserId',
  'text',
  'payload',
  'to',
  'req.headers',
  'err.request',
  'err.config',
].flatMap((path) => [path, `*.${path}`])

/** JSON lines with UTC times, to stdout; `destination` for a command, whose stdout is its answer, and for tests. */
export function createLog(options: { level: string; destination?: DestinationStream }): Log {
  return pino(
    {
      level: options.level,
      base: { pid: process.pid },
      timestamp: pino.stdTimeFunctions.isoTime,
      // An error's own properties may hold a row's values (PostgreSQL's detail) or a whole request: only what describes it is kept.
      serializers: { err: describeError },
      redact: { paths: redactedPaths, censor: '[redacted]' },
    },
    options.destination ?? pino.destination({ sync: true }),
  )
}
