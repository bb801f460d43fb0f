import { advisoryLocks } from '../../platform/db/advisory-locks.ts'
import { isUniqueViolation } from '../../platform/db/database-errors.ts'
import type { Tx } from '../../platform/db/open-database.ts'
import type { UnitPlace } from './rules.ts'

export type UnitRow = { id: string; code: string; nameTh: string; kind: string; parentId: string | null }
export type UnitChange = Partial<Pick<UnitRow, 'nameTh' | 'kind' | 'parentId'>>
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

/**
 * Each of these units with all below it: whoever names a unit means the whole of it. Ids that name nothing are left out.
 */
export async function listUnitsBelow(tx: Tx, ids: string[]): Promise<Map<string, string[]>> {
  if (ids.length === 0) return new Map()
  const rows = await tx.$queryRaw<{ top: string; ids: string[] }[]>`
    WITH RECURSIVE below (top, id) AS (
      SELECT id, id FROM unit WHERE id = ANY(${ids}::uuid[])
      UNION
      SELECT below.top, unit.id FROM below JOIN unit ON unit.parent_id = below.id
    )
    SELECT top::text, array_agg(id::text) AS ids FROM below GROUP BY top`
  return new Map(rows.map((row) => [row.top, row.ids]))
}

/** The same in one list, each unit once. */
export async function listUnitsOf(tx: Tx, ids: string[]): Promise<string[]> {
  return [...new Set([...(await listUnitsBelow(tx, ids)).values()].flat())]
}

/** One change of the tree at a time: two moves at once, each right by itself, could put two units under each other. */
export async function lockUnitTree(tx: Tx): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(${advisoryLocks.unitTree}::bigint)`
}

export function listUnitPlaces(tx: Tx): Promise<UnitPlace[]> {
  return tx.unit.findMany({ select: { id: true, parentId: true } })
}

/** Oldest first, with the people and groups that can be reached in each. */
export async function listUnits(
  tx: Tx,
  query: { ids?: string[]; cursor?: string; limit: number },
): Promise<CountedUnit[]> {
  const rows = await tx.unit.findMany({
    where: {
      AND: [
        query.ids === undefined ? {} : { id: { in: query.ids } },
        query.cursor === undefined ? {} : { id: { gt: query.cursor } },
      ],
    },
    orderBy: { id: 'asc' },
    take: query.limit + 1,
    include: reached,
  })
  return rows.map(toCounted)
}

const reached = {
  _count: {
    select: {
      staff: { where: { state: 'registered', unfollowedAt: null } },
      groups: { where: { state: 'approved' } },
    },
  },
} as const

function toCounted({ _count, ...unit }: UnitRow & { _count: { staff: number; groups: number } }): CountedUnit {
  return { ...unit, staffCount: _count.staff, groupCount: _count.groups }
}

export async function updateUnit(tx: Tx, id: string, data: UnitChange): Promise<CountedUnit> {
  return toCounted(await tx.unit.update({ where: { id }, data, include: reached }))
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
