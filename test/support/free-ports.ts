import { randomInt } from 'node:crypto'
import { createServer, type Server } from 'node:net'

// Below what Linux gives to whoever asks for any port (32768 and up, net.ipv4.ip_local_port_range): the database of a first start
// and every connection that goes out take one of those, and had taken one of ours before its server began.
const [lowest, beyond] = [20_000, 32_000]

/** Ports that were free a moment ago, all different. */
export async function findFreePorts(count: number): Promise<number[]> {
  const servers = await Promise.all(Array.from({ length: count }, listenSomewhere))
  const ports = servers.map((server) => (server.address() as { port: number }).port)
  await Promise.all(servers.map((server) => new Promise((done) => server.close(done))))
  return ports
}

async function listenSomewhere(): Promise<Server> {
  for (;;) {
    const server = await listen(randomInt(lowest, beyond))
    if (server) return server
  }
}

/** Undefined: somebody has this port. */
function listen(port: number): Promise<Server | undefined> {
  return new Promise((done, fail) => {
    const server = createServer()
    server.once('error', (error: NodeJS.ErrnoException) =>
      error.code === 'EADDRINUSE' ? done(undefined) : fail(error),
    )
    server.listen(port, '127.0.0.1', () => done(server))
  })
}
