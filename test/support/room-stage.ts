import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import express, { type Response } from 'express'
import type { RoomState } from '../../src/contracts/room.ts'

const webDir = join(import.meta.dirname, '../../dist/web')

/** The built pages of a room before a stream that a test fills by hand: what they look like, without the product behind them. */
export async function openRoomStage() {
  let last: RoomState | undefined
  const streams = new Set<Response>()
  const app = express()
  app.get('/api/v1/rooms/:code/events', (_request, response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' })
    streams.add(response)
    response.on('close', () => streams.delete(response))
    if (last) response.write(eventOf(last))
  })
  app.use('/api', (_request, response) => void response.status(404).json({}))
  for (const page of ['screen', 'join']) {
    app.use(`/${page}/assets`, express.static(join(webDir, page, 'assets')))
    app.get(`/${page}/:code`, (_request, response) => response.sendFile(join(webDir, page, 'index.html')))
  }
  const server = app.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    show(state: RoomState) {
      last = { ...state, version: (last?.version ?? 0) + 1 }
      for (const stream of streams) stream.write(eventOf(last))
    },
    close() {
      server.closeAllConnections()
      server.close()
    },
  }
}

const eventOf = (state: RoomState) => `event: change\ndata: ${JSON.stringify(state)}\n\n`
