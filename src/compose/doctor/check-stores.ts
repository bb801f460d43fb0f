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
    return Promise.resolve([fix('PostgreSQL', `there is none in ${config.dataDir} yet. Start the service once.`)])
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
          : fix('PostgreSQL', `${version} is too old: upgrade to ${leastPostgres} or newer (docs/operate.md).`),
        !(await mayReadBallots(databases.app))
          ? ok('database logins', 'who serves people cannot read ballots')
          : fix(
              'database logins',
              'the login of DATABASE_URL can read ballots, so polls wear the lower badge. Use a login in the role sucharit_app, and OWNER_DATABASE_URL for migrations (docs/deploy/postgres-logins.sh).',
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
  if (seen > 0) return ok(name, 'a linked officer has signed in with LINE: both channels are of one provider')
  return byHand(
    name,
    'link your account with the bot, then sign in with LINE. If it is not recognised, the Login channel is of another provider: make a new one under the provider of the Messaging API channel.',
  )
}

function redis({ config: { redisUrl } }: CheckContext): Promise<Finding[]> {
  if (!redisUrl) return Promise.resolve([skipped('Redis', 'REDIS_URL is not set: the queue is on PostgreSQL')])
  return guarded(
    'Redis',
    'Start Redis or correct REDIS_URL; the service works on meanwhile, but sends nothing.',
    async () => {
      const { version, policy, hasAof } = await inspectRedis(redisUrl)
      if (policy !== 'noeviction')
        return [fix('Redis', `maxmemory-policy is ${policy}: set it to noeviction, else jobs vanish.`)]
      if (!hasAof)
        return [fix('Redis', 'appendonly is off: set it to yes. Jobs are rebuilt from rows, but only after a while.')]
      return [ok('Redis', `${version}, noeviction, AOF on`)]
    },
  )
}

function backups({ config, now }: CheckContext): Promise<Finding[]> {
  const remedy = `Run "npm run sucharit -- backup", and install the nightly timer (service install).`
  return guarded('backup', remedy, async () => {
    const [first, second] = (await listBackupPlaces(config)) as [BackupPlace, BackupPlace?]
    return [
      judge('backup', first, now, remedy),
      second
        ? second.isApart
          ? judge('second backup', second, now, `Look whether ${second.folder} can be written to.`)
          : fix(
              'second backup',
              `${second.folder} is on the disk of the first: mount the second place, or choose another.`,
            )
        : byHand('second backup', 'none is set (service install --copy-to): a dead disk takes the only one with it.'),
    ]
  })
}

function judge(name: string, { folder, madeAt }: BackupPlace, now: Date, remedy: string): Finding {
  if (!madeAt) return fix(name, `there is none in ${folder}. ${remedy}`)
  const ageMs = now.getTime() - madeAt.getTime()
  if (ageMs < -fiveMinutesMs)
    return fix(
      name,
      `the last is ${Math.round(-ageMs / 3_600_000)} h ahead of the clock, which was or is wrong. Set it, then back up.`,
    )
  const words = `the last is ${Math.round(ageMs / 3_600_000)} h old`
  return ageMs <= oldestBackupMs ? ok(name, words) : fix(name, `${words}. ${remedy}`)
}
