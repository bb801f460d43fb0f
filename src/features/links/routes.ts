import express, { type Router } from 'express'
import { isOpening } from './rules.ts'
import type { LinkCounts } from './service.ts'

/** GET /r/<code>: counts, and leads on to the stored address alone. Nothing of who asks is read but whether it is a machine. */
export function createLinkRoutes(links: LinkCounts): Router {
  const router = express.Router()
  router.get('/r/:code', async (request, response, next) => {
    const opening = {
      method: request.method,
      userAgent: request.get('user-agent') ?? '',
      purpose: request.get('sec-purpose') ?? request.get('purpose') ?? '',
    }
    const url = await links.open(request.params.code, isOpening(opening))
    if (url === undefined) return next()
    // 302 and no-store: a cached redirect would not be counted.
    response.set('Cache-Control', 'no-store').redirect(302, url)
  })
  return router
}
