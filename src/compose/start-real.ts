import type { Audit } from '../platform/audit/audit.ts'
import { advisoryLocks } from '../platform/db/advisory-locks.ts'
import { listTables, quoted } from '../platform/db/list-tables.ts'
import type { Database, Tx } from '../platform/db/open-database.ts'
import { StartError } from '../platform/errors.ts'

/**
 * Figures, the office's own words and its settings. Whatever is not named here was sent, scheduled or received on the simulator and goes:
 * a table that a later release adds is emptied until somebody decides otherwise.
 */
const kept = new Set(
  [
    'installation',
    'audit_entry',
    'setting',
    'unit',
    'content',
    'quiz_question',
    'budget_year',
    'budget_entry',
    'calendar_year',
    'holiday',
    'festival_day',
    'ita_year',
    'ita_instrument',
    'ita_indicator',
    'ita_item',
    'measure',
    'measure_step',
  ].map((table) => `public.${table}`),
)

/** Settings by which somebody vouches for this installation: what was said of the demo is not true of the real one. */
const triedOnTheDemo = ['polls.proofs', 'approvalRequired', 'noticeConfirmed']

/**
 * Removes demo people, groups, campaigns, polls, accounts and tokens; cards (as drafts), figures and settings stay. From then on the
 * database is real. `database` is opened under the owner's login: no other may empty every table.
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
      await empty(tx)
      await tx.setting.deleteMany({ where: { key: { in: triedOnTheDemo } } })
      await tx.content.deleteMany({ where: { isDemo: true } })
      await tx.content.updateMany({ data: { authorId: null, approvedBy: null, approvedAt: null, state: 'draft' } })
      await tx.quizQuestion.updateMany({ data: { authorId: null, approvedBy: null, approvedAt: null, state: 'draft' } })
      await tx.installation.update({ where: { id: 1 }, data: { kind: 'real' } })
      await audit.record(tx, { actorId: null, action: 'installation.start-real' })
    },
    { timeoutMs: 60_000 },
  )
}

async function empty(tx: Tx): Promise<void> {
  for (const { id } of await tx.poll.findMany({ select: { id: true } })) {
    await tx.$executeRaw`SELECT ballot.drop_poll(${id}::uuid)`
  }
  const tables = await listTables((sql) => tx.$queryRawUnsafe<unknown[]>(sql), kept)
  // Children first: the list puts every table after those it refers to.
  for (const table of tables.reverse()) await tx.$executeRawUnsafe(`DELETE FROM ${quoted(table)}`)
}
