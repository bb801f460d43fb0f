import type { BallotPaper } from '../../contracts/polls.ts'
import type { Database } from '../../platform/db/open-database.ts'
import type { BoardRow } from './board-rules.ts'

type Pool = Database['pool']

/** What the ballot login may read of a poll, frozen since its publish. */
const findPaper = {
  name: 'cast-paper',
  text: `SELECT id AS poll, title, purpose, language, state::text AS state, level, promise, promises, threshold, questions, cut,
                opens_at AS "opensAt", closes_at AS "closesAt", returns_on::text AS "returnsOn", keys, fingerprint,
                draws_released AS released
         FROM poll WHERE id = $1 AND anonymity = 'ballot' AND state IN ('published', 'open', 'closed')`,
}

type PaperRow = Omit<BallotPaper, 'opensAt' | 'closesAt'> & { opensAt: Date | null; closesAt: Date | null }

export async function readPaper(pool: Pool, pollId: string): Promise<BallotPaper | undefined> {
  const [row] = (await pool.query<PaperRow>({ ...findPaper, values: [pollId] })).rows
  const said = (at: Date | null) => at?.toISOString() ?? null
  return row && { ...row, opensAt: said(row.opensAt), closesAt: said(row.closesAt) }
}

const findBoard = {
  name: 'cast-board',
  text: `SELECT p.id AS poll, p.outcome, p.eligible_count AS eligible, p.issued_count AS issued, p.cast_count AS cast,
                p.board_hash AS hash, p.hold_reason AS "holdReason",
                p.result_released_at IS NOT NULL AS "isReleased", p.opened_at IS NOT NULL AS "wasOpened", p.keys, b.tokens AS score, b.text_tokens AS text,
                (SELECT jsonb_object_agg(option, count) FROM ballot.tally WHERE poll_id = p.id AND question = '' AND cut = '') AS counts
         FROM poll p LEFT JOIN ballot.board b ON b.poll_id = p.id
         WHERE p.id = $1 AND p.anonymity = 'ballot' AND p.state IN ('published', 'open', 'closed')`,
}

export async function readBoard(pool: Pool, pollId: string): Promise<BoardRow | undefined> {
  return (await pool.query<BoardRow>({ ...findBoard, values: [pollId] })).rows[0]
}
