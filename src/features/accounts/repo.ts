import type { Tx } from '../../platform/db/open-database.ts'

export async function readSettings(tx: Tx): Promise<Record<string, unknown>> {
  const rows = await tx.setting.findMany()
  return Object.fromEntries(rows.map((row) => [row.key, row.value]))
}

export async function readSetting(tx: Tx, key: string): Promise<unknown> {
  return (await tx.setting.findUnique({ where: { key } }))?.value
}

export async function writeSetting(tx: Tx, key: string, value: string | boolean | number): Promise<void> {
  await tx.setting.upsert({ where: { key }, create: { key, value }, update: { value } })
}

export async function isDemo(tx: Tx): Promise<boolean> {
  return (await tx.installation.count({ where: { kind: 'demo' } })) > 0
}

/** Newest first; the cursor is the last sequence number seen. */
export function listAuditEntries(tx: Tx, query: { cursor?: string; limit: number }) {
  return tx.auditEntry.findMany({
    where: query.cursor === undefined ? {} : { seq: { lt: BigInt(query.cursor) } },
    orderBy: { seq: 'desc' },
    take: query.limit + 1,
  })
}
