import type { OutgoingMessage } from '../../line/messages/outgoing-message.ts'
import type { Prisma } from '../../platform/db/generated/client.ts'
import type { Tx } from '../../platform/db/open-database.ts'
import type { OfficerNews } from './needs.ts'

export type MessageRow = {
  id: string
  userId: string
  line: OutgoingMessage[]
  mail: OfficerNews['mail']
  state: 'queued' | 'accepted' | 'failed' | 'unknown' | 'listed'
  channel: 'line' | 'mail' | null
  to: string | null
  retryKey: string
  tryCount: number
  nextTryAt: Date
  firstTriedAt: Date | null
  leaseUntil: Date | null
  fence: string | null
}

/** A message per person; those who were told this topic before are left out. Returns the ids of the new ones. */
export async function insertMessages(tx: Tx, userIds: string[], news: OfficerNews, now: Date): Promise<string[]> {
  const { topic, line, mail } = news
  const rows = await tx.officerMessage.createManyAndReturn({
    data: userIds.map((userId) => ({
      userId,
      topic,
      line: line as unknown as Prisma.InputJsonValue,
      mail,
      nextTryAt: now,
    })),
    skipDuplicates: true,
    select: { id: true },
  })
  return rows.map(({ id }) => id)
}

export async function lockMessage(tx: Tx, id: string): Promise<MessageRow | undefined> {
  await tx.$executeRaw`SELECT 1 FROM officer_message WHERE id = ${id}::uuid FOR NO KEY UPDATE`
  const row = await tx.officerMessage.findUnique({ where: { id } })
  return row ? (row as unknown as MessageRow) : undefined
}

export async function updateMessage(tx: Tx, id: string, data: Prisma.OfficerMessageUncheckedUpdateInput) {
  await tx.officerMessage.update({ where: { id }, data })
}

/** Writes the end of a try. False: another claim has taken the message since, and this one changes nothing. */
export async function settleMessage(
  tx: Tx,
  claim: { id: string; fence: string },
  data: Prisma.OfficerMessageUncheckedUpdateManyInput,
): Promise<boolean> {
  const { count } = await tx.officerMessage.updateMany({ where: { ...claim, state: 'queued' }, data })
  return count === 1
}

export async function listDueMessages(tx: Tx, now: Date): Promise<string[]> {
  const rows = await tx.officerMessage.findMany({
    where: { state: 'queued', nextTryAt: { lte: now }, OR: [{ leaseUntil: null }, { leaseUntil: { lt: now } }] },
    select: { id: true },
    take: 500,
  })
  return rows.map(({ id }) => id)
}

/** Messages that wait and will go by LINE: to officers with a chat, unless LINE has refused them and a mail follows. */
export function countWaitingForLine(tx: Tx): Promise<number> {
  return tx.officerMessage.count({
    where: {
      state: 'queued',
      OR: [{ channel: 'line' }, { channel: null, user: { line: { isNot: null } } }],
    },
  })
}

export async function deleteMessagesBefore(tx: Tx, before: Date): Promise<number> {
  return (await tx.officerMessage.deleteMany({ where: { createdAt: { lt: before }, state: { not: 'queued' } } })).count
}
