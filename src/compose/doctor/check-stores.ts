import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { type Database, openDatabase } from '../../platform/db/open-database.ts'
import type { Log } from '../../platform/log.ts'
import { inspectRedis } from '../../platform/redis/open-redis.ts'
import { type BackupPlace, listBackupPlaces, oldestBackupMs } from '../backup-places.ts'
import { mayReadBallots, openDatabases } from '../open-databases.ts'
import { byHand, type CheckContext, type Finding, fix, guarded, ok, skipped } from './check.ts'

const leastPostgres = 16
const fiveMinutesMs = 300_000

export async function checkStores(context: CheckContext, log: Log): Promise<Finding[]> {
  const findings = await Promise.all([postgres(context, log), redis(context), backups(context)])
  return findings.flat()
}

function postgres({ config }: CheckContext, log: Log): Promise<Finding[]> {
  const remedy = 'Start the service, or correct DATABASE_URL.'
  if (!config.databaseUrls && !existsSync(join(config.dataDir, 'postgres'))) {
    return Promise.resolve([
      fix('PostgreSQL', `There is no database in ${config.dataDir} yet. Start the service once.`),
    ])
  }
  return guarded('PostgreSQL', remedy, async () => {
    const databases = await openDatabases(config, { isService: false, migrates: false, log })
    const database = openDatabase({ url: databases.app, poolSize: 1, log, name: 'sucharit-doctor' })
    try {
      const { rows } = await database.pool.query<{ version: string }>(
        `SELECT current_setting('server_version') AS version`,
      )
      const version = rows[0]?.version ?? ''
      return [
        ...(config.login?.secret ? [await checkProvider(database)] : []),
        Number.parseInt(version, 10) >= leastPostgres
          ? ok('PostgreSQL', version)
          : fix('PostgreSQL', `Version ${version} is too old. Upgrade to ${leastPostgres} or newer (docs/operate.md).`),
        !(await mayReadBallots(databases.app))
          ? ok('database logins', 'The login that serves people cannot read ballots.')
          : fix(
              'database logins',
              'The login in DATABASE_URL can read ballots, so polls carry the lower badge. Use a login with the role sucharit_app, and OWNER_DATABASE_URL for migrations (docs/deploy/postgres-logins.sh).',
            ),
      ]
    } finally {
      await database.close()
      await databases.close()
    }
  })
}

/** LINE tells no channel's provider. Somebody known by the bot who signed in by LINE Login shows that both give the same user ids. */
async function checkProvider(database: Database): Promise<Finding> {
  const name = 'LINE Login provider'
  const seen = await database.prisma.officerLine.count({ where: { signedInAt: { not: null } } })
  if (seen > 0) return ok(name, 'A linked officer has signed in with LINE, so both channels are under one provider.')
  return byHand(
    name,
    'Link your account with the bot, then sign in with LINE. If you are not recognised, the LINE Login channel is under another provider. Create a new one under the provider of the Messaging API channel.',
  )
}

function redis({ config: { redisUrl } }: CheckContext): Promise<Finding[]> {
  if (!redisUrl) return Promise.resolve([skipped('Redis', 'REDIS_URL is not set, so the queue runs on PostgreSQL.')])
  return guarded(
    'Redis',
    'Start Redis or correct REDIS_URL. Until then the service works, but sends nothing.',
    async () => {
      const { version, policy, hasAof } = await inspectRedis(redisUrl)
      if (policy !== 'noeviction')
        return [fix('Redis', `The setting maxmemory-policy is ${policy}. Set it to noeviction, or jobs will be lost.`)]
      if (!hasAof)
        return [
          fix(
            'Redis',
            'The setting appendonly is off. Set it to yes. Without it, jobs that a restart loses come back only after a while.',
          ),
        ]
      return [ok('Redis', `${version}, noeviction, AOF on`)]
    },
  )
}

function backups({ config, now }: CheckContext): Promise<Finding[]> {
  const remedy = `Run “npm run sucharit -- backup”, and install the nightly timer (npm run sucharit -- service install).`
  return guarded('backup', remedy, async () => {
    const [first, second] = (await listBackupPlaces(config)) as [BackupPlace, BackupPlace?]
    return [
      judge('backup', first, now, remedy),
      second
        ? second.isApart
          ? judge('second backup', second, now, `Check that ${second.folder} can be written to.`)
          : fix(
              'second backup',
              `The folder ${second.folder} is on the same disk as the first backup. Mount the other disk, or choose another folder.`,
            )
        : byHand(
            'second backup',
            'No second place is set (service install --copy-to). If the disk fails, the only backup is lost with it.',
          ),
    ]
  })
}

function judge(name: string, { folder, madeAt }: BackupPlace, now: Date, remedy: string): Finding {
  if (!madeAt) return fix(name, `There is no backup in ${folder}. ${remedy}`)
  const ageMs = now.getTime() - madeAt.getTime()
  if (ageMs < -fiveMinutesMs)
    return fix(
      name,
      `The last backup is dated ${Math.round(-ageMs / 3_600_000)} h ahead of the clock, which is or was wrong. Set it, then make a backup.`,
    )
  const words = `The last backup is ${Math.round(ageMs / 3_600_000)} h old.`
  return ageMs <= oldestBackupMs ? ok(name, words) : fix(name, `${words} ${remedy}`)
}
