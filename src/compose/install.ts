import { loadSeed } from '../../prisma/seed/load-seed.ts'
import { seedDemo } from '../../prisma/seed/seed-demo.ts'
import { fileStarterCards, seedFigures } from '../../prisma/seed/seed-figures.ts'
import type { Audit } from '../platform/audit/audit.ts'
import type { Clock } from '../platform/clock.ts'
import { advisoryLocks } from '../platform/db/advisory-locks.ts'
import type { Database, Tx } from '../platform/db/open-database.ts'
import { StartError } from '../platform/errors.ts'

/**
 * A database is born demo (no LINE channel) or real and stays so. Seeds what is missing: figures and the draft deck
 * always, the demo office once and only in a demo. Safe when several processes start at once. True when this call has seeded it.
 * @throws StartError when the database is of the other kind.
 */
export async function install(deps: {
  database: Database
  clock: Clock
  isDemo: boolean
  audit: Audit
  scheduleRun: Parameters<typeof seedDemo>[2]['scheduleRun']
  makeHero: Parameters<typeof seedDemo>[2]['makeHero']
  /** What a database filled from a backup needs before anything of it may move, by feature. */
  settleRestored: readonly ((tx: Tx, now: Date) => Promise<void>)[]
}): Promise<boolean> {
  const kind = deps.isDemo ? 'demo' : 'real'
  return deps.database.transaction(
    async (tx) => {
      await tx.$executeRaw`SELECT pg_advisory_xact_lock(${advisoryLocks.installation}::bigint)`
      const installation =
        (await tx.installation.findUnique({ where: { id: 1 } })) ?? (await tx.installation.create({ data: { kind } }))
      checkKind(installation.kind, kind)
      if (installation.restoredAt) await settleRestored(tx, deps, installation.restoredAt)
      if (installation.seededAt) {
        await fileStarterCards(tx, deps.clock.now(), loadSeed)
        return false
      }
      const seed = loadSeed()
      const now = deps.clock.now()
      await seedFigures(tx, seed, now)
      if (deps.isDemo) await seedDemo(tx, seed, { ...deps, now })
      await tx.installation.update({ where: { id: 1 }, data: { seededAt: now } })
      return true
    },
    { timeoutMs: 60_000 },
  )
}

/** Once, before the first process of a restored installation works: in one transaction with the mark that asks for it. */
async function settleRestored(tx: Tx, deps: Parameters<typeof install>[0], restoredAt: Date): Promise<void> {
  for (const settle of deps.settleRestored) await settle(tx, deps.clock.now())
  await tx.installation.update({ where: { id: 1 }, data: { restoredAt: null } })
  const data = { restoredAt: restoredAt.toISOString() }
  await deps.audit.record(tx, { actorId: null, action: 'installation.restore', data })
}

function checkKind(born: 'demo' | 'real', wanted: 'demo' | 'real'): void {
  if (born === wanted) return
  throw new StartError(
    born === 'demo'
      ? 'This database was made as a demo, and LINE_CHANNEL_SECRET is set now. Run "npm run sucharit -- start-real" to remove the demo people, groups and schedules, or set another DATA_DIR.'
      : 'This database belongs to a real LINE channel, and LINE_CHANNEL_SECRET is not set. Set the LINE_… variables again, or another DATA_DIR for the simulator.',
  )
}
