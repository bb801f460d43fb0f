import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { connect, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { findRedisBinary } from './redis-binary.ts'
import { until } from './until.ts'

export type RedisServer = {
  readonly url: string
  readonly port: number
  /** Changes with every restart. */
  readonly pid: number
  /** Sends a signal; comes back when the process is gone, if the signal ends processes. */
  kill(signal: NodeJS.Signals): Promise<void>
  /** Comes back up on the same port, killed first if it still runs. Without `appendOnly` everything in it is lost. */
  restart(): Promise<void>
  stop(): Promise<void>
}

/**
 * Starts a Redis of its own for one test file, on a free loopback port, with at most 256 MB.
 * It ends with the test process, however that ends. Undefined where no redis-server can be had:
 * skip the suite then (`describe.skipIf(!redis)`), so that it counts as skipped and never as passed.
 */
export async function startRedisServer(options: { appendOnly?: boolean } = {}): Promise<RedisServer | undefined> {
  const binary = await findRedisBinary()
  if ('missing' in binary) {
    console.warn(`Redis suites not run: ${binary.missing}`)
    return undefined
  }
  const folder = mkdtempSync(join(tmpdir(), 'redis-'))
  const port = await freePort()
  const settings = {
    port: String(port),
    bind: '127.0.0.1',
    dir: folder,
    save: '',
    appendonly: options.appendOnly ? 'yes' : 'no',
    appendfsync: 'everysec',
    maxmemory: '256mb',
    'maxmemory-policy': 'noeviction',
  }
  const args = Object.entries(settings).flatMap(([name, value]) => [`--${name}`, value])
  const env = { ...process.env, ...(binary.libraryPath && { LD_LIBRARY_PATH: binary.libraryPath }) }

  async function launch(): Promise<ChildProcess> {
    const [command, ...rest] = boundToParent([(binary as { path: string }).path, ...args])
    const child = spawn(command, rest, { env, stdio: ['ignore', 'pipe', 'pipe'] })
    let output = ''
    const collect = (chunk: Buffer) => {
      output = (output + chunk).slice(-4_000)
    }
    child.stdout.on('data', collect)
    child.stderr.on('data', collect)
    await until(() => hasEnded(child) || answersPing(port), { withinMs: 10_000, what: 'redis-server answers' })
    if (hasEnded(child)) throw new Error(`redis-server did not start:\n${output}`)
    return child
  }

  let child = await launch()

  async function kill(signal: NodeJS.Signals) {
    if (hasEnded(child)) return
    const gone = once(child, 'exit')
    child.kill(signal)
    if (['SIGKILL', 'SIGTERM', 'SIGINT'].includes(signal)) await gone
  }

  function clear() {
    child.kill('SIGKILL')
    rmSync(folder, { recursive: true, force: true })
  }
  process.once('exit', clear)

  return {
    url: `redis://127.0.0.1:${port}`,
    port,
    get pid() {
      return child.pid as number
    },
    kill,
    async restart() {
      await kill('SIGKILL')
      child = await launch()
    },
    async stop() {
      process.off('exit', clear)
      await kill('SIGKILL')
      clear()
    },
  }
}

/** The kernel kills it with the process that started it, so that a killed test run leaves no server behind. */
function boundToParent(command: string[]): [string, ...string[]] {
  const setpriv = '/usr/bin/setpriv'
  return (existsSync(setpriv) ? [setpriv, '--pdeathsig', 'KILL', ...command] : command) as [string, ...string[]]
}

const hasEnded = (child: ChildProcess) => child.exitCode !== null || child.signalCode !== null

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as { port: number }
  server.close()
  await once(server, 'close')
  return port
}

function answersPing(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => socket.write('PING\r\n'))
    // An append-only file still being read answers -LOADING.
    socket.once('data', (answer) => resolve(answer.toString().startsWith('+PONG')))
    socket.once('error', () => resolve(false))
    socket.setTimeout(1_000, () => resolve(false))
    socket.once('data', () => socket.destroy()).once('timeout', () => socket.destroy())
  })
}
