import { compose } from '../compose.ts'
import type { Config } from '../config.ts'
import type { RoleName } from '../environment.ts'
import { createCast } from '../features/polls/cast-index.ts'
import { startCounter } from '../features/polls/counter.ts'
import { systemClock } from '../platform/clock.ts'
import { openDatabase } from '../platform/db/open-database.ts'
import { StartError } from '../platform/errors.ts'
import { createBallotApp } from '../platform/http/ballot-app.ts'
import { startServer } from '../platform/http/start-server.ts'
import type { Log } from '../platform/log.ts'
import { createMetrics } from '../platform/metrics.ts'
import { createKeyFolders } from '../platform/secrets/key-folders.ts'
import { createSecrets } from '../platform/secrets/secrets.ts'
import { simulatorChannel } from './channel.ts'
import { startChild } from './children.ts'
import { mayReadBallots, openDatabases } from './open-databases.ts'
import { pollKeysFolder } from './poll-keys-folder.ts'
import { prepareFolders } from './prepare-folders.ts'
import { runSimulator } from './run-simulator.ts'
import { webPage } from './web-page.ts'

export type RunningProcess = { close(): Promise<void>; greeting?: string }

/**
 * Starts what ROLES asks of this process. The ballot host and the simulator always have a process of their own: beside
 * other roles they become children, so that no memory is shared with who knows names.
 */
export async function startProcess(config: Config, log: Log): Promise<RunningProcess> {
  const { roles } = config
  if (isOnly(roles, 'ballot')) return runBallot(config, log) // keeps no file of its own
  prepareFolders(config)
  if (isOnly(roles, 'simulator')) return runSimulator(config, log)

  const parts: { close(): Promise<void> }[] = []
  const close = async () => {
    for (const part of parts.toReversed()) await part.close()
  }
  try {
    const needsSimulator = config.line.mode === 'simulator' && roles.has('web') && !(await isOurSimulatorUp(config))
    const [databases, simulator] = await settleBoth(
      openDatabases(config, { isService: roles.has('web'), log }),
      needsSimulator || roles.has('simulator') ? startChild('simulator', log) : undefined,
    )
    parts.push(databases)
    if (simulator) parts.push(simulator)
    const isBallotLoginApart = !(await mayReadBallots(databases.app))
    const [service, ballot] = await settleBoth(
      compose({ config, urls: { ...databases, isBallotLoginApart }, clock: systemClock, log }),
      roles.has('ballot') ? startChild('ballot', log) : undefined,
    )
    if (ballot) parts.push(ballot)
    parts.push(service)
    return { close, greeting: greetingOf(config) }
  } catch (error) {
    await close()
    throw error
  }
}

async function runBallot(config: Config, log: Log): Promise<RunningProcess> {
  const databases = await openDatabases(config, { isService: false, migrates: false, log })
  const database = openDatabase({ url: databases.ballot, poolSize: 4, log, name: 'sucharit-ballot' })
  const keyFolders = createKeyFolders(pollKeysFolder(config))
  const cast = createCast({ database, keyFolders, clock: systemClock, log, pageDir: webPage('ballot') })
  const app = createBallotApp({
    routers: [cast.routes],
    checks: [{ name: 'database', required: true, check: database.ping }],
    metrics: createMetrics(),
    isHttps: config.ballotUrl.startsWith('https:'),
    log,
  })
  const counter = startCounter({ database, keyFolders, log })
  const server = await startServer(app, { port: config.ports.ballot, variable: 'BALLOT_PORT' })
  return {
    async close() {
      await server.close()
      await counter.close()
      await database.close()
      await databases.close()
    },
  }
}

const isOnly = (roles: ReadonlySet<RoleName>, role: RoleName) => roles.size === 1 && roles.has(role)

/** Both start together; when one fails, the other is stopped before the failure is told. */
async function settleBoth<A extends { close(): Promise<void> }, B extends { close(): Promise<void> }>(
  first: Promise<A>,
  second: Promise<B> | undefined,
): Promise<[A, B | undefined]> {
  const [a, b] = await Promise.allSettled([first, second])
  if (a.status === 'fulfilled' && b.status === 'fulfilled') return [a.value, b.value]
  if (a.status === 'fulfilled') await a.value.close()
  if (b.status === 'fulfilled') await b.value?.close()
  throw a.status === 'rejected' ? a.reason : (b as PromiseRejectedResult).reason
}

/** A simulator that another process runs on our port is used as it is, if it knows this demo's own channel. */
async function isOurSimulatorUp(config: Config): Promise<boolean> {
  const { accessToken } = simulatorChannel(createSecrets(config.secretsDir))
  try {
    const answer = await fetch(`http://127.0.0.1:${config.ports.simulator}/v2/bot/info`, {
      headers: { Authorization: `Bearer ${accessToken}` },
      signal: AbortSignal.timeout(10_000), // somebody listens and is slow: on a busy machine that is our own
    })
    if (answer.ok) return true
  } catch (error) {
    if (isRefused(error)) return false // nobody listens, and that is known at once: the usual case
  }
  throw new StartError(
    `Port ${config.ports.simulator} is used by another program, or by the simulator of another copy. Set SIMULATOR_PORT to a free port.`,
  )
}

const isRefused = (error: unknown) =>
  error instanceof Error && (error.cause as { code?: string } | undefined)?.code === 'ECONNREFUSED'

function greetingOf(config: Config): string {
  const lines = [
    `สุจริต · Sucharit`,
    `  ระบบจัดการ / console  ${config.publicUrl}/`,
    `  API                  ${config.publicUrl}/api/v1/docs`,
    ...(config.line.mode === 'simulator' ? [`  โทรศัพท์จำลอง / phone  http://localhost:${config.ports.simulator}/`] : []),
    ...(config.roles.has('ballot') ? [`  หน้าบัตรคำตอบ / ballot  ${config.ballotUrl}/`] : []),
  ]
  return `\n${lines.join('\n')}`
}
