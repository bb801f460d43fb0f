import { z } from 'zod'
import type { Tx } from '../../platform/db/open-database.ts'

const key = 'richMenu'
const Stored = z.object({ hash: z.string() })

/** What the menu on LINE looked like when it was last brought up to date. */
export async function readSyncedHash(tx: Tx): Promise<string | undefined> {
  const row = await tx.setting.findUnique({ where: { key } })
  return row ? Stored.parse(row.value).hash : undefined
}

export async function writeSyncedHash(tx: Tx, hash: string): Promise<void> {
  await tx.setting.upsert({ where: { key }, create: { key, value: { hash } }, update: { value: { hash } } })
}
