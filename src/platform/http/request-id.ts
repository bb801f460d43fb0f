import type { NextFunction, Request, Response } from 'express'
import { v7 as uuidv7 } from 'uuid'

/** Every answer carries X-Request-Id. A caller's own id is not taken over: it would let others write into our log lines. */
export function requestId(_request: Request, response: Response, next: NextFunction): void {
  response.locals.requestId = uuidv7()
  response.setHeader('X-Request-Id', response.locals.requestId)
  next()
}
