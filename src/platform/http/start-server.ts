import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Express } from 'express'
import { StartError } from '../errors.ts'

export type Server = { port: number; close(): Promise<void> }

// Slow and idle clients are cut off: headers in 10 s, the whole request in 30 s, 65 s between requests
// (above the 60 s that proxies keep a connection, so that it is never we who close under a request).
const limits = {
  headersTimeout: 10_000,
  requestTimeout: 30_000,
  keepAliveTimeout: 65_000,
  connectionsCheckingInterval: 5_000,
}
const closeWithinMs = 8_000

/**
 * Gives an app its port. `close` takes no new connection, lets running requests end, asks busy clients to leave with their
 * next answer, and cuts what is left after 8 s.
 */
export async function startServer(
  app: Express,
  options: { port: number; host?: string; variable: string },
): Promise<Server> {
  let isClosing = false
  const server = createServer(limits)
  server.on('request', (_request, response) => {
    // A client that never pauses would hold the stop for all of the 8 s on its kept connection (seen).
    if (isClosing) response.setHeader('Connection', 'close')
  })
  server.on('request', app)
  server.maxHeadersCount = 100
  await new Promise<void>((done, fail) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const refused = error.code === 'EADDRINUSE' || error.code === 'EACCES'
      fail(
        refused
          ? new StartError(
              `Port ${options.port} cannot be used (${error.code}). Set ${options.variable} to a free port.`,
              { cause: error, mayPass: true },
            )
          : error,
      )
    })
    server.listen(options.port, options.host, done)
  })
  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise((done) => {
        isClosing = true
        const cut = setTimeout(() => server.closeAllConnections(), closeWithinMs)
        server.close(() => {
          clearTimeout(cut)
          done()
        })
        server.closeIdleConnections()
      }),
  }
}
