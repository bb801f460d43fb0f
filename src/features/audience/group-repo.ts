import type { Tx } from '../../platform/db/open-database.ts'
import type { GroupState } from './rules.ts'

export type GroupRow = {
  id: string
  lineGroupId: string
  name: string | null
  state: GroupState
  memberCount: number | null
  hasOutsiders: boolean | null
  unitId: string | null
  joinedAt: Date
  approvedAt: Date | null
  leftAt: Date | null
}

export type GroupChange = Partial<Omit<GroupRow, 'id' | 'lineGroupId'>>

export async function findGroup(tx: Tx, id: string): Promise<GroupRow | undefined> {
  return (await tx.group.findUnique({ where: { id } })) ?? undefined
}

/** Reads a group and keeps everybody else from changing it until the transaction ends. */
export async function lockGroup(tx: Tx, id: string): Promise<GroupRow | undefined> {
  await tx.$executeRaw`SELECT 1 FROM line_group WHERE id = ${id}::uuid FOR UPDATE`
  return findGroup(tx, id)
}

export async function lockGroupOf(tx: Tx, lineGroupId: string): Promise<GroupRow | undefined> {
  await tx.$executeRaw`SELECT 1 FROM line_group WHERE line_group_id = ${lineGroupId} FOR UPDATE`
  return (await tx.group.findUnique({ where: { lineGroupId } })) ?? undefined
}

export function insertGroup(
  tx: Tx,
  group: { lineGroupId: string; state: GroupState; joinedAt: Date; leftAt?: Date },
): Promise<GroupRow> {
  return tx.group.create({ data: group })
}

export function updateGroup(tx: Tx, id: string, change: GroupChange): Promise<GroupRow> {
  return tx.group.update({ where: { id }, data: change })
}

/** Newest first; ids are UUIDv7, so the cursor is the last id seen. */
export function listGroups(tx: Tx, query: { cursor?: string; limit: number; state?: GroupState }): Promise<GroupRow[]> {
  return tx.group.findMany({
    where: { ...(query.cursor && { id: { lt: query.cursor } }), ...(query.state && { state: query.state }) },
    orderBy: { id: 'desc' },
    take: query.limit + 1,
  })
}

/** Groups that receive cards, by name. */
export async function listOpenGroups(tx: Tx) {
  const rows = await tx.group.findMany({
    where: { state: 'approved' },
    select: { id: true, name: true, memberCount: true, hasOutsiders: true },
    orderBy: [{ name: 'asc' }, { id: 'asc' }],
    take: 1000, // as many as one record names
  })
  return rows.map((row) => ({ ...row, hasOutsiders: row.hasOutsiders === true }))
}

/** Groups whose members are staff, every one of them: to be found in one proves that a person belongs to the office. */
export function listStaffOnlyGroups(tx: Tx, groupId?: string): Promise<GroupRow[]> {
  return tx.group.findMany({
    where: { state: 'approved', hasOutsiders: false, ...(groupId && { id: groupId }) },
    orderBy: { id: 'asc' },
  })
}

export async function listPresentGroupIds(tx: Tx): Promise<string[]> {
  const rows = await tx.group.findMany({ where: { state: { not: 'left' } }, select: { id: true }, take: 5000 })
  return rows.map((row) => row.id)
}

/** Approved groups that the bot is out of, since a time: how many, and when it last happened. */
export async function countLostGroups(tx: Tx, since: Date): Promise<{ count: number; lastAt: Date | null }> {
  const lost = await tx.group.aggregate({
    where: { state: 'left', approvedAt: { not: null }, leftAt: { gte: since } },
    _count: true,
    _max: { leftAt: true },
  })
  return { count: lost._count, lastAt: lost._max.leftAt }
}

/** Groups nobody has asked LINE about yet. */
export async function listNamelessGroupIds(tx: Tx, joined: { after: Date; before: Date }): Promise<string[]> {
  const rows = await tx.group.findMany({
    where: { state: { not: 'left' }, name: null, joinedAt: { gt: joined.after, lt: joined.before } },
    select: { id: true },
    take: 200,
  })
  return rows.map((row) => row.id)
}
