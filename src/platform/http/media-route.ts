import express, { type Router } from 'express'
import type { MediaStore } from '../media/media-store.ts'

/** GET /media/<sha256>.<ext>: the name is the content, so caches may keep it for ever. */
export function createMediaRoute(media: MediaStore): Router {
  const router = express.Router()
  router.get('/media/:name', async (request, response, next) => {
    const found = await media.find(request.params.name)
    if (!found) {
      next()
      return
    }
    response.set('Cache-Control', 'public, max-age=31536000, immutable')
    response.set('Cross-Origin-Resource-Policy', 'cross-origin') // LINE and the phone page load pictures from here
    response.type(found.contentType).send(found.bytes)
  })
  return router
}
