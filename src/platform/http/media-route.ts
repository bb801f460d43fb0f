import express, { type Router } from 'express'
import type { MediaStore } from '../media/media-store.ts'

const yearMs = 365 * 86_400_000

/** GET /media/<sha256>.<ext>: the name is the content, so caches may keep it for ever. Streamed, and in ranges: iOS plays no clip without. */
export function createMediaRoute(media: MediaStore): Router {
  const router = express.Router()
  router.get('/media/:name', async (request, response, next) => {
    const found = await media.locate(request.params.name)
    if (!found) {
      next()
      return
    }
    response.set('Cross-Origin-Resource-Policy', 'cross-origin') // LINE and the phone page load pictures from here
    response.type(found.contentType)
    const options = { root: media.directory, maxAge: yearMs, immutable: true, etag: false, lastModified: false }
    response.sendFile(found.path, options, (error) => {
      // Gone half-way: there is nobody to tell. Before the first byte it is an error like any other.
      if (error && !response.headersSent) next(error)
    })
  })
  return router
}
