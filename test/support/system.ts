import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import pg from 'pg'
import { databaseUrl, readOrCreateSettings } from '../../src/platform/db/embedded/settings.ts'
import { findFreePorts } from './free-ports.ts'
import { until } from './until.ts'

const projectDir = join(import.meta.dirname, '../..')

export type LedgerItem = {
  id: string
  endpoint: string
  to: string | string[]
  messages: { type: string; altText?: string }[]
  retryKey: string | null
  at: string
}
export type Fault = { endpoint: string; mode: string; status?: number; times?: number; rate?: number; body?: unknown }

export type RunningSystem = {
  child: ChildProcess
  pid: number
  output(): string
  /** Waits for GET /readyz 200. */
  ready(withinMs?: number): Promise<void>
  /** SIGTERM, and the exit code. */
  stop(): Promise<number | null>
  /** kill -9 of this process alone: its PostgreSQL becomes an orphan, its children end by themselves. */
  kill(): Promise<void>
}

/**
 * The real product in a folder of its own: the real executable, real PostgreSQL, the simulator. Everything it makes lies in
 * one temporary folder and everything it starts is stopped by `dispose`.
 */
export async function createSystem(options: { env?: Record<string, string> } = {}) {
  const dir = mkdtempSync(join(tmpdir(), 'sucharit-'))
  const [web, ballot, simulator] = (await findFreePorts(3)) as [number, number, number]
  const env = {
    PATH: process.env.PATH ?? '',
    HOME: process.env.HOME ?? dir,
    DATA_DIR: join(dir, 'data'),
    SECRETS_DIR: join(dir, 'secrets'),
    PORT: String(web),
    BALLOT_PORT: String(ballot),
    SIMULATOR_PORT: String(simulator),
    ...options.env,
  }
  const started: RunningSystem[] = []
  const urls = {
    web: `http://127.0.0.1:${web}`,
    ballot: `http://127.0.0.1:${ballot}`,
    simulator: `http://127.0.0.1:${simulator}`,
  }

  /** Starts the product; a second process with other roles shares the folder and may take another PORT. */
  function start(extra: Record<string, string> = {}): RunningSystem {
    const child = spawn(process.execPath, ['src/main.ts'], {
      cwd: projectDir,
      env: { ...env, ...extra },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let output = ''
    for (const stream of [child.stdout, child.stderr])
      stream?.on('data', (chunk: Buffer) => (output += chunk.toString()))
    const port = extra.PORT ?? String(web)
    const isOver = () => child.exitCode !== null || child.signalCode !== null
    const running: RunningSystem = {
      child,
      pid: child.pid as number,
      output: () => output,
      async ready(withinMs = 60_000) {
        await until(
          async () => {
            if (isOver()) throw new Error(`The process ended: ${output.slice(-2000)}`)
            return (await fetch(`http://127.0.0.1:${port}/readyz`)).ok
          },
          { withinMs, what: `readyz of ${port}; output: ${output.slice(-500)}` },
        )
      },
      async stop() {
        if (!isOver()) {
          const over = once(child, 'exit')
          child.kill('SIGTERM')
          await over
        }
        return child.exitCode
      },
      async kill() {
        if (isOver()) return
        const over = once(child, 'exit')
        child.kill('SIGKILL')
        await over
      },
    }
    started.push(running)
    return running
  }

  const json = async (url: string, init?: RequestInit) => {
    const response = await fetch(url, init)
    const body: unknown = await response.json()
    if (!response.ok) throw new Error(`${url} answered ${response.status}: ${JSON.stringify(body)}`)
    return body
  }
  const post = (url: string, body: unknown) =>
    json(url, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) })

  const sim = {
    ledger: async (): Promise<LedgerItem[]> =>
      ((await json(`${urls.simulator}/_sim/ledger`)) as { items: LedgerItem[] }).items,
    state: () =>
      json(`${urls.simulator}/_sim/state`) as Promise<{
        groups: { groupId: string; memberIds: string[] }[]
        users: { userId: string }[]
        held: unknown[]
      }>,
    setFaults: (faults: Fault[]) => post(`${urls.simulator}/_sim/faults`, faults),
    release: () => post(`${urls.simulator}/_sim/release`, {}),
    act: (event: Record<string, unknown>) => post(`${urls.simulator}/_sim/events`, event),
    messages: async (chatId: string) =>
      (
        (await json(`${urls.simulator}/_sim/chats/${chatId}/messages`)) as {
          items: { from: string; message: { type: string; text?: string; altText?: string } }[]
        }
      ).items,
    post: (path: string, body: unknown) => post(`${urls.simulator}${path}`, body),
  }

  /** A token made by the command line, as an operator does. */
  async function createToken(role: string, email = `${role}@example.org`): Promise<string> {
    const { stdout } = await promisify(execFile)(
      process.execPath,
      ['src/cli.ts', 'token', 'create', '--role', role, '--email', email],
      { cwd: projectDir, env },
    )
    return stdout.trim()
  }

  /** A caller of the API with one token. */
  function api(token: string) {
    const call = async (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) => {
      const response = await fetch(`${urls.web}/api/v1${path}`, {
        method,
        headers: {
          Authorization: `Bearer ${token}`,
          ...(body !== undefined && { 'Content-Type': 'application/json' }),
          ...headers,
        },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      })
      // biome-ignore lint/suspicious/noExplicitAny: answers are checked by the test that reads them
      return { status: response.status, body: (await response.json()) as any }
    }
    return {
      get: (path: string) => call('GET', path),
      post: (path: string, body?: unknown, headers?: Record<string, string>) => call('POST', path, body, headers),
      delete: (path: string) => call('DELETE', path),
      patch: (path: string, body: unknown) => call('PATCH', path, body),
    }
  }

  async function dispose(): Promise<void> {
    for (const running of started.toReversed()) await running.stop()
    stopOrphan(env.DATA_DIR)
    rmSync(dir, { recursive: true, force: true })
  }

  /** The simulator in a process of its own, so that it outlives what a test kills. */
  async function startSimulator(): Promise<RunningSystem> {
    const running = start({ ROLES: 'simulator' })
    await until(() => fetch(`${urls.simulator}/_sim/state`).then((response) => response.ok), { withinMs: 20_000 })
    return running
  }

  /** A connection to the embedded database under its owner's login, for tests that look at rows or hold a lock. */
  async function openOwner(): Promise<pg.Client> {
    const settings = await readOrCreateSettings(env.DATA_DIR)
    const client = new pg.Client({ connectionString: databaseUrl(settings, 'owner') })
    client.on('error', () => {}) // tests stop the server on purpose
    await client.connect()
    return client
  }

  return { dir, env, urls, start, startSimulator, sim, createToken, api, openOwner, dispose }
}

export type System = Awaited<ReturnType<typeof createSystem>>

/** A PostgreSQL left by a test that ended early; its pid is the first line of its pid file. */
function stopOrphan(dataDir: string): void {
  try {
    const pid = Number(readFileSync(join(dataDir, 'postgres/postmaster.pid'), 'utf8').split('\n')[0])
    process.kill(pid, 'SIGINT')
  } catch {
    // no pid file or no such process: nothing was left behind
  }
}
