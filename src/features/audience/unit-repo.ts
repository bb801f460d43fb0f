import { isUniqueViolation } from '../../platform/db/database-errors.ts'
import type { Tx } from '../../platform/db/open-database.ts'

export type UnitRow = { id: string; code: string; nameTh: string; kind: string }
export type CountedUnit = UnitRow & { staffCount: number; groupCount: number }
export type InviteRow = {
  id: string
  code: string
  unitId: string
  expiresAt: Date
  useLimit: number
  useCount: number
  revokedAt: Date | null
}

export async function findUnit(tx: Tx, id: string): Promise<UnitRow | undefined> {
  return (await tx.unit.findUnique({ where: { id } })) ?? undefined
}

export async function findUnitByCode(tx: Tx, code: string): Promise<UnitRow | undefined> {
  return (await tx.unit.findUnique({ where: { code } })) ?? undefined
}

/** All of them: an office has tens of units. The cap only keeps a mistaken import out of a reply. */
export function listAllUnits(tx: Tx): Promise<UnitRow[]> {
  return tx.unit.findMany({ orderBy: [{ createdAt: 'asc' }, { id: 'asc' }], take: 1000 })
}

/** Oldest first, with the people and groups that can be reached in each. */
export async function listUnits(
  tx: Tx,
  query: { id?: string; cursor?: string; limit: number },
): Promise<CountedUnit[]> {
  const rows = await tx.unit.findMany({
    where: {
      AND: [
        query.id === undefined ? {} : { id: query.id },
        query.cursor === undefined ? {} : { id: { gt: query.cursor } },
      ],
    },
    orderBy: { id: 'asc' },
    take: query.limit + 1,
    include: {
      _count: {
        select: {
          staff: { where: { state: 'registered', unfollowedAt: null } },
          groups: { where: { state: 'approved' } },
        },
      },
    },
  })
  return rows.map(({ _count, ...unit }) => ({ ...unit, staffCount: _count.staff, groupCount: _count.groups }))
}

/** Undefined when the code is taken. The transaction is then of no more use: PostgreSQL has ended it. */
export async function insertUnit(tx: Tx, unit: Omit<UnitRow, 'id'>): Promise<UnitRow | undefined> {
  try {
    return await tx.unit.create({ data: unit })
  } catch (error) {
    if (isUniqueViolation(error)) return undefined
    throw error
  }
}

export function insertInvite(
  tx: Tx,
  invite: { code: string; unitId: string; expiresAt: Date; useLimit: number; createdBy: string },
): Promise<InviteRow> {
  return tx.inviteCode.create({ data: invite })
}

export async function findInvite(tx: Tx, id: string): Promise<InviteRow | undefined> {
  return (await tx.inviteCode.findUnique({ where: { id } })) ?? undefined
}

export async function findInviteByCode(tx: Tx, code: string): Promise<InviteRow | undefined> {
  return (await tx.inviteCode.findUnique({ where: { code } })) ?? undefined
}

/** Newest first. Codes end after 90 days at most, so more than 200 that matter are not to be expected. */
export function listInvites(tx: Tx, unitId: string): Promise<InviteRow[]> {
  return tx.inviteCode.findMany({ where: { unitId }, orderBy: { id: 'desc' }, take: 200 })
}

export function revokeInvite(tx: Tx, id: string, revokedAt: Date): Promise<InviteRow> {
  return tx.inviteCode.update({ where: { id }, data: { revokedAt } })
}

/**
 * Counts one use, or says that none is left. One statement: of two people at the last use, the second waits for the first's
 * row and then finds the limit reached.
 */
export async function takeInviteUse(tx: Tx, id: string, now: Date): Promise<boolean> {
  const taken = await tx.$executeRaw`
    UPDATE invite_code SET use_count = use_count + 1
    WHERE id = ${id}::uuid AND revoked_at IS NULL AND expires_at > ${now} AND use_count < use_limit`
  return taken === 1
}
