import type { Request } from 'express'
import { AppError } from '../errors.ts'

/**
 * Refuses a change that a page of another site may have caused with our cookie. The browser says where it comes from: Origin
 * stands on every request that is not GET (Fetch standard §3.1), and a page cannot write it.
 * JSON alone is read, which no plain form can send.
 */
export function refuseForeignPages(request: Request, publicUrl: string): void {
  if (request.method === 'GET' || request.method === 'HEAD') return
  const isOurs = request.headers.origin === new URL(publicUrl).origin
  const site = request.headers['sec-fetch-site']
  if (!isOurs || (site !== undefined && site !== 'same-origin')) {
    throw new AppError('CROSS_SITE', 'The request comes from a page of another site.', { status: 403 })
  }
  const hasBody = request.headers['content-length'] !== undefined && request.headers['content-length'] !== '0'
  if (hasBody && !request.is('application/json')) {
    throw new AppError('UNSUPPORTED_MEDIA_TYPE', 'Send JSON as application/json.', { status: 415 })
  }
}
