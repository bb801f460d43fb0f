import type { NextFunction, Request, Response } from 'express'
import { AppError } from '../errors.ts'

/**
 * Puts the raw bytes into `request.body`. In place of express.raw, which answers a body above the limit only once it has read
 * all of it (seen: a chunked body without an end holds its 413 back until the request times out).
 * Nothing is ever inflated: a compressed body is refused. Node discards what still comes after the answer.
 */
export function readRawBody(options: { limitBytes: number }) {
  return (request: Request, _response: Response, next: NextFunction): void => {
    const encoding = request.headers['content-encoding']
    if (encoding !== undefined && encoding !== 'identity') {
      throw new AppError('UNSUPPORTED_MEDIA_TYPE', 'The body is compressed. Send it as it is.', { status: 415 })
    }
    if (Number(request.headers['content-length'] ?? 0) > options.limitBytes) throw tooLarge(options.limitBytes)

    const chunks: Buffer[] = []
    let size = 0
    const stop = (error?: AppError) => {
      request.off('data', take).off('end', finish).off('error', abort)
      if (error) request.on('error', () => {}) // it is answered; whether the rest arrives no longer matters
      next(error)
    }
    const take = (chunk: Buffer) => {
      size += chunk.length
      if (size > options.limitBytes) stop(tooLarge(options.limitBytes))
      else chunks.push(chunk)
    }
    const finish = () => {
      request.body = chunks.length === 1 ? chunks[0] : Buffer.concat(chunks)
      stop()
    }
    const abort = (cause: Error) =>
      stop(new AppError('REQUEST_ABORTED', 'The sender left before the body was complete.', { status: 400, cause }))
    request.on('data', take).on('end', finish).on('error', abort)
  }
}

function tooLarge(limitBytes: number): AppError {
  return new AppError('PAYLOAD_TOO_LARGE', `The body is larger than ${limitBytes} bytes.`, { status: 413 })
}
