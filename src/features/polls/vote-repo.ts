import type { Tx } from '../../platform/db/open-database.ts'
import { findPoll, type PollRow } from './poll-repo.ts'

// By LINE's id, in one statement: a vote is answered while LINE waits, and the id itself is kept nowhere.

/** Whether this person was in the audience when the poll was published, and still is registered. */
export async function isEligible(tx: Tx, pollId: string, lineUserId: string): Promise<boolean> {
  const [row] = await tx.$queryRaw<{ found: boolean }[]>`
    SELECT EXISTS (
      SELECT FROM poll_eligible e JOIN staff s ON s.id = e.staff_id
      WHERE e.poll_id = ${pollId}::uuid AND s.line_user_id = ${lineUserId} AND s.state = 'registered'
    ) AS found`
  return row?.found ?? false
}

/** Open polls of these levels that this person may answer, oldest first. */
export async function listOpenFor(
  tx: Tx,
  lineUserId: string,
  anonymity: PollRow['anonymity'][],
  limit: number,
): Promise<PollRow[]> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    SELECT p.id::text FROM poll p JOIN poll_eligible e ON e.poll_id = p.id JOIN staff s ON s.id = e.staff_id
    WHERE p.state = 'open' AND p.anonymity::text = ANY(${anonymity}::text[]) AND (p.closes_at IS NULL OR p.closes_at > now())
      AND s.line_user_id = ${lineUserId} AND s.state = 'registered'
    ORDER BY p.opened_at LIMIT ${limit}`
  const polls = []
  for (const { id } of rows) polls.push(await findPoll(tx, id))
  return polls.filter((poll) => poll !== undefined)
}

/** When the next of these levels opens for this person, where its time is set. */
export async function findNextOpening(
  tx: Tx,
  lineUserId: string,
  anonymity: PollRow['anonymity'][],
): Promise<Date | undefined> {
  const [row] = await tx.$queryRaw<{ at: Date | null }[]>`
    SELECT min(p.opens_at) AS at FROM poll p JOIN poll_eligible e ON e.poll_id = p.id JOIN staff s ON s.id = e.staff_id
    WHERE p.state = 'published' AND p.anonymity::text = ANY(${anonymity}::text[]) AND p.opens_at > now()
      AND s.line_user_id = ${lineUserId} AND s.state = 'registered'`
  return row?.at ?? undefined
}

/** The newest open ballot poll for this person that asks for nothing but written opinions. */
export async function findOpinionsFor(tx: Tx, lineUserId: string): Promise<PollRow | undefined> {
  const [row] = await tx.$queryRaw<{ id: string }[]>`
    SELECT p.id::text FROM poll p JOIN poll_eligible e ON e.poll_id = p.id JOIN staff s ON s.id = e.staff_id
    WHERE p.state = 'open' AND p.anonymity = 'ballot' AND (p.closes_at IS NULL OR p.closes_at > now())
      AND NOT EXISTS (SELECT FROM jsonb_array_elements(p.questions) asked WHERE asked->>'kind' <> 'text')
      AND s.line_user_id = ${lineUserId} AND s.state = 'registered'
    ORDER BY p.opened_at DESC LIMIT 1`
  return row && findPoll(tx, row.id)
}

export async function findStaffId(tx: Tx, lineUserId: string): Promise<string | undefined> {
  const [row] = await tx.$queryRaw<{ id: string }[]>`
    SELECT id::text FROM staff WHERE line_user_id = ${lineUserId} AND state = 'registered'`
  return row?.id
}

/** The latest polls that were asked in chats and have closed since then. Rooms have told on their screen. */
export async function listClosedSince(tx: Tx, since: Date, limit: number): Promise<PollRow[]> {
  const rows = await tx.poll.findMany({
    where: { state: 'closed', closedAt: { gte: since }, anonymity: { not: 'room' } },
    orderBy: { closedAt: 'desc' },
    select: { id: true },
    take: limit,
  })
  const polls = []
  for (const { id } of rows) polls.push(await findPoll(tx, id))
  return polls.filter((poll) => poll !== undefined)
}
