import { once } from 'node:events'
import { connect, createServer, type Socket } from 'node:net'
import { createRandom } from './random.ts'

export type Direction = 'to-server' | 'to-client'

export type NetworkTrouble = {
  /** Every byte arrives so much later, in both directions. */
  delayMs?: number
  /** Of a hundred pieces that a client sends, so many end their connection with RST on both sides. */
  resetPercent?: number
  /** Nothing passes this way; what waits arrives when the trouble is over, as TCP sends it again. */
  silent?: Direction
  /** Connections that are open now stay silent for ever and nobody is told, as when a firewall has forgotten them; new ones work. */
  hasForgotten?: boolean
}

export type FaultProxy = {
  port: number
  setTrouble(trouble: NetworkTrouble): void
  /** How often a connection was cut. */
  resets(): number
  close(): Promise<void>
}

/** A bad network before a server on this machine: it listens on a free loopback port and passes everything on, as well as it is told to. */
export async function startFaultProxy(targetPort: number, seed = 1): Promise<FaultProxy> {
  const random = createRandom(seed)
  const sockets = new Set<Socket>()
  const forgotten = new WeakSet<Socket>()
  const held: { from: Socket; direction: Direction; send(): void }[] = []
  let trouble: NetworkTrouble = {}
  let resetCount = 0

  const server = createServer((client) => {
    const upstream = connect({ port: targetPort, host: '127.0.0.1', noDelay: true })
    client.setNoDelay(true)
    pass(client, upstream, 'to-server')
    pass(upstream, client, 'to-client')
  })

  function pass(from: Socket, to: Socket, direction: Direction): void {
    let lastDueAt = 0

    /** In the order of their coming, however the delay changes meanwhile. */
    function sendLater(send: () => void): void {
      const now = performance.now()
      lastDueAt = Math.max(lastDueAt, now + (trouble.delayMs ?? 0))
      if (lastDueAt <= now) send()
      else setTimeout(send, lastDueAt - now)
    }

    function deliver(send: () => void): void {
      if (forgotten.has(from)) return
      if (trouble.silent === direction) held.push({ from, direction, send: () => sendLater(send) })
      else sendLater(send)
    }

    sockets.add(from)
    from.on('data', (chunk) => {
      if (direction === 'to-server' && random() * 100 < (trouble.resetPercent ?? 0)) {
        resetCount += 1
        from.resetAndDestroy()
        to.resetAndDestroy()
        return
      }
      deliver(() => to.destroyed || to.write(chunk))
    })
    from.on('end', () => deliver(() => to.end()))
    from.on('error', () => deliver(() => to.resetAndDestroy())) // either end may go at any time: that is what is tried here
    from.on('close', () => {
      sockets.delete(from)
    })
  }

  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    port: (server.address() as { port: number }).port,
    setTrouble(next) {
      trouble = next
      if (next.hasForgotten) for (const socket of sockets) forgotten.add(socket)
      const freed = held.filter(({ direction }) => direction !== next.silent)
      held.splice(0, held.length, ...held.filter(({ direction }) => direction === next.silent))
      for (const { from, send } of freed) if (!forgotten.has(from)) send()
    },
    resets: () => resetCount,
    async close() {
      for (const socket of sockets) socket.destroy()
      server.close()
      await once(server, 'close')
    },
  }
}
