import { existsSync } from 'node:fs'
import { join } from 'node:path'
import express, { type Router } from 'express'

/**
 * A page that Vite built: its files, whose names change with what is in them, and the one document for every address under
 * `/<name>/`, which reads from its address what to show.
 */
export function createBuiltPage(name: string, folder: string): Router {
  const document = join(folder, 'index.html')
  const router = express.Router()
  router.use(
    `/${name}/assets`,
    express.static(join(folder, 'assets'), { index: false, immutable: true, maxAge: '365d' }),
  )
  router.get(`/${name}`, (_request, response, next) => {
    // The document names its files relative to /<name>/.
    if (response.req.path.endsWith('/')) next()
    else response.redirect(308, `/${name}/`)
  })
  router.get(`/${name}{/:of}`, (_request, response) => {
    response.set('Cache-Control', 'no-store')
    if (existsSync(document)) response.sendFile(document, { cacheControl: false })
    else response.status(503).type('text').send('This page is not built. Run: npm run build\n')
  })
  return router
}
