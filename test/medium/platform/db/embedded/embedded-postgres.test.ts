import { type ChildProcess, spawn } from 'node:child_process'
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { findBinaries } from '../../../../../src/platform/db/embedded/binaries.ts'
import {
  dropStalePidFile,
  findPostmaster,
  isAlive,
  stopCluster,
} from '../../../../../src/platform/db/embedded/cluster.ts'
import {
  type EmbeddedOptions,
  type EmbeddedPostgres,
  startEmbeddedPostgres,
} from '../../../../../src/platform/db/embedded/start-embedded-postgres.ts'
import { openDatabase } from '../../../../../src/platform/db/open-database.ts'
import { StartError } from '../../../../../src/platform/errors.ts'
import { createLog } from '../../../../../src/platform/log.ts'
import { until } from '../../../../support/until.ts'

const log = createLog({ level: 'silent' })
const holder = fileURLToPath(new URL('hold-postgres.ts', import.meta.url))
let dataDir: string
let children: ChildProcess[]

// initdb takes about a second: most tests begin with a copy of one stopped cluster.
let stoppedCluster: string

beforeAll(async () => {
  stoppedCluster = mkdtempSync(join(tmpdir(), 'sucharit-embedded-'))
  await (await startEmbeddedPostgres({ dataDir: stoppedCluster, log, durability: 'throw_away' })).stop()
})

afterAll(() => rmSync(stoppedCluster, { recursive: true, force: true }))

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'sucharit-embedded-'))
  cpSync(stoppedCluster, dataDir, { recursive: true })
  children = []
})

function emptyDataDir(): void {
  rmSync(dataDir, { recursive: true })
  mkdirSync(dataDir)
}

afterEach(async () => {
  for (const child of children) child.kill('SIGKILL')
  if (findPostmaster(join(dataDir, 'postgres'))) await stopCluster(join(dataDir, 'postgres'))
  rmSync(dataDir, { recursive: true, force: true })
})

// Throw-away durability only drops fsync: these tests kill processes, never the machine, so what was written survives.
function start(options: Partial<EmbeddedOptions> = {}): Promise<EmbeddedPostgres> {
  return startEmbeddedPostgres({ dataDir, log, durability: 'throw_away', ...options })
}

type Held = {
  child: ChildProcess
  urls: EmbeddedPostgres['urls']
  port: number
  startedByUs: boolean
  refused?: string
}

/** Starts it in another process, optionally as another account. */
async function startInProcess(kind: 'service' | 'visitor', asAccount?: number): Promise<Held> {
  const account = asAccount === undefined ? {} : { uid: asAccount, gid: asAccount }
  const child = spawn(process.execPath, [holder, dataDir, kind], { stdio: ['ignore', 'pipe', 'inherit'], ...account })
  children.push(child)
  let output = ''
  child.stdout?.on('data', (chunk: Buffer) => {
    output += chunk.toString()
  })
  await until(() => output.endsWith('\n'), { withinMs: 20_000, everyMs: 50 })
  return { child, ...JSON.parse(output) }
}

async function ask(url: string, sql: string): Promise<unknown> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2000 })
  await client.connect()
  try {
    const { rows } = await client.query(sql)
    return rows[0] && Object.values(rows[0])[0]
  } finally {
    await client.end()
  }
}

async function kill(child: ChildProcess): Promise<void> {
  child.kill('SIGKILL')
  await until(() => child.exitCode !== null || child.signalCode !== null, { withinMs: 5000 })
}

