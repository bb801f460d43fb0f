import type { Tx } from '../../platform/db/open-database.ts'

export function listMemberCounts(
  tx: Tx,
  lineGroupIds: string[],
): Promise<{ lineGroupId: string; memberCount: number | null }[]> {
  return tx.group.findMany({
    where: { lineGroupId: { in: lineGroupIds }, memberCount: { not: null } },
    select: { lineGroupId: true, memberCount: true },
  })
}
