import { existsSync } from 'node:fs'
import { join } from 'node:path'
import express, { type Request, type Router } from 'express'

const yearMs = 365 * 86_400_000

/**
 * The console: files of the build, and its one page for every address that a browser opens and nobody else answers.
 * On the demo's second name (127.0.0.1 for localhost) it sends people to the first: the cookie belongs to one of them, and
 * the nameless ballot host, which has the other, must never be sent it.
 */
export function createConsoleRoute(options: { webDir: string; publicUrl: string }): Router {
  const { host } = new URL(options.publicUrl)
  const page = join(options.webDir, 'index.html')
  const router = express.Router()
  router.use(
    '/assets',
    express.static(join(options.webDir, 'assets'), { index: false, immutable: true, maxAge: yearMs }),
  )
  router.get('{/*path}', (request, response, next) => {
    if (!wantsPage(request) || !existsSync(page)) {
      next()
      return
    }
    if (
      isLoopbackName(request.hostname) &&
      request.headers.host !== host &&
      isLoopbackName(new URL(options.publicUrl).hostname)
    ) {
      response.redirect(302, `${options.publicUrl}${request.url}`)
      return
    }
    response.set('Cache-Control', 'no-cache').sendFile(page)
  })
  return router
}

const isLoopbackName = (name: string) => name === 'localhost' || name === '127.0.0.1'

function wantsPage(request: Request): boolean {
  if (request.path === '/') return true // also to curl, which asks for anything
  return !request.path.startsWith('/api/') && (request.headers.accept ?? '').includes('text/html')
}
