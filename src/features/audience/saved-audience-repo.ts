import type { AudienceRule } from '../../contracts/api/audience-rule.ts'
import { isUniqueViolation } from '../../platform/db/database-errors.ts'
import type { Prisma } from '../../platform/db/generated/client.ts'
import type { Tx } from '../../platform/db/open-database.ts'

export type SavedAudienceRow = { id: string; name: string; rule: AudienceRule; createdAt: Date; updatedAt: Date }

// The JSON column holds what the API's own schema let in; nobody else writes it.
const toRow = (row: Prisma.SavedAudienceGetPayload<object>) => row as unknown as SavedAudienceRow

export async function findSavedAudience(tx: Tx, id: string): Promise<SavedAudienceRow | undefined> {
  const row = await tx.savedAudience.findUnique({ where: { id } })
  return row ? toRow(row) : undefined
}

/** Reads it for use: until the transaction ends nobody changes or deletes it, so a campaign never names one that is gone. */
export async function holdSavedAudience(tx: Tx, id: string): Promise<SavedAudienceRow | undefined> {
  await tx.$executeRaw`SELECT 1 FROM saved_audience WHERE id = ${id}::uuid FOR KEY SHARE`
  return findSavedAudience(tx, id)
}

/** Reads it for change. FOR UPDATE, the one lock that waits for those who hold it for use. */
export async function lockSavedAudience(tx: Tx, id: string): Promise<SavedAudienceRow | undefined> {
  await tx.$executeRaw`SELECT 1 FROM saved_audience WHERE id = ${id}::uuid FOR UPDATE`
  return findSavedAudience(tx, id)
}

/** Newest first; ids are UUIDv7, so the cursor is the last id seen. */
export async function listSavedAudiences(
  tx: Tx,
  query: { cursor?: string; limit: number },
): Promise<SavedAudienceRow[]> {
  const rows = await tx.savedAudience.findMany({
    where: { ...(query.cursor && { id: { lt: query.cursor } }) },
    orderBy: { id: 'desc' },
    take: query.limit + 1,
  })
  return rows.map(toRow)
}

/** Undefined when the name is taken. The transaction is then of no more use: PostgreSQL has ended it. */
export function insertSavedAudience(
  tx: Tx,
  audience: { name: string; rule: AudienceRule },
): Promise<SavedAudienceRow | undefined> {
  return unlessTaken(() => tx.savedAudience.create({ data: audience }))
}

/** As `insertSavedAudience`. */
export function updateSavedAudience(
  tx: Tx,
  id: string,
  change: { name?: string; rule?: AudienceRule },
): Promise<SavedAudienceRow | undefined> {
  return unlessTaken(() => tx.savedAudience.update({ where: { id }, data: change }))
}

export async function deleteSavedAudience(tx: Tx, id: string): Promise<void> {
  await tx.savedAudience.delete({ where: { id } })
}

async function unlessTaken(write: () => Promise<Prisma.SavedAudienceGetPayload<object>>) {
  try {
    return toRow(await write())
  } catch (error) {
    if (isUniqueViolation(error)) return undefined
    throw error
  }
}
