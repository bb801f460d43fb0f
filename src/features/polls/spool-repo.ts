import type { BallotPart } from '../../contracts/polls.ts'
import type { Database, Tx } from '../../platform/db/open-database.ts'
import type { TallyRow } from './tally-rules.ts'

export type SealFate = 'sealed' | 'counted' | 'closed'
export type SealedVote = { pollId: string; token: Buffer; box: Buffer }

const sealStatement = {
  name: 'seal-votes',
  text: 'SELECT outcome FROM ballot.seal($1::uuid[], $2::bytea[], $3::bytea[])',
}

/** Many votes in one statement and one commit; what became of each, in their order. */
export async function insertBoxes(pool: Database['pool'], votes: readonly SealedVote[]): Promise<SealFate[]> {
  const { rows } = await pool.query<{ outcome: SealFate }>({
    ...sealStatement,
    values: [votes.map(({ pollId }) => pollId), votes.map(({ token }) => token), votes.map(({ box }) => box)],
  })
  return rows.map(({ outcome }) => outcome)
}

/** The gate between votes and a flush or close: nothing is sealed into this poll until the transaction ends. */
export async function lockGate(tx: Tx, pollId: string): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${pollId}::uuid::text, 0))`
}

export async function countBoxes(tx: Tx, pollId: string): Promise<number> {
  const [row] = await tx.$queryRaw<{ count: number }[]>`
    SELECT count(*)::int AS count FROM ballot.spool WHERE poll_id = ${pollId}::uuid`
  return row?.count ?? 0
}

export async function listBoxes(tx: Tx, pollId: string): Promise<{ id: string; box: Buffer }[]> {
  const rows = await tx.$queryRaw<{ id: string; box: Uint8Array }[]>`
    SELECT id::text, box FROM ballot.spool WHERE poll_id = ${pollId}::uuid`
  return rows.map(({ id, box }) => ({ id, box: Buffer.from(box) }))
}

export async function deleteBoxes(tx: Tx, pollId: string, ids: string[]): Promise<void> {
  await tx.$executeRaw`DELETE FROM ballot.spool WHERE poll_id = ${pollId}::uuid AND id = ANY(${ids}::uuid[])`
}

/** Which of these tokens, in base64url, have been counted. */
export async function listCounted(tx: Tx, pollId: string, tokens: string[]): Promise<Set<string>> {
  const rows = await tx.$queryRaw<{ token: string }[]>`
    SELECT encode(token, 'hex') AS token FROM ballot.participation
    WHERE poll_id = ${pollId}::uuid AND token = ANY(
      SELECT decode(given, 'hex') FROM unnest(${tokens.map(toHex)}::text[]) AS given)`
  return new Set(rows.map(({ token }) => Buffer.from(token, 'hex').toString('base64url')))
}

export async function listAllCounted(tx: Tx, pollId: string): Promise<string[]> {
  const rows = await tx.$queryRaw<{ token: string }[]>`
    SELECT encode(token, 'hex') AS token FROM ballot.participation WHERE poll_id = ${pollId}::uuid`
  return rows.map(({ token }) => Buffer.from(token, 'hex').toString('base64url'))
}

/** Tokens in base64url; `part` of ballots alone. */
export async function insertCounted(
  tx: Tx,
  pollId: string,
  counted: readonly { token: string; part: BallotPart | null }[],
): Promise<void> {
  const tokens = counted.map(({ token }) => toHex(token))
  await tx.$executeRaw`
    INSERT INTO ballot.participation (poll_id, token, part)
    SELECT ${pollId}::uuid, decode(given, 'hex'), part
    FROM unnest(${tokens}::text[], ${counted.map(({ part }) => part)}::text[]) AS counted (given, part)`
}

const toHex = (token: string) => Buffer.from(token, 'base64url').toString('hex')

export async function addToTally(tx: Tx, pollId: string, rows: readonly TallyRow[]): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO ballot.tally (poll_id, question, cut, option, count)
    SELECT ${pollId}::uuid, * FROM unnest(
      ${rows.map((row) => row.question)}::text[], ${rows.map((row) => row.cut)}::text[],
      ${rows.map((row) => row.option)}::text[], ${rows.map((row) => row.count)}::bigint[])
    ON CONFLICT (poll_id, question, cut, option) DO UPDATE SET count = tally.count + excluded.count`
}

export async function listTally(tx: Tx, pollId: string): Promise<TallyRow[]> {
  const rows = await tx.$queryRaw<(Omit<TallyRow, 'count'> & { count: bigint })[]>`
    SELECT question, cut, option, count FROM ballot.tally WHERE poll_id = ${pollId}::uuid`
  return rows.map((row) => ({ ...row, count: Number(row.count) }))
}

export async function insertTexts(tx: Tx, pollId: string, texts: { question: string; body: string }[]): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO ballot.open_text (poll_id, question, body)
    SELECT ${pollId}::uuid, * FROM unnest(${texts.map((text) => text.question)}::text[], ${texts.map((text) => text.body)}::text[])`
}
