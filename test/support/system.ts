import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import pg from 'pg'
import { simulatorChannel } from '../../src/compose/channel.ts'
import { findPostmaster } from '../../src/platform/db/embedded/cluster.ts'
import { chooseAnotherPort, databaseUrl, readOrCreateSettings } from '../../src/platform/db/embedded/settings.ts'
import { createSecrets } from '../../src/platform/secrets/secrets.ts'
import { findBreach } from './contract-breach.ts'
import { findFreePorts } from './free-ports.ts'
import { until } from './until.ts'

const thisProject = join(import.meta.dirname, '../..')
const compileCache = join(thisProject, 'node_modules/.cache/compile')

export type LedgerItem = {
  id: string
  endpoint: string
  to: string | string[]
  messages: { type: string; altText?: string; text?: string }[]
  retryKey: string | null
  at: string
}
export type Fault = { endpoint: string; mode: string; status?: number; times?: number; rate?: number }
export type HeldCall = { endpoint: string; mode: string }

export type RunningSystem = {
  child: ChildProcess
  pid: number
  output(): string
  /** Waits for GET /readyz 200. */
  ready(withinMs?: number): Promise<void>
  /** Waits until it has ended by itself, and gives the exit code. */
  ended(withinMs?: number): Promise<number | null>
  /** SIGTERM, and the exit code. */
  stop(): Promise<number | null>
  /** kill -9 of this process alone: its PostgreSQL becomes an orphan, its children end by themselves. */
  kill(): Promise<void>
  /** kill -9 of everything at once: this process, its children, PostgreSQL and all that PostgreSQL runs. */
  killAll(): Promise<void>
}

/**
 * The real product in a folder of its own: the real executable, real PostgreSQL, the simulator. Everything it makes lies in
 * one temporary folder and everything it starts is stopped by `dispose`.
 */
