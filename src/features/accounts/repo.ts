import { literally } from '../../platform/db/literally.ts'
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

export type AuditQuery = {
  cursor?: string
  limit: number
  action?: string
  actorId?: string
  q?: string
  from?: string
  to?: string
}

/** Newest first; the cursor is the last sequence number seen. */
export function listAuditEntries(tx: Tx, query: AuditQuery) {
  const { cursor, action, actorId, q, from, to } = query
  return tx.auditEntry.findMany({
    where: {
      ...(cursor !== undefined && { seq: { lt: BigInt(cursor) } }),
      ...(action && { action }),
      ...(actorId && { actorId: actorId === 'system' ? null : actorId }),
      ...(q && { body: { contains: literally(asInJson(q)), mode: 'insensitive' } }),
      at: { ...(from && { gte: new Date(from) }), ...(to && { lt: new Date(to) }) },
    },
    orderBy: { seq: 'desc' },
    take: query.limit + 1,
  })
}

/** As it stands inside the text of an entry, where quotes and backslashes are written with a backslash. */
const asInJson = (text: string) => JSON.stringify(text).slice(1, -1)
