import { mkdirSync, realpathSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { StartError } from '../../errors.ts'
import type { Log } from '../../log.ts'
import { createClusterOnce, dropStalePidFile, findPostmaster, lastLine, startCluster, stopCluster } from './cluster.ts'
import { type Durability, writeConfiguration } from './configuration.ts'
import { ensureLogins } from './logins.ts'
import { ForeignServer, type Seat, takeSeat } from './seat.ts'
import {
  chooseAnotherPort,
  databaseUrl,
  isPortFree,
  type Login,
  readOrCreateSettings,
  type Settings,
} from './settings.ts'

export type EmbeddedPostgres = {
  urls: Record<Login, string>
  port: number
  startedByUs: boolean
  /** Gives up this process's place. Whoever leaves last stops the server, whether it started or adopted it. */
  stop(): Promise<void>
}

export type EmbeddedOptions = {
  dataDir: string
  log: Log
  /** For the first start only; the port is kept afterwards. */
  port?: number
  /** The default: the one whole service on this data folder. A command line tool or a process with other roles passes false. */
  isService?: boolean
  durability?: Durability
  /** The server died and was started again; open connections are gone. */
  onRestart?: () => void
}

/**
 * PostgreSQL from npm, its data below `dataDir`. Adopts a running server of this folder: the orphan of a killed process, or the
 * one of a process still at work. A server that dies while we are here is started again on the same port.
 */
export async function startEmbeddedPostgres(options: EmbeddedOptions): Promise<EmbeddedPostgres> {
  const { log, isService = true, durability = 'safe' } = options
  mkdirSync(options.dataDir, { recursive: true, mode: 0o700 })
  const dataDir = realpathSync(resolve(options.dataDir)) // the server answers with the real path
  let settings = await readOrCreateSettings(dataDir, options.port)
  const clusterDir = await createClusterOnce(dataDir, settings)
  let isStopping = false
  let seat: Seat | undefined
  let reviving: Promise<void> | undefined

  async function sit(): Promise<{ seat: Seat; started: boolean }> {
    const sat = await adoptOrStart({
      dataDir,
      clusterDir,
      settings,
      durability,
      log,
      canMove: seat === undefined,
      onLost: revive,
    })
    settings = sat.settings
    return sat
  }

  function revive(): void {
    if (isStopping || reviving) return
    log.error('the embedded PostgreSQL stopped; starting it again')
    reviving = comeBack().finally(() => {
      reviving = undefined
    })
  }

  async function comeBack(): Promise<void> {
    for (let delayMs = 200; !isStopping; delayMs = Math.min(delayMs * 2, 5000)) {
      try {
        const sat = await sit()
        seat = sat.seat
        if (isService && !(await seat.claimService()))
          log.error('another service took over this data folder; stop one of them')
        log.info({ started: sat.started }, 'the embedded PostgreSQL is back')
        options.onRestart?.()
        return
      } catch (error) {
        log.error({ err: error }, 'the embedded PostgreSQL does not start; trying again')
        await wait(delayMs)
      }
    }
  }

  const first = await sit()
  seat = first.seat
  if (isService && !(await claimWithin(seat, 3000))) {
    isStopping = true
    await seat.close()
    throw new StartError(
      `Another service already runs on the data folder ${dataDir}. Stop it first, or give this one its own DATA_DIR and ports.`,
      { mayPass: true },
    )
  }
  await ensureLogins(settings)
  log.info({ port: settings.port, started: first.started }, 'embedded PostgreSQL is up')

  return {
    urls: {
      owner: databaseUrl(settings, 'owner'),
      app: databaseUrl(settings, 'app'),
      sender: databaseUrl(settings, 'sender'),
      ballot: databaseUrl(settings, 'ballot'),
    },
    port: settings.port,
    startedByUs: first.started,
    async stop() {
      if (isStopping) return
      isStopping = true
      await reviving
      const isLast = await seat?.leave().catch(() => true) // the server is gone already; pg_ctl below then has nothing to stop
      if (!isLast) return
      if (findPostmaster(clusterDir) && !(await stopCluster(clusterDir)))
        log.error('the embedded PostgreSQL did not stop within 30 s')
      await seat?.close()
    },
  }
}

// A process killed a moment ago may still hold the claim until the server notices.
async function claimWithin(seat: Seat, withinMs: number): Promise<boolean> {
  const deadline = Date.now() + withinMs
  while (!(await seat.claimService())) {
    if (Date.now() > deadline) return false
    await wait(100)
  }
  return true
}

type Attempt = {
  dataDir: string
  clusterDir: string
  settings: Settings
  durability: Durability
  log: Log
  /** False once pools know the port. */
  canMove: boolean
  onLost: () => void
}

// 10 s: after a kill -9 of everything the old server's children hold its shared memory for 1.5 s (seen), and a leaving process
// may be stopping it right now.
async function adoptOrStart(attempt: Attempt): Promise<{ seat: Seat; started: boolean; settings: Settings }> {
  const { dataDir, clusterDir, log } = attempt
  let { settings } = attempt
  let started = false
  let lastWords = ''
  const deadline = Date.now() + 10_000
  do {
    dropStalePidFile(clusterDir)
    const running = findPostmaster(clusterDir)
    if (running) {
      if (running.port > 0) settings = { ...settings, port: running.port }
      try {
        return { seat: await takeSeat(settings, clusterDir, attempt.onLost), started, settings }
      } catch (error) {
        if (error instanceof ForeignServer || !started) lastWords = (error as Error).message
      }
    } else {
      if (attempt.canMove && !(await isPortFree(settings.port))) {
        log.warn({ port: settings.port }, 'the port of the embedded PostgreSQL is taken; choosing another')
        settings = await chooseAnotherPort(dataDir, settings)
      }
      writeConfiguration(clusterDir, settings.port, attempt.durability)
      const { isUp, output } = await startCluster(dataDir)
      started ||= isUp
      if (isUp) continue
      lastWords = lastLine(output)
    }
    await wait(100)
  } while (Date.now() < deadline)
  throw new StartError(
    `The embedded PostgreSQL in ${clusterDir} does not start: ${lastWords}. Its log is in ${join(dataDir, 'postgres-log')}.`,
    { mayPass: true },
  )
}
