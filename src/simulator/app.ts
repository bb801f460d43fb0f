import type { IncomingMessage } from 'node:http'
import express, { type Express, type RequestHandler } from 'express'
import helmet from 'helmet'
import { createFontRoutes } from '../platform/http/font-routes.ts'
import type { Log } from '../platform/log.ts'
import { createControlRoutes } from './control-routes.ts'
import { guardLocal } from './guard-local.ts'
import { createLiffRoutes } from './liff-routes.ts'
import { createLineGate } from './line-gate.ts'
import { channelRoutes } from './line-routes/channel.ts'
import { contentRoutes } from './line-routes/content.ts'
import { groupRoutes } from './line-routes/groups.ts'
import { insightRoutes } from './line-routes/insight.ts'
import { loadingRoutes } from './line-routes/loading.ts'
import { loginRoutes } from './line-routes/login.ts'
import { peopleRoutes } from './line-routes/people.ts'
import { richMenuRoutes } from './line-routes/rich-menus.ts'
import { sendRoutes } from './line-routes/send.ts'
import { tokenRoutes } from './line-routes/tokens.ts'
import { validateRoutes } from './line-routes/validate.ts'
import { ownOrigins } from './own-origins.ts'
import type { Simulation } from './simulation.ts'
import { authorizePath, createWebLoginRoutes } from './web-login-routes.ts'

/** LINE's paths, the control routes and the phone page as one app without a port. */
export function createSimulatorApp(
  simulation: Simulation,
  options: { webDir?: string | undefined; log: Log },
): Express {
  const app = express()
  app.disable('x-powered-by')
  app.disable('etag')

  const endpoints = [
    richMenuRoutes,
    loadingRoutes,
    sendRoutes,
    validateRoutes,
    peopleRoutes,
    groupRoutes,
    channelRoutes,
    contentRoutes,
    insightRoutes,
    tokenRoutes,
    loginRoutes,
  ].flatMap((routes) => routes(simulation))
  const lineGate = createLineGate({ endpoints, ...simulation, log: options.log })
  app.use((request, response, next) => (isLinePath(request.path) ? lineGate(request, response, next) : next()))

  app.use(phoneHeaders(simulation.sheetOrigins))
  app.use(guardLocal)
  app.use(createFontRoutes())
  app.use(createLiffRoutes(simulation))
  app.use(createWebLoginRoutes(simulation))
  app.use('/_sim', createControlRoutes(simulation, options.log))
  if (options.webDir) app.use(express.static(options.webDir, { index: 'index.html', redirect: false }))
  else app.get('/', sayNotBuilt)
  // Whatever else is asked of LINE's hosts.
  app.use(lineGate)
  return app
}

// Looked at before the phone page's files, so that no call of the product waits for the disk.
const isLinePath = (path: string) => /^\/(?:v2|oauth2|bot)\//.test(path) && path !== authorizePath

function phoneHeaders(sheetOrigins: readonly string[]): RequestHandler {
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        // Cards carry pictures and films from wherever their author keeps them, as in LINE.
        imgSrc: ["'self'", 'data:', 'blob:', 'http:', 'https:'],
        mediaSrc: ["'self'", 'http:', 'https:'],
        fontSrc: ["'self'", 'data:'],
        // Flex asks for sizes and colours that only style attributes can give.
        styleSrc: ["'self'", "'unsafe-inline'"],
        frameSrc: sheetOrigins.length > 0 ? [sayOwnOrigins, ...sheetOrigins] : ["'none'"],
        objectSrc: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
      },
    },
    // Loopback speaks http; HSTS for localhost would break every other program on it.
    strictTransportSecurity: false,
    // The pictures of cards come from other origins.
    crossOriginEmbedderPolicy: false,
    frameguard: { action: 'deny' },
  })
}

const sayOwnOrigins = (request: IncomingMessage) => ownOrigins(request).join(' ')

const sayNotBuilt: RequestHandler = (_request, response) => {
  response.type('text/plain; charset=utf-8').send('The LINE simulator runs. Its phone page is not built.\n')
}