export async function createSystem(
  options: {
    env?: Record<string, string>
    /** An outside PostgreSQL in place of the embedded one, so that several whole services can share it. */
    database?: { ownerUrl: string; senderUrl: string; ballotUrl: string }
    /** Another release of the product. */
    projectDir?: string
    /** Nothing in its folder, as on a new machine. Otherwise PostgreSQL is there and migrated, which saves the test half of a first start. */
    isBare?: boolean
  } = {},
) {
  const { projectDir = thisProject } = options
  const dir = mkdtempSync(join(tmpdir(), 'sucharit-'))
  const [web, ballot, simulator] = (await findFreePorts(3)) as [number, number, number]
  const env: Record<string, string> & Record<'DATA_DIR' | 'SECRETS_DIR' | 'PORT', string> = {
    PATH: process.env.PATH ?? '',
    HOME: process.env.HOME ?? dir,
    // Stripped and compiled code of earlier starts: a start costs 1.1 s of processor time in place of 1.6.
    NODE_COMPILE_CACHE: compileCache,
    DATA_DIR: join(dir, 'data'),
    SECRETS_DIR: join(dir, 'secrets'),
    PORT: String(web),
    BALLOT_PORT: String(ballot),
    SIMULATOR_PORT: String(simulator),
    ...(options.database && {
      DATABASE_URL: options.database.ownerUrl,
      SENDER_DATABASE_URL: options.database.senderUrl,
      BALLOT_DATABASE_URL: options.database.ballotUrl,
    }),
    ...options.env,
  }
  const migrated = process.env.TEST_MIGRATED_DATA
  if (migrated && !options.isBare && !options.database && projectDir === thisProject) {
    cpSync(migrated, env.DATA_DIR, { recursive: true })
    await chooseAnotherPort(env.DATA_DIR, await readOrCreateSettings(env.DATA_DIR))
  }
  const started: RunningSystem[] = []
  const urls = {
    web: `http://127.0.0.1:${web}`,
    ballot: `http://127.0.0.1:${ballot}`,
    simulator: `http://127.0.0.1:${simulator}`,
  }

  /**
   * Starts the product; a second process with other roles shares the folder and may take another PORT.
   * `within`: a command that runs what follows it, such as unshare with a script that ends in `exec "$@"`.
   */
  function start(extra: Record<string, string> = {}, flags: string[] = [], within: string[] = []): RunningSystem {
    const [command = process.execPath, ...args] = [...within, process.execPath, ...flags, 'src/main.ts']
    const child = spawn(command, args, {
      cwd: projectDir,
      env: { ...env, ...extra },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let output = ''
    for (const stream of [child.stdout, child.stderr])
      stream?.on('data', (chunk: Buffer) => (output += chunk.toString()))
    const port = extra.PORT ?? env.PORT
    const isOver = () => child.exitCode !== null || child.signalCode !== null

    async function end(signal: NodeJS.Signals): Promise<void> {
      if (isOver()) return
      const over = once(child, 'exit')
      child.kill(signal)
      await over
    }

    const running: RunningSystem = {
      child,
      pid: child.pid as number,
      output: () => output,
      async ready(withinMs = 60_000) {
        const isReady = async () => {
          if (isOver()) return true
          return (await fetch(`http://127.0.0.1:${port}/readyz`)).ok
        }
        await until(isReady, { withinMs, what: `readyz of ${port}` }).catch((cause) => {
          throw new Error(`Not ready: ${output.slice(-2000)}`, { cause })
        })
        if (isOver()) throw new Error(`The process ended: ${output.slice(-2000)}`)
      },
      async ended(withinMs = 60_000) {
        await until(isOver, { withinMs, what: 'the process to end by itself' })
        return child.exitCode
      },
      async stop() {
        await end('SIGTERM')
        return child.exitCode
      },
      kill: () => end('SIGKILL'),
      async killAll() {
        const roots = [child.pid as number, readPostmasterPid(env.DATA_DIR)].filter((pid) => pid !== undefined)
        const pids = roots.flatMap((pid) => [pid, ...listDescendants(pid)])
        for (const pid of pids) signal(pid, 'SIGKILL')
        await until(isOver, { withinMs: 5000 })
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
    /** Ledger items whose messages hold this text. */
    sentWith: async (marker: string): Promise<LedgerItem[]> =>
      (await sim.ledger()).filter((item) => JSON.stringify(item.messages).includes(marker)),
    state: () =>
      json(`${urls.simulator}/_sim/state`) as Promise<{
        groups: { groupId: string; groupName: string; memberIds: string[]; isBotMember: boolean }[]
        users: { userId: string; displayName: string }[]
        settings: { consumption: number }
        held: HeldCall[]
      }>,
    setFaults: (faults: Fault[]) => post(`${urls.simulator}/_sim/faults`, faults),
    release: () => post(`${urls.simulator}/_sim/release`, {}),
    act: (event: Record<string, unknown>) => post(`${urls.simulator}/_sim/events`, event),
    /** What was said in a chat, oldest first, without the grey lines between (joined, followed, blocked). */
    messages: async (chatId: string) =>
      (
        (await json(`${urls.simulator}/_sim/chats/${chatId}/messages`)) as {
          items: { from: string; kind: string; message: { type: string; text?: string; altText?: string } }[]
        }
      ).items.filter(({ kind }) => kind === 'message'),
    post: (path: string, body: unknown) => post(`${urls.simulator}${path}`, body),
    /** A push past the product, as somebody else with the channel's token could make it. Gives the status. */
    async push(to: string, messages: unknown[], retryKey: string): Promise<number> {
      const { accessToken } = simulatorChannel(createSecrets(env.SECRETS_DIR))
      const response = await fetch(`${urls.simulator}/v2/bot/message/push`, {
        method: 'POST',
        headers: {
          Authorization: `Bearer ${accessToken}`,
          'Content-Type': 'application/json',
          'X-Line-Retry-Key': retryKey,
        },
        body: JSON.stringify({ to, messages }),
      })
      await response.arrayBuffer()
      return response.status
    },
  }

  /** The command line, as an operator uses it. */
  async function runCli(...args: string[]): Promise<string> {
    const { stdout } = await promisify(execFile)(process.execPath, ['src/cli.ts', ...args], { cwd: projectDir, env })
    return stdout.trim()
  }

  const createToken = (role: string, email = `${role}@example.org`) =>
    runCli('token', 'create', '--role', role, '--email', email)

  /** A caller of the API with one token, who complains of every answer that does not keep its contract. */
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
      const answer = { status: response.status, body: await response.json() }
      const breach = projectDir === thisProject ? findBreach({ method, path, ...answer }) : undefined
      if (breach) throw new Error(`[R26] ${breach}`)
      // biome-ignore lint/suspicious/noExplicitAny: what it means is checked by the test that reads it
      return answer as { status: number; body: any }
    }
    return {
      get: (path: string) => call('GET', path),
      post: (path: string, body?: unknown, headers?: Record<string, string>) => call('POST', path, body, headers),
      delete: (path: string) => call('DELETE', path),
      patch: (path: string, body: unknown) => call('PATCH', path, body),
      put: (path: string, body: unknown) => call('PUT', path, body),
    }
  }

  async function dispose(): Promise<void> {
    for (const running of started.toReversed()) {
      running.child.kill('SIGCONT') // a test that failed may have left it frozen
      await running.stop()
    }
    stopOrphan(env.DATA_DIR)
    rmSync(dir, { recursive: true, force: true })
  }

  /** The simulator in a process of its own, so that it outlives what a test kills. */
  async function startSimulator(): Promise<RunningSystem> {
    const running = start({ ROLES: 'simulator' })
    await until(() => fetch(`${urls.simulator}/_sim/state`).then((response) => response.ok), {
      withinMs: 60_000,
    })
    return running
  }

  /** A connection to the database under its owner's login, for tests that look at rows or hold a lock. */
  async function openOwner(): Promise<pg.Client> {
    const url = options.database?.ownerUrl ?? databaseUrl(await readOrCreateSettings(env.DATA_DIR), 'owner')
    const client = new pg.Client({ connectionString: url })
    client.on('error', () => {}) // tests stop the server on purpose
    await client.connect()
    return client
  }

  /** One query under the owner's login. */
  async function query<Row extends pg.QueryResultRow>(sql: string, values: unknown[] = []): Promise<Row[]> {
    const client = await openOwner()
    try {
      return (await client.query<Row>(sql, values)).rows
    } finally {
      await client.end()
    }
  }

  return { dir, env, urls, query, start, startSimulator, sim, runCli, createToken, api, openOwner, dispose }
}

export type System = Awaited<ReturnType<typeof createSystem>>

/** A PostgreSQL left by a test that ended early. */
function stopOrphan(dataDir: string): void {
  const pid = readPostmasterPid(dataDir)
  if (pid !== undefined) signal(pid, 'SIGINT')
}

/** The first line of PostgreSQL's pid file; undefined when it does not run. */
function readPostmasterPid(dataDir: string): number | undefined {
  return findPostmaster(join(dataDir, 'postgres'))?.pid
}

function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error // gone a moment ago is as good
  }
}

function listDescendants(pid: number): number[] {
  const children = readdirSync('/proc').filter((name) => /^\d+$/.test(name) && parentOf(Number(name)) === pid)
  return children.map(Number).flatMap((child) => [child, ...listDescendants(child)])
}

function parentOf(pid: number): number | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1])
  } catch {
    return undefined // ended while we looked
  }
}
