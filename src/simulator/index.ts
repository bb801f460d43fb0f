import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type Clock, systemClock } from '../platform/clock.ts'
import { StartError } from '../platform/errors.ts'
import type { Log } from '../platform/log.ts'
import { createSimulatorApp } from './app.ts'
import type { LiffApp } from './liff-login.ts'
import { type Channel, createSimulation } from './simulation.ts'
import type { LoginChannel } from './web-login.ts'

export type SimulatorOptions = {
  /** 0: any free one. */
  port: number
  host?: '127.0.0.1'
  dataDir: string
  /** JSON `{ users, groups }` to begin with when nothing was ever recorded. */
  worldFile?: string | undefined
  channel: Channel
  /** The one LIFF app of its LINE Login channel. */
  liff?: LiffApp | undefined
  /** Its LINE Login channel, for signing in on web pages. */
  login?: LoginChannel | undefined
  webhookUrl: string
  /** The hosts whose LIFF pages the phone shows in a sheet, as they allow it. Left out: they open in windows. */
  sheetOrigins?: readonly string[]
  /** The built phone page. */
  webDir?: string | undefined
  log: Log
  clock?: Clock
}

/** A LINE platform on your own machine. Resolves when it listens; `close` stops everything it began. */
export async function startSimulator(options: SimulatorOptions): Promise<{ url: string; close(): Promise<void> }> {
  const { port, host = '127.0.0.1', log, clock = systemClock } = options
  const server = createServer()
  // Longer than any client keeps a connection: else a request meets a socket that is just being closed.
  server.keepAliveTimeout = 75_000
  // The port first: of two simulators started on one folder, the second must not touch the journal of the first.
  await listen(server, port, host)
  const simulation = openSimulation()
  server.on('request', createSimulatorApp(simulation, options))
  const url = `http://${host}:${(server.address() as AddressInfo).port}`
  log.info({ url }, 'The LINE simulator listens')

  function openSimulation() {
    try {
      return createSimulation({ ...options, clock })
    } catch (error) {
      server.close()
      throw error
    }
  }

  async function close() {
    const closed = new Promise<void>((resolve) => server.close(() => resolve()))
    // Event streams, held and hanging calls would keep the server open for ever.
    server.closeAllConnections()
    await closed
    simulation.close()
  }

  return { url, close }
}

function listen(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (cause: NodeJS.ErrnoException) => {
      const remedy = cause.code === 'EADDRINUSE' ? 'It is in use: set SIMULATOR_PORT to another.' : `${cause.code}.`
      reject(new StartError(`The LINE simulator cannot listen on port ${port}. ${remedy}`, { cause, mayPass: true }))
    })
    server.listen(port, host, resolve)
  })
}
