import express, { type NextFunction, type Request, type Response, type Router } from 'express'
import { z } from 'zod'
import { AppError } from '../../platform/errors.ts'
import type { DrawService } from './draw-service.ts'

const bodyLimit = '32kb' // 20 ballots of 3,072 bits and an ID token are 16 kB

/**
 * Page A and what it asks: who may draw, and the drawing. The page may reach LINE, which the LIFF SDK needs, and nothing else.
 * No answer of these is kept anywhere, and no address differs from one person to the next.
 */
export function createDrawRoutes({ service, pageDir }: { service: DrawService; pageDir: string }): Router {
  const router = express.Router()
  const json = express.json({ limit: bodyLimit })
  router.use('/liff', allowLine)
  router.get('/liff/settings', async (_request, response) => {
    response.json(await service.settings())
  })
  router.get('/liff/polls', async (request, response) => {
    response.json(await service.listPolls(bearerOf(request)))
  })
  router.post('/liff/draw', json, async (request, response) => {
    response.json(await service.draw(request.body))
  })
  router.use('/liff', express.static(pageDir, { redirect: false, cacheControl: false }))
  router.get('/liff', (_request, response) => response.redirect(308, '/liff/'))
  router.use('/liff', refuseBadInput)
  return router
}

function bearerOf(request: Request): string {
  const token = /^Bearer (\S{1,4000})$/.exec(request.headers.authorization ?? '')?.[1]
  if (!token) throw new AppError('ID_TOKEN_INVALID', 'No ID token was sent.', { status: 401 })
  return token
}

// https://developers.line.biz/en/docs/liff/developing-liff-apps/: liff.init asks these two hosts.
const lineHosts = 'https://api.line.me https://liff.line.me'

function allowLine(_request: Request, response: Response, next: NextFunction): void {
  const policy = String(response.getHeader('Content-Security-Policy') ?? '')
  response.setHeader('Content-Security-Policy', policy.replace("connect-src 'self'", `connect-src 'self' ${lineHosts}`))
  response.setHeader('Cache-Control', 'no-store')
  next()
}

/** A shape that is none of ours. What was sent is not echoed. */
function refuseBadInput(error: unknown, _request: Request, _response: Response, next: NextFunction): void {
  if (error instanceof z.ZodError) {
    const { path = [], message } = error.issues[0] ?? {}
    next(new AppError('BAD_REQUEST', `${path.join('.')}: ${message}`, { status: 400 }))
  } else next(error)
}
