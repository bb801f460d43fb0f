import type { IncomingMessage } from 'node:http'

/** The simulator's own addresses, under both names of this machine: a page of one may lead to a page of the other. */
export function ownOrigins({ headers, socket }: IncomingMessage): string[] {
  const port = /:(\d+)$/.exec(headers.host ?? '')?.[1] ?? String(socket.localPort)
  return ['localhost', '127.0.0.1'].map((name) => `http://${name}:${port}`)
}