function postmasterPid(): number {
  return Number(readFileSync(join(dataDir, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[0])
}

describe('startEmbeddedPostgres', () => {
  test('gives four logins, of which only the owner is a superuser, and lets nobody in without a password', async () => {
    const postgres = await start()
    const { owner, app, sender, ballot } = postgres.urls
    const isSuper = (url: string) => ask(url, `SELECT current_setting('is_superuser')`)
    expect(await Promise.all([owner, app, sender, ballot].map(isSuper))).toEqual(['on', 'off', 'off', 'off'])
    await expect(ask(app.replace(/:[^:@]+@/, ':guessed@'), 'SELECT 1')).rejects.toMatchObject({ code: '28P01' })
    expect(
      await ask(owner, `SELECT current_setting('listen_addresses') || current_setting('unix_socket_directories')`),
    ).toBe('127.0.0.1')
    expect(
      await ask(
        owner,
        `SELECT concat(datlocprovider, ' ', datlocale, ' ', pg_encoding_to_char(encoding)) FROM pg_database WHERE datname = 'sucharit'`,
      ),
    ).toBe('b C.UTF-8 UTF8')
    expect(statSync(join(dataDir, 'postgres.json')).mode & 0o777).toBe(0o600)
    await postgres.stop()
  })

  test('keeps port, passwords and rows over a stop, and stops what it started', async () => {
    const first = await start()
    await ask(first.urls.owner, 'CREATE TABLE kept AS SELECT 42 AS answer')
    const pid = postmasterPid()
    await first.stop()
    expect(isAlive(pid)).toBe(false)
    const second = await start()
    expect(second.urls).toEqual(first.urls)
    expect(await ask(second.urls.owner, 'SELECT answer FROM kept')).toBe(42)
    await second.stop()
  })

  test('writes no value and no statement into its log', async () => {
    const postgres = await start()
    const client = new pg.Client({ connectionString: postgres.urls.owner })
    await client.connect()
    await client.query('CREATE TABLE talk (word text PRIMARY KEY)')
    await client.query('INSERT INTO talk VALUES ($1)', ['canary-key'])
    for (const [sql, values] of [
      ['INSERT INTO talk VALUES ($1)', ['canary-key']],
      ['SELECT $1::uuid', ['canary-uuid']],
      [`SELECT 'canary-literal' FROM nowhere`, []],
      [`DO $$ BEGIN RAISE WARNING 'canary-warning'; END $$`, []],
    ] as const) {
      await client.query(sql, [...values]).catch(() => {}) // the refusals are the point
    }
    await client.end()
    await postgres.stop()
    const folder = join(dataDir, 'postgres-log')
    const text = readdirSync(folder).map((name) => readFileSync(join(folder, name), 'utf8'))
    expect(text.join('')).toContain('database system is ready')
    expect(text.join('')).not.toMatch(/canary|INSERT/)
  })

  test('adopts the orphan that a killed process left, and stops it at the end', async () => {
    const held = await startInProcess('service')
    await ask(held.urls.owner, 'CREATE TABLE kept AS SELECT 42 AS answer')
    const pid = postmasterPid()
    await kill(held.child)
    expect(isAlive(pid)).toBe(true)
    const next = await start()
    expect(next).toMatchObject({ startedByUs: false, urls: held.urls })
    expect(await ask(next.urls.owner, 'SELECT answer FROM kept')).toBe(42)
    await next.stop()
    expect(isAlive(pid)).toBe(false)
  })

  test('starts after everything was killed at once, with every committed row', async () => {
    const held = await startInProcess('service')
    await ask(held.urls.owner, 'CREATE TABLE kept AS SELECT 42 AS answer')
    process.kill(postmasterPid(), 'SIGKILL')
    await kill(held.child)
    const next = await start()
    expect(next).toMatchObject({ startedByUs: true, port: held.port })
    expect(await ask(next.urls.owner, 'SELECT answer FROM kept')).toBe(42)
    await next.stop()
  })

  test.runIf(process.platform === 'linux')(
    'starts when the number in a stale postmaster.pid has gone to another program',
    async () => {
      const first = await start()
      await first.stop()
      const stranger = spawn('sleep', ['60'])
      children.push(stranger)
      // Without shared memory of its own to name, the file says what PostgreSQL writes before it has any.
      writeFileSync(
        join(dataDir, 'postgres', 'postmaster.pid'),
        `${stranger.pid}\n${dataDir}/postgres\n1\n${first.port}\n\n127.0.0.1\n`,
      )
      const next = await start()
      expect(next.startedByUs).toBe(true)
      expect(isAlive(stranger.pid ?? 0)).toBe(true)
      await next.stop()
    },
  )

  // A service of systemd with a mount namespace of its own (ProtectSystem), a command in another: what is one folder has two names.
  test('leaves the file of a server at work to it, by whatever name it sees the folder', async () => {
    const first = await start()
    const otherName = `${dataDir}-by-another-name`
    symlinkSync(dataDir, otherName)
    dropStalePidFile(join(otherName, 'postgres'))
    rmSync(otherName)
    expect(findPostmaster(join(dataDir, 'postgres'))?.port).toBe(first.port)
    await first.stop()
  })

  test('moves to a free port when a stranger has taken its own, and stays there', async () => {
    const first = await start()
    await first.stop()
    const stranger = createServer().listen(first.port, '127.0.0.1')
    const second = await start()
    expect(second.port).not.toBe(first.port)
    await second.stop()
    await new Promise((resolve) => stranger.close(resolve))
    const third = await start()
    expect(third.port).toBe(second.port)
    await third.stop()
  })

  test('refuses a second service on the same folder, naming the remedy, and leaves the first one alone', async () => {
    const first = await start()
    const second = await startInProcess('service')
    expect(second.refused).toMatch(/already runs .*DATA_DIR/)
    expect(await ask(first.urls.app, 'SELECT 1')).toBe(1)
    await first.stop()
  })

  test('lets a command line tool in beside the service; whoever leaves last stops the server', async () => {
    const service = await start()
    const tool = await startInProcess('visitor')
    const pid = postmasterPid()
    expect(tool).toMatchObject({ startedByUs: false, urls: service.urls })
    await service.stop()
    expect(await ask(tool.urls.app, 'SELECT 1')).toBe(1)
    tool.child.kill('SIGTERM')
    await until(() => !isAlive(pid), { withinMs: 10_000 })
  })

  test('serves two processes that start at once on an empty folder', async () => {
    emptyDataDir()
    const both = await Promise.all([startInProcess('visitor'), startInProcess('visitor')])
    expect(both[0].urls).toEqual(both[1].urls)
    expect(await ask(both[0].urls.app, 'SELECT 1')).toBe(1)
    expect(readdirSync(dataDir).filter((name) => name.includes('.new-') || name.includes('.pw-'))).toEqual([])
  })

  test('[R14] starts a server that died again, on the same port, and pools recover by themselves', async () => {
    let restartCount = 0
    const postgres = await start({
      onRestart() {
        restartCount += 1
      },
    })
    const database = openDatabase({ url: postgres.urls.app, poolSize: 3, log })
    await database.ping()
    for (const round of [1, 2]) {
      process.kill(postmasterPid(), 'SIGKILL')
      await until(() => restartCount === round, { withinMs: 15_000 })
      await until(() => database.ping().then(() => true), { withinMs: 5000 })
    }
    await expect(startInProcess('service')).resolves.toHaveProperty('refused') // the claim came back with the server
    await database.close()
    await postgres.stop()
  })

  test('says what is wrong when the passwords are lost or unreadable', async () => {
    await (await start()).stop()
    writeFileSync(join(dataDir, 'postgres.json'), '{ "port": ')
    await expect(start()).rejects.toThrow(StartError)
    rmSync(join(dataDir, 'postgres.json'))
    await expect(start()).rejects.toThrow(/postgres\.json is missing.*backup/)
  })

  test('leaves a cluster of another major version as it is, and says how its rows are brought over', async () => {
    const version = join(dataDir, 'postgres', 'PG_VERSION')
    writeFileSync(version, '17\n')
    const started = startEmbeddedPostgres({ dataDir, log, durability: 'throw_away' })
    await expect(started).rejects.toThrow(/made by PostgreSQL 17, and this release brings 18\..*backup.*restore/)
    await expect(started).rejects.toBeInstanceOf(StartError)
    expect(readFileSync(version, 'utf8')).toBe('17\n')
  })

  test('names the missing package and the remedy on a machine it was not installed for', () => {
    expect(() => findBinaries({ platform: 'sunos', arch: 'x64' })).toThrow(
      /@embedded-postgres\/sunos-x64 .*DATABASE_URL/,
    )
  })

  const isRoot = process.getuid?.() === 0

  test.runIf(isRoot)('keeps root as the owner of its files when started as root', async () => {
    await (await start()).stop()
    expect(statSync(join(dataDir, 'postgres', 'PG_VERSION')).uid).toBe(0)
  })

  test.runIf(isRoot)('runs for an ordinary account too, and root then refuses its folder with a remedy', async () => {
    const nobody = 65534
    emptyDataDir()
    chownSync(dataDir, nobody, nobody)
    chmodSync(dataDir, 0o700)
    const held = await startInProcess('service', nobody)
    expect(await ask(held.urls.app, 'SELECT 1')).toBe(1)
    expect(statSync(join(dataDir, 'postgres', 'PG_VERSION')).uid).toBe(nobody)
    held.child.kill('SIGTERM')
    await until(() => !existsSync(join(dataDir, 'postgres', 'postmaster.pid')), { withinMs: 10_000 })
    await expect(start()).rejects.toThrow(/belongs to another account.*chown/)
  })
})
