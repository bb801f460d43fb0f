import { compose } from '../compose.ts'
import type { Config } from '../config.ts'
import { systemClock } from '../platform/clock.ts'
import { StartError } from '../platform/errors.ts'
import type { Log } from '../platform/log.ts'
import { createSecrets } from '../platform/secrets/secrets.ts'
import { simulatorChannel } from './channel.ts'
import { startChild } from './children.ts'
import { mayReadBallots, openDatabases } from './open-databases.ts'

export type RunningProcess = { close(): Promise<void>; greeting?: string }

/** ROLES with web or worker: the service, and as children of it the ballot host and the simulator where they are asked for. */
export async function runService(config: Config, log: Log): Promise<RunningProcess> {
  const { roles } = config
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
    { mayPass: true },
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
