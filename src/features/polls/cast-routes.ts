import express, { type Router } from 'express'
import { castBodyBytes } from '../../contracts/ballot-format.ts'
import { readRawBody } from '../../platform/http/read-raw-body.ts'
import type { CastService } from './cast-service.ts'

const accepted = { accepted: true }

/** The nameless host: page B, the keys, the casting and the board. No limit by address: a valid ballot is the limit. */
export function createCastRoutes({ service, pageDir }: { service: CastService; pageDir: string }): Router {
  const router = express.Router()
  router.get('/keys/:poll', async (request, response) => {
    response.json(await service.paper(request.params.poll))
  })
  router.get('/board/:poll', async (request, response) => {
    response.json(await service.board(request.params.poll))
  })
  router.post('/cast', readRawBody({ limitBytes: castBodyBytes }), async (request, response) => {
    await service.cast(request.body)
    response.json(accepted) // the same for everybody and every time
  })
  router.use(express.static(pageDir, { redirect: false, cacheControl: false, etag: false, lastModified: false }))
  return router
}
