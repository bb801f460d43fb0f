import { loadSeed } from '../../prisma/seed/load-seed.ts'
import { seedDemo } from '../../prisma/seed/seed-demo.ts'
import { seedFigures } from '../../prisma/seed/seed-figures.ts'
import type { Audit } from '../platform/audit/audit.ts'
import type { Clock } from '../platform/clock.ts'
import { advisoryLocks } from '../platform/db/advisory-locks.ts'
import type { Database, Tx } from '../platform/db/open-database.ts'
import { StartError } from '../platform/errors.ts'

/**
 * A database is born demo (no LINE channel) or real and stays so. Seeds what is missing: figures and the draft deck
 * always, the demo office once and only in a demo. Safe when several processes start at once.
 * @throws StartError when the database is of the other kind.
 */
export async function install(deps: {
  database: Database
  clock: Clock
  isDemo: boolean
  scheduleRun(tx: Tx, runId: string, at: Date): Promise<void>
}): Promise<void> {
  const kind = deps.isDemo ? 'demo' : 'real'
  await deps.database.transaction(
    async (tx) => {
      await tx.$executeRaw`SELECT pg_advisory_xact_lock(${advisoryLocks.installation}::bigint)`
      const installation =
        (await tx.installation.findUnique({ where: { id: 1 } })) ?? (await tx.installation.create({ data: { kind } }))
      checkKind(installation.kind, kind)
      if (installation.seededAt) return
      const seed = loadSeed()
      const now = deps.clock.now()
      await seedFigures(tx, seed)
      if (deps.isDemo) await seedDemo(tx, seed, { now, scheduleRun: deps.scheduleRun })
      await tx.installation.update({ where: { id: 1 }, data: { seededAt: now } })
    },
    { timeoutMs: 60_000 },
  )
}

function checkKind(born: 'demo' | 'real', wanted: 'demo' | 'real'): void {
  if (born === wanted) return
  throw new StartError(
    born === 'demo'
      ? 'This database was made as a demo, and LINE_CHANNEL_SECRET is set now. Run "npm run sucharit -- start-real" to remove the demo people, groups and schedules, or set another DATA_DIR.'
      : 'This database belongs to a real LINE channel, and LINE_CHANNEL_SECRET is not set. Set the LINE_… variables again, or another DATA_DIR for the simulator.',
  )
}

/**
 * Removes demo people, groups, campaigns, accounts and tokens; cards, figures and settings stay. From then on the database is real.
 * @throws StartError on a database that is real already: everything there is somebody's work.
 */
export async function startReal({ database, audit }: { database: Database; audit: Audit }): Promise<void> {
  await database.transaction(
    async (tx) => {
      await tx.$executeRaw`SELECT pg_advisory_xact_lock(${advisoryLocks.installation}::bigint)`
      const installation = await tx.installation.findUnique({ where: { id: 1 } })
      if (installation?.kind !== 'demo') {
        throw new StartError(
          'This database is no demo, so there is nothing to remove. Start it with its LINE_… variables set.',
        )
      }
      // Whatever was sent, scheduled or received on the simulator belongs to the demo, whoever made it.
      for (const table of [
        'recipient',
        'delivery',
        'run',
        'campaign',
        'outbox_job',
        'inbox_event',
        'idempotency_key',
        'invite_code',
        'saved_audience',
        'quiz_week',
        'quiz_awareness',
      ]) {
        await tx.$executeRawUnsafe(`DELETE FROM ${table}`)
      }
      await tx.group.deleteMany()
      await tx.staff.deleteMany()
      await tx.content.deleteMany({ where: { isDemo: true } })
      await tx.apikey.deleteMany()
      await tx.session.deleteMany()
      await tx.user.deleteMany()
      await tx.content.updateMany({ data: { authorId: null, approvedBy: null, approvedAt: null, state: 'draft' } })
      await tx.quizQuestion.updateMany({ data: { authorId: null, approvedBy: null, approvedAt: null, state: 'draft' } })
      await tx.installation.update({ where: { id: 1 }, data: { kind: 'real' } })
      await audit.record(tx, { actorId: null, action: 'installation.start-real' })
    },
    { timeoutMs: 60_000 },
  )
}
