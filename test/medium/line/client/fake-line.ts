import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

export type Seen = { method: string; path: string; headers: IncomingMessage['headers']; body: string }
export type Behaviour = (request: Seen, response: ServerResponse) => void

/** A bare HTTP server that notes what it was asked and behaves as told; the last behaviour stays. */
export async function startFakeLine() {
  const seen: Seen[] = []
  let behaviours: Behaviour[] = []
  let cutCount = 0
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    response.on('close', () => {
      if (!response.writableFinished) cutCount += 1
    })
    for await (const chunk of request) chunks.push(chunk)
    const { method = '', url = '', headers } = request
    seen.push({ method, path: url, headers, body: Buffer.concat(chunks).toString() })
    const behave = behaviours.length > 1 ? behaviours.shift() : behaviours[0]
    behave?.(seen.at(-1)!, response)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    seen,
    /** Connections that the client closed before its answer was complete. */
    cutCount: () => cutCount,
    behave(...next: Behaviour[]) {
      behaviours = next
    },
    async stop() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

let requestCount = 0

export function answer(status: number, body: unknown, headers: Record<string, string> = {}): Behaviour {
  return (_, response) => {
    requestCount += 1
    response.writeHead(status, {
      'content-type': 'application/json',
      'x-line-request-id': `req-${requestCount}`,
      ...headers,
    })
    response.end(typeof body === 'string' ? body : JSON.stringify(body))
  }
}

export const hang: Behaviour = () => undefined
export const reset: Behaviour = (_, response) => {
  response.socket?.resetAndDestroy()
}
/** Headers at once, then a byte of the body now and then, without end. */
export const slowBody: Behaviour = (_, response) => {
  response.writeHead(200, { 'content-type': 'application/json' })
  const timer = setInterval(() => response.write(' '), 20)
  response.on('close', () => clearInterval(timer))
}
/** Promises more bytes than it sends. */
export const cutBody: Behaviour = (_, response) => {
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': '1000' })
  response.write('{"sentMessages":', () => response.socket?.destroy())
}
