import type { Tx } from '../../platform/db/open-database.ts'

export function listUnitsOfGroups(tx: Tx, ids: string[]): Promise<{ unitId: string | null }[]> {
  return tx.group.findMany({ where: { id: { in: ids }, state: 'approved' }, select: { unitId: true } })
}

export async function listStaffByChat(tx: Tx, chatIds: string[]): Promise<string[]> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    SELECT id::text FROM staff WHERE line_user_id = ANY(${chatIds}::text[])`
  return rows.map(({ id }) => id)
}
