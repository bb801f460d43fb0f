import { once } from 'node:events'
import { connect, type Socket } from 'node:net'

/** Milliseconds by how often: millions of samples, which no array should hold. */
export type Lags = { add(ms: number): void; percentile(share: number): number; count(): number }

const longestMs = 60_000

export function createLags(): Lags {
  const counts = new Uint32Array(longestMs + 1)
  let total = 0
  return {
    add(ms) {
      counts[Math.min(longestMs, Math.max(0, Math.ceil(ms)))]! += 1
      total += 1
    },
    percentile(share) {
      let seen = 0
      for (let ms = 0; ms <= longestMs; ms += 1) {
        seen += counts[ms] as number
        if (seen >= total * share && seen > 0) return ms
      }
      return longestMs
    },
    count: () => total,
  }
}

const marker = Buffer.from('"answered":')

/**
 * Open streams on plain sockets, which look at each event for one number alone: a fuller client would be what is measured.
 * `onAnswered` is told of every rise that one viewer saw. A stream that breaks is opened again, as a browser does.
 */
export async function openViewers(
  url: string,
  path: string,
  count: number,
  onAnswered: (from: number, to: number) => void,
) {
  const { hostname, port } = new URL(url)
  const seen = new Array<number>(count).fill(0)
  const sockets: Socket[] = []
  let isOver = false

  async function open(viewer: number): Promise<void> {
    const socket = connect({ host: hostname, port: Number(port), noDelay: true })
    sockets[viewer] = socket
    socket.on('error', () => {}) // followed by close
    socket.on('close', () => isOver || void open(viewer))
    socket.on('data', (chunk: Buffer) => look(viewer, chunk))
    await once(socket, 'connect')
    socket.write(`GET ${path} HTTP/1.1\r\nhost: ${hostname}:${port}\r\naccept: text/event-stream\r\n\r\n`)
    await once(socket, 'data') // the head: this one is open
  }

  function look(viewer: number, chunk: Buffer): void {
    const at = chunk.lastIndexOf(marker)
    if (at < 0) return
    const answered = Number.parseInt(chunk.toString('latin1', at + marker.length, at + marker.length + 9), 10)
    const before = seen[viewer] as number
    if (!(answered > before)) return // null while hidden
    seen[viewer] = answered
    onAnswered(before, answered)
  }

  for (let viewer = 0; viewer < count; viewer += 1) await open(viewer)
  return {
    seen: () => [...seen],
    cut: (viewer: number) => void sockets[viewer]?.destroy(),
    close() {
      isOver = true
      for (const socket of sockets) socket.destroy()
    },
  }
}
