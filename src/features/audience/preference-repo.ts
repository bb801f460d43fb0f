import type { Tx } from '../../platform/db/open-database.ts'

/** All that is kept about a person, for the person. */
export type OwnRecord = {
  id: string
  displayName: string | null
  state: 'guest' | 'pending' | 'registered'
  unit: { nameTh: string } | null
  unitConfirmedAt: Date | null
  tags: string[]
  noticeVersion: string | null
  noticeAt: Date | null
  joinedAt: Date
  language: string | null
  isQuiet: boolean
  mutedSeries: string[]
}

export type OwnSettings = Pick<OwnRecord, 'language' | 'isQuiet' | 'mutedSeries'>

export async function findOwnRecord(tx: Tx, lineUserId: string): Promise<OwnRecord | undefined> {
  const row = await tx.staff.findUnique({ where: { lineUserId }, include: { unit: { select: { nameTh: true } } } })
  return row ?? undefined
}

/** What of a person decides how they are answered. */
export async function findReader(
  tx: Tx,
  lineUserId: string,
): Promise<Pick<OwnRecord, 'state' | 'language'> | undefined> {
  return (await tx.staff.findUnique({ where: { lineUserId }, select: { state: true, language: true } })) ?? undefined
}

export async function updateOwnSettings(tx: Tx, id: string, change: Partial<OwnSettings>): Promise<void> {
  await tx.staff.update({ where: { id }, data: change })
}

/** Messages of the last 400 days that reached this chat or were on their way. */
export function countMessagesTo(tx: Tx, lineUserId: string): Promise<number> {
  return tx.recipient.count({ where: { chatId: lineUserId } })
}

/** Chats of people who want no cards at all now, or none of these series and topics. */
export async function listUnwilling(tx: Tx, muted: readonly string[]): Promise<string[]> {
  const rows = await tx.$queryRaw<{ chatId: string }[]>`
    SELECT line_user_id AS "chatId" FROM staff WHERE is_quiet OR muted_series && ${[...muted]}::text[]`
  return rows.map(({ chatId }) => chatId)
}
