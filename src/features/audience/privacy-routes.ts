import express, { type Router } from 'express'
import type { AudienceDeps } from './needs.ts'
import { renderNoticePage } from './notice-page.ts'

/** GET /privacy: the notice in force, in Thai unless ?lang=en. */
export function createPrivacyRoutes(deps: Pick<AudienceDeps, 'database' | 'noticeFacts'>): Router {
  const router = express.Router()
  router.get('/privacy', async (request, response) => {
    const locale = request.query.lang === 'en' ? 'en' : 'th'
    const page = renderNoticePage(locale, await deps.noticeFacts(deps.database.prisma))
    response.set('Cache-Control', 'no-cache').type('html').send(page)
  })
  return router
}
