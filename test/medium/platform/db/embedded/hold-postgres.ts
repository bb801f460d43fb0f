// A process of its own that holds an embedded PostgreSQL, to be killed by a test: node hold-postgres.ts <data dir> <service | visitor>
import { startEmbeddedPostgres } from '../../../../../src/platform/db/embedded/start-embedded-postgres.ts'
import { createLog } from '../../../../../src/platform/log.ts'

const [dataDir = '', kind] = process.argv.slice(2)
const log = createLog({ level: 'silent' })
try {
  const postgres = await startEmbeddedPostgres({
    dataDir,
    log,
    isService: kind === 'service',
    durability: 'throw_away',
  })
  process.on('SIGTERM', () => postgres.stop().then(() => process.exit(0)))
  process.stdout.write(
    `${JSON.stringify({ urls: postgres.urls, port: postgres.port, startedByUs: postgres.startedByUs })}\n`,
  )
} catch (error) {
  process.stdout.write(`${JSON.stringify({ refused: error instanceof Error ? error.message : String(error) })}\n`)
  process.exit(78)
}
