import type { RequestHandler } from 'express'
import { isLoopbackHost } from './is-loopback-host.ts'

/**
 * Only pages of the simulator itself and programs on this machine may steer it. A foreign page that a developer has open can
 * reach 127.0.0.1 too: its Origin gives it away, and after DNS rebinding the Host header does.
 */
export const guardLocal: RequestHandler = (request, response, next) => {
  const { host = '', origin } = request.headers
  const url = `http://${host}`
  const isLocal = URL.canParse(url) && isLoopbackHost(new URL(url).hostname)
  const isOwnPage = origin === undefined || origin === url
  const isCrossSite = request.headers['sec-fetch-site'] === 'cross-site' && request.path.startsWith('/_sim')
  if (isLocal && isOwnPage && !isCrossSite) return next()
  response
    .status(403)
    .json({ code: 'NOT_LOCAL', message: 'The simulator is steered from this machine and its own page only.' })
}
