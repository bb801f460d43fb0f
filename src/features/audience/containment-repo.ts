import type { Estimate } from '../../contracts/api/audiences.ts'
import type { Tx } from '../../platform/db/open-database.ts'
import type { Containment } from './audience-rules.ts'

/** Nobody else may say what contains what until the transaction ends: two harmless changes together can close a loop. */
export async function lockContainments(tx: Tx): Promise<void> {
  await tx.$executeRaw`LOCK TABLE group_contains IN SHARE ROW EXCLUSIVE MODE`
}

export function listContainments(tx: Tx): Promise<Containment[]> {
  return tx.groupContains.findMany()
}

export async function listContained(tx: Tx, groupId: string): Promise<string[]> {
  const rows = await tx.groupContains.findMany({ where: { groupId }, orderBy: { containedId: 'asc' } })
  return rows.map(({ containedId }) => containedId)
}

export async function replaceContained(tx: Tx, groupId: string, containedIds: string[]): Promise<void> {
  await tx.groupContains.deleteMany({ where: { groupId } })
  await tx.groupContains.createMany({ data: containedIds.map((containedId) => ({ groupId, containedId })) })
}

/** Pairs among these chats of which one contains the other, by way of a third group too. */
export function listDoubles(tx: Tx, chatIds: string[]): Promise<Estimate['doubles']> {
  return tx.$queryRaw<Estimate['doubles']>`
    WITH RECURSIVE inside AS (
      SELECT group_id, contained_id FROM group_contains
      UNION
      SELECT inside.group_id, further.contained_id
      FROM inside JOIN group_contains further ON further.group_id = inside.contained_id
    )
    SELECT containing.id::text AS "groupId", contained.id::text AS "containedGroupId",
      coalesce(contained.member_count, 0) AS people
    FROM inside
    JOIN line_group containing ON containing.id = inside.group_id AND containing.line_group_id = ANY(${chatIds}::text[])
    JOIN line_group contained ON contained.id = inside.contained_id AND contained.line_group_id = ANY(${chatIds}::text[])
    ORDER BY 1, 2`
}
