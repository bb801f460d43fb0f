import express, { type Router } from 'express'
import { z } from 'zod'
import { renderCardPage, renderNoCardPage } from './card-page.ts'
import type { PictureService } from './service.ts'

/** GET /c/<card>: what the QR code of a printed sheet opens. Asked anew each time, so that a retired card is gone at once. */
export function createCardPages(service: Pick<PictureService, 'findPrinted'>): Router {
  const router = express.Router()
  router.get('/c/:id', async (request, response) => {
    const id = z.uuid().safeParse(request.params.id)
    const card = id.success ? await service.findPrinted(id.data) : undefined
    response
      .status(card ? 200 : 404)
      .set({ 'Cache-Control': 'no-cache', 'X-Robots-Tag': 'noindex' })
      .type('html')
      .send(card ? renderCardPage(card) : renderNoCardPage())
  })
  return router
}
