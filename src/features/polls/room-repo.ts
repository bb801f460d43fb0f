import type { Tx } from '../../platform/db/open-database.ts'
import type { TallyRow } from './tally-rules.ts'

export type RoomRow = {
  pollId: string
  code: string
  question: number
  isRevealed: boolean
  isLocked: boolean
  rounds: unknown
  timerEndsAt: Date | null
  version: number
  poll: RoomPoll
}

export type RoomPoll = {
  title: string
  language: string
  state: 'draft' | 'pending_approval' | 'published' | 'open' | 'closed'
  questions: unknown
  threshold: number
  promise: string[]
  promises: unknown
  returnsOn: Date | null
}

const poll = {
  select: {
    title: true,
    language: true,
    state: true,
    questions: true,
    threshold: true,
    promise: true,
    promises: true,
    returnsOn: true,
  },
} as const

export async function findRoom(tx: Tx, by: { code: string } | { pollId: string }): Promise<RoomRow | undefined> {
  return (await tx.room.findUnique({ where: by, include: { poll } })) ?? undefined
}

/**
 * The room as it stands until the transaction ends: no other answer is counted, nobody steers, and the poll cannot be closed
 * in between (a close changes the poll's row, on which this holds a share).
 */
export async function lockRoom(tx: Tx, code: string): Promise<RoomRow | undefined> {
  await tx.$executeRaw`
    SELECT 1 FROM room JOIN poll ON poll.id = room.poll_id WHERE room.code = ${code} FOR UPDATE OF room FOR SHARE OF poll`
  return findRoom(tx, { code })
}

/** False where the code is taken. */
export async function insertRoom(tx: Tx, room: { pollId: string; code: string }): Promise<boolean> {
  const { count } = await tx.room.createMany({ data: [room], skipDuplicates: true })
  return count === 1
}

export async function listOpenRooms(tx: Tx): Promise<RoomRow[]> {
  return tx.room.findMany({
    where: { poll: { state: { in: ['published', 'open'] } } },
    include: { poll },
    orderBy: { pollId: 'desc' },
    take: 200,
  })
}

export type RoomChange = Partial<Pick<RoomRow, 'question' | 'isRevealed' | 'isLocked' | 'timerEndsAt'>> & {
  rounds?: Record<string, number>
}

/** Every change raises the version, by which screens know the newer of two pictures. */
export async function changeRoom(tx: Tx, pollId: string, change: RoomChange = {}): Promise<void> {
  await tx.room.update({ where: { pollId }, data: { ...change, version: { increment: 1 } } })
}

/** Which of these marks the room has already. As an array they are looked up in the index; a join would read all marks of the room. */
export async function findDevices(tx: Tx, pollId: string, tokens: readonly string[]): Promise<Set<string>> {
  const rows = await tx.$queryRaw<{ token: string }[]>`
    SELECT encode(token, 'hex') AS token FROM ballot.room_device
    WHERE poll_id = ${pollId}::uuid
      AND token = ANY (ARRAY(SELECT decode(given, 'hex') FROM unnest(${tokens}::text[]) AS given))`
  return new Set(rows.map(({ token }) => token))
}

/** Which of these devices' marks are new: the others have answered before. */
export async function insertDevices(tx: Tx, pollId: string, tokens: readonly string[]): Promise<Set<string>> {
  const rows = await tx.$queryRaw<{ token: string }[]>`
    INSERT INTO ballot.room_device (poll_id, token)
    SELECT ${pollId}::uuid, decode(given, 'hex') FROM unnest(${tokens}::text[]) AS given
    ON CONFLICT DO NOTHING RETURNING encode(token, 'hex') AS token`
  return new Set(rows.map(({ token }) => token))
}

/**
 * Writes all marks and all waiting words of a room anew, in no order: as they were written, the number of a transaction, or the
 * place in the table, would join what one phone wrote to its mark. Ids stay, so that a presenter who reads them notices nothing.
 */
export async function mixMarksAndWords(tx: Tx, pollId: string): Promise<void> {
  await tx.$executeRaw`
    WITH marks AS (DELETE FROM ballot.room_device WHERE poll_id = ${pollId}::uuid RETURNING poll_id, token)
    INSERT INTO ballot.room_device (poll_id, token) SELECT poll_id, token FROM marks ORDER BY random()`
  await tx.$executeRaw`
    WITH words AS (DELETE FROM ballot.open_text WHERE poll_id = ${pollId}::uuid RETURNING id, poll_id, question, body)
    INSERT INTO ballot.open_text (id, poll_id, question, body)
    SELECT id, poll_id, question, body FROM words ORDER BY random()`
}

/** Sums of everybody, by question and option. */
export async function listSums(tx: Tx, pollId: string, questions: readonly string[]): Promise<TallyRow[]> {
  const rows = await tx.$queryRaw<(Omit<TallyRow, 'count'> & { count: bigint })[]>`
    SELECT question, cut, option, count FROM ballot.tally
    WHERE poll_id = ${pollId}::uuid AND cut = '' AND question = ANY(${questions}::text[])`
  return rows.map((row) => ({ ...row, count: Number(row.count) }))
}

/** The answers of one question are gone: its sums, and what the presenter has not read. */
export async function dropAnswers(tx: Tx, pollId: string, question: string): Promise<void> {
  await tx.$executeRaw`DELETE FROM ballot.tally WHERE poll_id = ${pollId}::uuid AND question = ${question}`
  await tx.$executeRaw`DELETE FROM ballot.open_text WHERE poll_id = ${pollId}::uuid AND question = ${question}`
}

/** By random id: nothing tells which was written first. */
export async function listWaiting(tx: Tx, pollId: string, question: string): Promise<{ id: string; body: string }[]> {
  return tx.$queryRaw`
    SELECT id::text, body FROM ballot.open_text
    WHERE poll_id = ${pollId}::uuid AND question = ${question} ORDER BY id LIMIT 200`
}

/** Which question it answered; undefined when somebody has settled it. */
export async function takeWaiting(tx: Tx, pollId: string, id: string): Promise<string | undefined> {
  const [row] = await tx.$queryRaw<{ question: string }[]>`
    DELETE FROM ballot.open_text WHERE poll_id = ${pollId}::uuid AND id = ${id}::uuid RETURNING question`
  return row?.question
}

/** One more who said this. */
export async function addToSum(tx: Tx, pollId: string, question: string, option: string): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO ballot.tally (poll_id, question, option, count) VALUES (${pollId}::uuid, ${question}, ${option}, 1)
    ON CONFLICT (poll_id, question, cut, option) DO UPDATE SET count = tally.count + 1`
}
