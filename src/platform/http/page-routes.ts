import express, { type Router } from 'express'
import { type ApiDocument, renderDocsPage } from './docs-page.ts'

/** A page made on the server, in Thai unless `?lang=en`, never cached: it says how things are now. */
export function createPageRoute(path: string, render: (locale: 'th' | 'en') => string | Promise<string>): Router {
  const router = express.Router()
  router.get(path, async (request, response) => {
    response
      .set('Cache-Control', 'no-store')
      .type('html')
      .send(await render(request.query.lang === 'en' ? 'en' : 'th'))
  })
  return router
}

/** The OpenAPI document and a page to read it. */
export function createDocsRoutes(deps: { prefix: string; document: () => Promise<unknown> }): Router {
  const router = express.Router()
  let made: Promise<unknown> | undefined
  // Takes a second, so it is made when it is first asked for.
  const findDocument = () => {
    made ??= deps.document()
    return made
  }
  router.get(`${deps.prefix}/openapi.json`, async (_request, response) => {
    response.json(await findDocument())
  })
  const pages = new Map<string, string>()
  const page = createPageRoute(`${deps.prefix}/docs`, async (locale) => {
    const html = pages.get(locale) ?? renderDocsPage((await findDocument()) as ApiDocument, locale)
    pages.set(locale, html)
    return html
  })
  return router.use(page)
}
