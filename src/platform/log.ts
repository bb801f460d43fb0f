import { type DestinationStream, type Logger, pino } from 'pino'

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

/** JSON lines with UTC times. `destination` is for tests, which assert on what was logged. */
export function createLog(options: { level: string; destination?: DestinationStream }): Log {
  return pino(
    {
      level: options.level,
      base: { pid: process.pid },
      timestamp: pino.stdTimeFunctions.isoTime,
      redact: { paths: redactedPaths, censor: '[redacted]' },
    },
    options.destination ?? pino.destination({ sync: true }),
  )
}
