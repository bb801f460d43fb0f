import type { Config } from '../config.ts'
import { startEmbeddedPostgres } from '../platform/db/embedded/start-embedded-postgres.ts'
import { mayChangeSchema, mayReadTable } from '../platform/db/login-rights.ts'
import { applyMigrations, listMissingMigrations } from '../platform/db/migrate.ts'
import { StartError } from '../platform/errors.ts'
import type { Log } from '../platform/log.ts'
import { prepareQueueSchema } from '../platform/queue/prepare-queue-schema.ts'

export type DatabaseUrls = {
  /** May change the schema: migrations, backup and restore. */
  owner: string
  app: string
  sender: string
  ballot: string
  close(): Promise<void>
}

/**
 * The addresses of the database, running and migrated: the embedded server of DATA_DIR, or the one that DATABASE_URL names.
 * `isService`: the one whole service on a data folder; others (a single role, the command line) share its server.
 * The ballot host does not migrate: its login may not change anything, and the database it is given is ready.
 */
export async function openDatabases(
  config: Config,
  options: { isService: boolean; migrates?: boolean; log: Log },
): Promise<DatabaseUrls> {
  const { log, migrates = true } = options

  async function migrate(url: string): Promise<void> {
    await applyMigrations({ url, log })
    if (!config.redisUrl) await prepareQueueSchema({ url, grantTo: ['sucharit_app'] })
  }

  if (config.databaseUrls) {
    const { owner } = config.databaseUrls
    if (migrates && (await mayChangeSchema(owner))) await migrate(owner)
    else if (migrates) await refuseOldSchema(owner)
    return { ...config.databaseUrls, close: async () => {} }
  }
  const embedded = await startEmbeddedPostgres({ dataDir: config.dataDir, log, isService: options.isService })
  const { owner, app, sender, ballot } = embedded.urls
  try {
    if (migrates) await migrate(owner)
  } catch (error) {
    await embedded.stop()
    throw error
  }
  return { owner, app, sender, ballot, close: () => embedded.stop() }
}

/** A login that may not change the schema serves what somebody else has migrated. */
async function refuseOldSchema(url: string): Promise<void> {
  const missing = await listMissingMigrations(url)
  if (missing.length === 0) return
  throw new StartError(
    `The database lacks ${missing.length} migrations and DATABASE_URL's login may not make them. Run "npm run sucharit -- migrate" with OWNER_DATABASE_URL set, then start again.`,
    { mayPass: true },
  )
}

/** A login that can: the full promise of a ballot needs that pages and chats have another. */
export const mayReadBallots = (url: string): Promise<boolean> => mayReadTable(url, 'ballot', 'participation')
