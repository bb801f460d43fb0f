import express, { type Express, type RequestHandler, type Router } from 'express'
import type { Log } from '../log.ts'
import { errorHandler } from './error-handler.ts'
import { notFound } from './not-found.ts'
import { requestId } from './request-id.ts'
import { securityHeaders } from './security-headers.ts'

export type AppParts = {
  routers: { at: string; handlers: readonly (Router | RequestHandler)[] }[]
  isHttps: boolean
  trustedProxies: string[]
  log: Log
}

/** The app as a value, without a port: tests call it, `startServer` gives it one. */
export function createApp(parts: AppParts): Express {
  const app = express()
  app.disable('x-powered-by')
  app.set('trust proxy', parts.trustedProxies)
  app.set('query parser', 'simple')
  app.use(requestId, securityHeaders({ isHttps: parts.isHttps }))
  for (const { at, handlers } of parts.routers) app.use(at, ...handlers)
  app.use(notFound, errorHandler(parts.log))
  return app
}
