import type { RunningSystem } from './system.ts'
import { until } from './until.ts'

/** Flags for a process whose memory is to be asked for: it listens for a debugger on a free loopback port. */
export const inspectable = ['--inspect=127.0.0.1:0']

/**
 * Bytes that a process still holds once everything that may go has gone: heap, and buffers beside it. Asked for by Node's own
 * debugger, so that the product needs no door for it.
 */
export async function readLiveBytes(running: RunningSystem): Promise<number> {
  const address = await until(() => /Debugger listening on (ws:\S+)/.exec(running.output())?.[1], { withinMs: 10_000 })
  const socket = new WebSocket(address)
  await new Promise((done, fail) => {
    socket.addEventListener('open', done, { once: true })
    socket.addEventListener('error', fail, { once: true })
  })
  let lastId = 0
  function call(method: string, params: Record<string, unknown> = {}): Promise<{ result?: { value: number } }> {
    lastId += 1
    const id = lastId
    return new Promise((done) => {
      const listen = ({ data }: MessageEvent) => {
        const answer = JSON.parse(String(data))
        if (answer.id !== id) return
        socket.removeEventListener('message', listen)
        done(answer.result)
      }
      socket.addEventListener('message', listen)
      socket.send(JSON.stringify({ id, method, params }))
    })
  }
  // Twice: what has a finalizer goes with the second collection.
  await call('HeapProfiler.collectGarbage')
  await call('HeapProfiler.collectGarbage')
  const expression = '(({ heapUsed, external }) => heapUsed + external)(process.memoryUsage())'
  const { result } = await call('Runtime.evaluate', { expression })
  socket.close()
  if (typeof result?.value !== 'number') throw new Error('The debugger gave no figure.')
  return result.value
}
