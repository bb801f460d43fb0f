import express, { type Router } from 'express'
import { z } from 'zod'
import { Id } from '../../contracts/api/common.ts'
import { AppError } from '../../platform/errors.ts'
import { createLiffPage, idTokenOf } from '../../platform/http/liff-page.ts'
import type { SharingService } from './service.ts'

const bodyLimit = '64kb' // a thousand groups are 39 kB

/** The page in LINE and what it asks. The officer's ID token is in the header, never in an address or a log. */
export function createSharePage({
  service,
  ...page
}: {
  service: SharingService
  pageDir: string
  frameHolders: readonly string[]
}): Router {
  const router = express.Router()
  router.get('/settings', async (_request, response) => {
    response.json(await service.settings())
  })
  router.get('/card', async (request, response) => {
    const asked = z.object({ card: Id, campaign: Id.optional() }).safeParse(request.query)
    if (!asked.success) throw new AppError('NOT_FOUND', 'The address names no card.', { status: 404 })
    response.json(await service.see(idTokenOf(request), asked.data))
  })
  router.post('/record', express.json({ limit: bodyLimit }), async (request, response) => {
    await service.record(idTokenOf(request), request.body)
    response.json({})
  })
  return createLiffPage('/liff/share', { ...page, opensPopups: true, api: router })
}
