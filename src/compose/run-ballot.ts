import type { Config } from '../config.ts'
import { createCast } from '../features/polls/cast-index.ts'
import { startCounter } from '../features/polls/counter.ts'
import { systemClock } from '../platform/clock.ts'
import { openDatabase } from '../platform/db/open-database.ts'
import { createBallotApp } from '../platform/http/ballot-app.ts'
import { startServer } from '../platform/http/start-server.ts'
import type { Log } from '../platform/log.ts'
import { createMetrics } from '../platform/metrics.ts'
import { createKeyFolders } from '../platform/secrets/key-folders.ts'
import { openDatabases } from './open-databases.ts'
import { phoneOrigins } from './phone-sheet.ts'
import { pollKeysFolder } from './poll-keys-folder.ts'
import { webPage } from './web-page.ts'

/** ROLES=ballot: the nameless host. It takes ballots, flushes and counts them, and keeps no file of its own. */
export async function runBallot(config: Config, log: Log): Promise<{ close(): Promise<void> }> {
  const databases = await openDatabases(config, { isService: false, migrates: false, log })
  const database = openDatabase({ url: databases.ballot, poolSize: 4, log, name: 'sucharit-ballot' })
  const keyFolders = createKeyFolders(pollKeysFolder(config))
  const cast = createCast({ database, keyFolders, clock: systemClock, log, pageDir: webPage('ballot') })
  const app = createBallotApp({
    routers: [cast.routes],
    checks: [{ name: 'database', required: true, check: database.ping }],
    metrics: createMetrics(),
    isHttps: config.ballotUrl.startsWith('https:'),
    frameHolders: phoneOrigins(config),
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
