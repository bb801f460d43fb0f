import { flushCompileCache } from 'node:module'
import { parseArgs } from 'node:util'
import { startProcess } from './compose/start-process.ts'
import { loadConfig } from './config.ts'
import { AppError, StartError } from './platform/errors.ts'
import { createLog, type Log } from './platform/log.ts'

const stopWithinMs = 25_000 // service managers kill after 30 s

await main()

async function main(): Promise<void> {
  const startedAt = performance.now()
  let log = createLog({ level: 'info' })
  try {
    const { values } = parseArgs({ options: { role: { type: 'string' } } })
    const config = loadConfig(values)
    log = createLog({ level: config.logLevel })
    lastResort(log)
    const starting = startProcess(config, log)
    stopOnSignal(starting, log)
    const running = await starting
    process.send?.('ready')
    // Not at the end alone: a process that starts beside this one, or after its kill, is spared the compiling and 10 MB.
    flushCompileCache()
    if (running.greeting)
      process.stdout.write(
        `${running.greeting}\nพร้อมใน ${((performance.now() - startedAt) / 1000).toFixed(1)} วินาที · ready\n`,
      )
  } catch (error) {
    if (error instanceof StartError) process.stderr.write(`sucharit: ${error.message}\n`)
    else log.fatal({ err: error, code: error instanceof AppError ? error.code : undefined }, 'the start failed')
    process.exit(error instanceof StartError ? error.exitCode : 1)
  }
}

/** From the first moment on: told to stop while it starts, the process finishes its start and then leaves in order. */
function stopOnSignal(starting: Promise<{ close(): Promise<void> }>, log: Log): void {
  let isStopping = false
  const stop = (reason: string) => {
    if (isStopping) return
    isStopping = true
    log.info({ reason }, 'stopping')
    setTimeout(() => {
      log.error('the stop took too long; what is left is in rows')
      process.exit(1)
    }, stopWithinMs).unref()
    starting
      .then((running) => running.close())
      .then(
        () => process.exit(0),
        (error: unknown) => {
          log.error({ err: error }, 'the stop failed')
          process.exit(1)
        },
      )
  }
  process.on('SIGTERM', () => stop('SIGTERM'))
  process.on('SIGINT', () => stop('SIGINT'))
  // A child whose parent is gone (kill -9) must not stay behind on its port.
  process.on('disconnect', () => stop('parent gone'))
}

/** Nothing that was forgotten ends the process or passes in silence (ASVS 5.0 16.5.4). */
function lastResort(log: Log): void {
  process.on('unhandledRejection', (error) => log.error({ err: error }, 'a promise was left unhandled'))
  process.on('uncaughtException', (error) => {
    log.fatal({ err: error }, 'an error nobody caught; the process ends and is started again')
    process.exit(1)
  })
}
