import express, { type Router } from 'express'

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

/** The OpenAPI document and a page to browse it, from files of our own packages only. */
export function createDocsRoutes(deps: {
  prefix: string
  document: () => Promise<unknown>
  assetsDir: string
}): Router {
  const router = express.Router()
  let document: Promise<unknown> | undefined
  router.get(`${deps.prefix}/openapi.json`, async (_request, response) => {
    document ??= deps.document()
    response.json(await document)
  })
  router.get(`${deps.prefix}/docs`, (_request, response) => {
    response.type('html').send(docsPage(deps.prefix))
  })
  router.get(`${deps.prefix}/docs/start.js`, (_request, response) => {
    response
      .type('js')
      .send(`SwaggerUIBundle({ url: '${deps.prefix}/openapi.json', dom_id: '#api', deepLinking: true })`)
  })
  router.use(`${deps.prefix}/docs`, express.static(deps.assetsDir, { index: false, maxAge: '1d' }))
  return router
}

const docsPage = (prefix: string) => `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Sucharit API</title>
<link rel="stylesheet" href="${prefix}/docs/swagger-ui.css">
<div id="api"></div>
<script src="${prefix}/docs/swagger-ui-bundle.js"></script>
<script src="${prefix}/docs/start.js"></script>
</html>
`
