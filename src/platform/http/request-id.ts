import { randomUUID } from 'node:crypto'
import type { NextFunction, Request, Response } from 'express'

/** Every answer carries X-Request-Id. A caller's own id is not taken over: it would let others write into our log lines. */
export function requestId(_request: Request, response: Response, next: NextFunction): void {
  response.locals.requestId = randomUUID()
  response.setHeader('X-Request-Id', response.locals.requestId)
  next()
}
