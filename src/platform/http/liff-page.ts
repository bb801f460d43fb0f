import express, { type NextFunction, type Request, type RequestHandler, type Response, type Router } from 'express'
import { z } from 'zod'
import { AppError } from '../errors.ts'
import { allowFrames } from './allow-frames.ts'

// https://developers.line.biz/en/docs/liff/developing-liff-apps/: liff.init and the share target picker ask these hosts.
const lineHosts = 'https://api.line.me https://liff.line.me'

/**
 * A page that opens in LINE, with what it asks beside it. It may reach LINE, which the LIFF SDK needs, and nothing else; no address
 * differs from one person to the next. `opensPopups`: outside the app LINE's picker is a window of its own, which answers the page
 * that opened it. `frameHolders`: who may show it in a frame.
 */
export function createLiffPage(
  at: string,
  {
    pageDir,
    api,
    frameHolders,
    opensPopups = false,
  }: { pageDir: string; api: Router; frameHolders: readonly string[]; opensPopups?: boolean },
): Router {
  const router = express.Router()
  router.get(at, (request, response, next) => {
    // The page names its files relative to its folder.
    if (request.path.endsWith('/')) return next()
    response.redirect(308, `${at}/${request.url.slice(at.length)}`)
  })
  router.use(at, allowLine({ frameHolders, opensPopups }), api)
  router.use(at, express.static(pageDir, { redirect: false, cacheControl: false }))
  router.use(at, refuseBadInput)
  return router
}

const allowLine =
  ({ frameHolders, opensPopups }: { frameHolders: readonly string[]; opensPopups: boolean }): RequestHandler =>
  (_request, response, next) => {
    const policy = String(response.getHeader('Content-Security-Policy') ?? '')
    response.setHeader(
      'Content-Security-Policy',
      policy.replace("connect-src 'self'", `connect-src 'self' ${lineHosts}`),
    )
    allowFrames(response, frameHolders)
    if (opensPopups) response.setHeader('Cross-Origin-Opener-Policy', 'same-origin-allow-popups')
    response.setHeader('Cache-Control', 'no-store')
    next()
  }

/** The ID token of a request. @throws ID_TOKEN_INVALID (401) */
export function idTokenOf(request: Request): string {
  const token = /^Bearer (\S{1,4000})$/.exec(request.headers.authorization ?? '')?.[1]
  if (!token) throw new AppError('ID_TOKEN_INVALID', 'No ID token was sent.', { status: 401 })
  return token
}

/** A shape that is none of ours. What was sent is not echoed. */
function refuseBadInput(error: unknown, _request: Request, _response: Response, next: NextFunction): void {
  if (error instanceof z.ZodError) {
    const { path = [], message } = error.issues[0] ?? {}
    next(new AppError('BAD_REQUEST', `${path.join('.')}: ${message}`, { status: 400 }))
  } else next(error)
}
