import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import express, { type Router } from 'express'
import { fontFamily, fontPath } from './html-page.ts'

/** The pages' own type, from our own host: nothing is loaded from elsewhere. */
export function createFontRoutes(): Router {
  const folder = dirname(createRequire(import.meta.url).resolve(`@fontsource/${fontFamily}/package.json`))
  const router = express.Router()
  router.use(fontPath, express.static(join(folder, 'files'), { index: false, immutable: true, maxAge: '365d' }))
  return router
}
