import type { Tx } from '../../platform/db/open-database.ts'
import type { StaffState } from './rules.ts'

export type StaffRow = {
  id: string
  lineUserId: string
  displayName: string | null
  state: StaffState
  unitId: string | null
  /** When it was last known for sure; the years after, the bot asks. */
  unitConfirmedAt: Date | null
  noticeVersion: string | null
  joinedAt: Date
  unfollowedAt: Date | null
  language: string | null
  menuLanguage: string | null
}

export type StaffChange = Partial<Omit<StaffRow, 'id' | 'lineUserId'>> & { noticeAt?: Date }

export async function findStaff(tx: Tx, id: string): Promise<StaffRow | undefined> {
  return (await tx.staff.findUnique({ where: { id } })) ?? undefined
}

export async function findStaffOf(tx: Tx, lineUserId: string): Promise<StaffRow | undefined> {
  return (await tx.staff.findUnique({ where: { lineUserId } })) ?? undefined
}

/** Reads a person's row and keeps everybody else from changing it until the transaction ends. */
export async function lockStaff(tx: Tx, id: string): Promise<StaffRow | undefined> {
  await tx.$executeRaw`SELECT 1 FROM staff WHERE id = ${id}::uuid FOR UPDATE`
  return findStaff(tx, id)
}

export async function lockStaffOf(tx: Tx, lineUserId: string): Promise<StaffRow | undefined> {
  await tx.$executeRaw`SELECT 1 FROM staff WHERE line_user_id = ${lineUserId} FOR UPDATE`
  return findStaffOf(tx, lineUserId)
}

export function insertStaff(tx: Tx, person: { lineUserId: string; joinedAt: Date } & StaffChange): Promise<StaffRow> {
  return tx.staff.create({ data: person })
}

export function updateStaff(tx: Tx, id: string, change: StaffChange): Promise<StaffRow> {
  return tx.staff.update({ where: { id }, data: change })
}

export async function deleteStaff(tx: Tx, id: string): Promise<void> {
  await tx.staff.delete({ where: { id } })
}

/** What a copy for the person says. */
export async function findRecord(tx: Tx, id: string) {
  const record = await tx.staff.findUnique({ where: { id }, include: { unit: { select: { nameTh: true } } } })
  if (!record) return undefined
  const messageCount = await tx.recipient.count({ where: { chatId: record.lineUserId } })
  return { ...record, messageCount }
}

/** Newest first; ids are UUIDv7, so the cursor is the last id seen. */
export function listStaff(
  tx: Tx,
  query: { cursor?: string; limit: number; unitIds?: string[]; state?: StaffState },
): Promise<StaffRow[]> {
  return tx.staff.findMany({
    where: {
      ...(query.cursor && { id: { lt: query.cursor } }),
      ...(query.unitIds && { unitId: { in: query.unitIds } }),
      ...(query.state && { state: query.state }),
    },
    orderBy: { id: 'desc' },
    take: query.limit + 1,
  })
}

/**
 * People who have read the notice and whom nobody has confirmed: an approved group may know them. In a review those, too, who
 * blocked the account: they may be back. In the order of their ids.
 */
export async function listStaffIdsToAsk(
  tx: Tx,
  query: { noticeVersion: string; afterId?: string; limit: number; isReview: boolean },
): Promise<string[]> {
  const waiting = { state: { in: ['guest', 'pending'] as StaffState[] }, unfollowedAt: null }
  const rows = await tx.staff.findMany({
    where: {
      noticeVersion: query.noticeVersion,
      OR: [waiting, ...(query.isReview ? [{ unfollowedAt: { not: null } }] : [])],
      ...(query.afterId && { id: { gt: query.afterId } }),
    },
    select: { id: true },
    orderBy: { id: 'asc' },
    take: query.limit,
  })
  return rows.map((row) => row.id)
}

/** Of these LINE users, those who wait to be confirmed. */
export async function listWaitingAmong(tx: Tx, lineUserIds: string[], noticeVersion: string): Promise<string[]> {
  const rows = await tx.staff.findMany({
    where: {
      lineUserId: { in: lineUserIds },
      state: { in: ['guest', 'pending'] },
      noticeVersion,
      unfollowedAt: null,
    },
    select: { id: true },
  })
  return rows.map((row) => row.id)
}

/** People whose name has not been asked for since they read the notice: the job that does was lost. */
export async function listNamelessStaffIds(
  tx: Tx,
  acknowledged: { after: Date; before: Date; noticeVersion: string },
): Promise<string[]> {
  const rows = await tx.staff.findMany({
    where: {
      displayName: null,
      noticeVersion: acknowledged.noticeVersion,
      unfollowedAt: null,
      noticeAt: { gt: acknowledged.after, lt: acknowledged.before },
    },
    select: { id: true },
    take: 200,
  })
  return rows.map((row) => row.id)
}

/** Takes up to `limit` people who went away before `before`; another process at the same work takes others. */
export async function takeLongGone(tx: Tx, query: { before: Date; limit: number }): Promise<StaffRow[]> {
  const taken = await tx.$queryRaw<{ id: string }[]>`
    SELECT id FROM staff WHERE unfollowed_at <= ${query.before} ORDER BY unfollowed_at LIMIT ${query.limit} FOR UPDATE SKIP LOCKED`
  return tx.staff.findMany({ where: { id: { in: taken.map(({ id }) => id) } } })
}

/** A person who is staff and follows the account now. */
export async function isRegistered(tx: Tx, lineUserId: string): Promise<boolean> {
  return (await tx.staff.count({ where: { lineUserId, state: 'registered', unfollowedAt: null } })) > 0
}
