import type { Config } from '../config.ts'
import { startEmbeddedPostgres } from '../platform/db/embedded/start-embedded-postgres.ts'
import { applyMigrations } from '../platform/db/migrate.ts'
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

  async function migrate(url: string, grantQueueTo: string[] = []): Promise<void> {
    await applyMigrations({ url, log })
    if (!config.redisUrl) await prepareQueueSchema({ url, grantTo: grantQueueTo })
  }

  if (config.databaseUrls) {
    const { app } = config.databaseUrls
    if (migrates) await migrate(app)
    return { ...config.databaseUrls, owner: app, close: async () => {} }
  }
  const embedded = await startEmbeddedPostgres({ dataDir: config.dataDir, log, isService: options.isService })
  const { owner, app, sender, ballot } = embedded.urls
  try {
    if (migrates) await migrate(owner, ['sucharit_app'])
  } catch (error) {
    await embedded.stop()
    throw error
  }
  return { owner, app, sender, ballot, close: () => embedded.stop() }
}
