import { createHash } from 'node:crypto'
import type { Clock } from '../clock.ts'
import { advisoryLocks } from '../db/advisory-locks.ts'
import type { Database, Tx } from '../db/open-database.ts'

export type AuditRecord = {
  actorId: string | null
  /** What was done, as noun.verb: `campaign.approve`, `staff.erase`. */
  action: string
  subject?: string
  data?: Record<string, unknown>
}

/** Who stands in the chain for what an actor does: nobody where the system made it in a person's name. */
export const actorIdOf = ({ via, userId }: { via: string; userId: string }): string | null =>
  via === 'system' ? null : userId

export type AuditCheck = { entries: number; firstBadSeq: string | null; headHash: string | null }

export type Audit = {
  /** Appends to the chain in the caller's transaction. Call it last: the chain is a queue of one until the commit. */
  record(tx: Tx, record: AuditRecord): Promise<void>
  verify(): Promise<AuditCheck>
  /** Whether an entry written down elsewhere is still there, unchanged: what a cut tail cannot say of itself. */
  holds(entry: { seq: string; hash: string }): Promise<boolean>
}

const genesis = '0'.repeat(64)

export function createAudit(deps: { database: Database; clock: Clock }): Audit {
  return {
    async record(tx, record) {
      await tx.$executeRaw`SELECT pg_advisory_xact_lock(${advisoryLocks.auditChain}::bigint)`
      const head = await tx.auditEntry.findFirst({ orderBy: { seq: 'desc' }, select: { seq: true, hash: true } })
      const seq = (head?.seq ?? 0n) + 1n
      const at = deps.clock.now()
      const prevHash = head?.hash ?? genesis
      const subject = record.subject ?? null
      const body = JSON.stringify({
        seq: seq.toString(),
        at: at.toISOString(),
        actorId: record.actorId,
        action: record.action,
        subject,
        data: record.data ?? {},
      })
      await tx.auditEntry.create({
        data: {
          seq,
          at,
          actorId: record.actorId,
          action: record.action,
          subject,
          body,
          prevHash,
          hash: hashOf(prevHash, body),
        },
      })
    },
    async holds({ seq, hash }) {
      return (await deps.database.prisma.auditEntry.count({ where: { seq: BigInt(seq), hash } })) === 1
    },
    async verify() {
      const check: AuditCheck = { entries: 0, firstBadSeq: null, headHash: null }
      let prevHash = genesis
      let expected = 1n
      for (;;) {
        const page = await deps.database.prisma.auditEntry.findMany({
          where: { seq: { gte: expected } },
          orderBy: { seq: 'asc' },
          take: 1000,
        })
        if (page.length === 0) return { ...check, headHash: check.entries === 0 ? null : prevHash }
        for (const entry of page) {
          if (
            entry.seq !== expected ||
            entry.prevHash !== prevHash ||
            entry.hash !== hashOf(prevHash, entry.body) ||
            !agrees(entry)
          ) {
            return { ...check, firstBadSeq: entry.seq.toString() }
          }
          check.entries += 1
          prevHash = entry.hash
          expected += 1n
        }
      }
    },
  }
}

function hashOf(prevHash: string, body: string): string {
  return createHash('sha256').update(prevHash).update(body).digest('hex')
}

/** The columns are for searching; the hashed body is what counts. An edit of a column alone is caught here. */
function agrees(entry: {
  seq: bigint
  at: Date
  actorId: string | null
  action: string
  subject: string | null
  body: string
}): boolean {
  const body = readBody(entry.body)
  return (
    body.seq === entry.seq.toString() &&
    body.at === entry.at.toISOString() &&
    body.actorId === entry.actorId &&
    body.action === entry.action &&
    body.subject === entry.subject
  )
}

function readBody(body: string): Record<string, unknown> {
  try {
    return JSON.parse(body) ?? {}
  } catch {
    return {} // not JSON: somebody wrote it who was not us, so that it agrees with nothing
  }
}
