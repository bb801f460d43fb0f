import type { NextFunction, Request, Response } from 'express'
import { wordsForError } from '../../contracts/error-words.ts'
import { toRequestError } from '../db/database-errors.ts'
import { AppError } from '../errors.ts'
import type { Log } from '../log.ts'
import { requestLocale } from './request-locale.ts'
import { createSecurityLog, isRefusal, routeOf } from './security-log.ts'

const byHttpStatus: Record<number, string> = {
  400: 'BAD_REQUEST',
  408: 'REQUEST_TIMEOUT',
  413: 'PAYLOAD_TOO_LARGE',
  415: 'UNSUPPORTED_MEDIA_TYPE',
}

/** The one place outside the API where an error becomes an answer: code and words, never a stack. */
export function errorHandler(log: Log) {
  const securityLog = createSecurityLog(log)
  return (error: unknown, request: Request, response: Response, next: NextFunction): void => {
    const { code, status } = describe(error)
    const { requestId, actorId: actor, who } = response.locals
    if (status >= 500) log.error({ err: error, requestId, code }, 'request failed')
    if (isRefusal(status)) securityLog.refused({ requestId, code, actor, who, route: routeOf(request) })
    if (response.headersSent) {
      next(error)
      return
    }
    response
      .status(status)
      .json({ defined: false, code, status, message: wordsForError(code, status, requestLocale(request)) })
  }
}

function describe(thrown: unknown): { code: string; status: number } {
  // body-parser and express.static throw http-errors, which carry the status to answer with. They are asked first: of a
  // sender that left (ECONNABORTED) the database knows nothing.
  const status = (thrown as { status?: unknown } | undefined)?.status
  if (!(thrown instanceof AppError) && typeof status === 'number' && status >= 400 && status < 500)
    return { code: byHttpStatus[status] ?? 'BAD_REQUEST', status }
  const error = toRequestError(thrown)
  if (error instanceof AppError) return { code: error.code, status: error.status }
  return { code: 'INTERNAL_SERVER_ERROR', status: 500 }
}
