import type { Tx } from '../../platform/db/open-database.ts'

/** What the count knows of a poll: no author, no audience, nobody. */
export type CountedPoll = {
  id: string
  anonymity: 'ballot' | 'chat' | 'room'
  state: string
  outcome: string | null
  questions: unknown
  cut: unknown
  threshold: number
}

/** Polls with something to count or to finish. The login may read these columns and no others. */
export function listLivePolls(tx: Tx): Promise<CountedPoll[]> {
  return tx.$queryRaw<CountedPoll[]>`
    SELECT id::text, anonymity::text, state::text, outcome, questions, cut, threshold FROM poll
    WHERE state = 'open' OR (state = 'closed' AND outcome IS NULL)`
}

export async function readFate(tx: Tx, pollId: string): Promise<{ state: string; outcome: string | null } | undefined> {
  const [row] = await tx.$queryRaw<{ state: string; outcome: string | null }[]>`
    SELECT state::text, outcome FROM poll WHERE id = ${pollId}::uuid`
  return row
}

export async function listOutcomes(tx: Tx, pollIds: string[]): Promise<Map<string, string | null>> {
  const rows = await tx.$queryRaw<{ id: string; outcome: string | null }[]>`
    SELECT id::text, outcome FROM poll WHERE id = ANY(${pollIds}::uuid[])`
  return new Map(rows.map(({ id, outcome }) => [id, outcome]))
}

/** The counted ballots of each part, sorted and end to end, for everybody to look theirs up in; SHA-256 of both lists, in hex. */
export async function insertBoard(tx: Tx, pollId: string): Promise<string | null> {
  const [row] = await tx.$queryRaw<{ hash: string }[]>`
    INSERT INTO ballot.board (poll_id, tokens, text_tokens)
    SELECT ${pollId}::uuid,
      coalesce(string_agg(token, ''::bytea ORDER BY token) FILTER (WHERE part IS DISTINCT FROM 'text'), ''::bytea),
      string_agg(token, ''::bytea ORDER BY token) FILTER (WHERE part = 'text')
    FROM ballot.participation WHERE poll_id = ${pollId}::uuid
    RETURNING encode(sha256(tokens || coalesce(text_tokens, ''::bytea)), 'hex') AS hash`
  return row?.hash ?? null
}

/** A word that fewer than k people wrote is never shown; nothing of it stays. */
export async function deleteRareWords(
  tx: Tx,
  poll: { id: string; threshold: number },
  questions: string[],
): Promise<void> {
  await tx.$executeRaw`
    DELETE FROM ballot.tally WHERE poll_id = ${poll.id}::uuid AND question = ANY(${questions}::text[])
      AND option <> '' AND count < ${poll.threshold}`
}

/** Without a result not even a sum stays. */
export async function deleteSums(tx: Tx, pollId: string): Promise<void> {
  await tx.$executeRaw`DELETE FROM ballot.tally WHERE poll_id = ${pollId}::uuid`
  await tx.$executeRaw`DELETE FROM ballot.open_text WHERE poll_id = ${pollId}::uuid`
}

export async function writeOutcome(
  tx: Tx,
  pollId: string,
  close: { outcome: 'counted' | 'below_threshold' | 'lost'; castCount: number | null; boardHash: string | null },
): Promise<void> {
  await tx.$executeRaw`
    UPDATE poll SET outcome = ${close.outcome}, cast_count = ${close.castCount}::int, board_hash = ${close.boardHash}
    WHERE id = ${pollId}::uuid AND outcome IS NULL`
}

/** Spool, participation and issuance of this poll are gone after it, and who was eligible. */
export async function dropPartitions(tx: Tx, pollId: string): Promise<void> {
  await tx.$executeRaw`SELECT ballot.drop_poll(${pollId}::uuid)`
}
