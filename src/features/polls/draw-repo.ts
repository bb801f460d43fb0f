import type { PublicKeys } from '../../contracts/ballot-format.ts'
import type { BallotPart } from '../../contracts/polls.ts'
import { hasSqlState } from '../../platform/db/database-errors.ts'
import type { Database, Tx } from '../../platform/db/open-database.ts'

type Pool = Database['pool']

export async function findPerson(tx: Tx, lineUserId: string): Promise<{ id: string } | null> {
  return tx.staff.findUnique({ where: { lineUserId, state: 'registered' }, select: { id: true } })
}

/** Polls by ballot that this person may answer: E was frozen at publish. */
export async function listEligiblePolls(tx: Tx, staffId: string) {
  const eligible = await tx.pollEligible.findMany({ where: { staffId }, select: { pollId: true } })
  const polls = await tx.poll.findMany({
    where: {
      id: { in: eligible.map(({ pollId }) => pollId) },
      anonymity: 'ballot',
      state: { in: ['published', 'open'] },
    },
    orderBy: [{ state: 'desc' }, { publishedAt: 'asc' }],
    select: {
      id: true,
      title: true,
      state: true,
      isOneVisit: true,
      opensAt: true,
      closesAt: true,
      keys: true,
      fingerprint: true,
    },
  })
  // Poll.keys and fingerprint are written at publish, in the transaction that sets the state.
  return polls as ((typeof polls)[number] & { state: 'published' | 'open'; keys: PublicKeys; fingerprint: string })[]
}

export type AskedBallot = { poll: string; part: BallotPart; hash: Buffer }
export type IssuedBallot = AskedBallot & { window: number }

export type Standing = {
  poll: string
  part: BallotPart
  staffId: string
  state: 'published' | 'open'
  isOneVisit: boolean
  opensAt: Date | null
  closesAt: Date | null
  /** SPKI DER in base64; null when the poll has no such part. */
  key: string | null
  /** What this person drew before. */
  drawnHash: Buffer | null
  drawnWindow: number
}

// A plain statement on the pool: 500 draws a second are two of these each, and Prisma would cost as much as the signature.
const findStanding = {
  name: 'draw-standing',
  text: `SELECT asked.poll, asked.part, s.id AS "staffId", p.state::text AS state, p.is_one_visit AS "isOneVisit",
                p.opens_at AS "opensAt", p.closes_at AS "closesAt", p.keys ->> asked.part AS key, i.blinded_hash AS "drawnHash",
                coalesce(i.draw_window, 0) AS "drawnWindow"
         FROM unnest($2::uuid[], $3::text[]) AS asked (poll, part)
         JOIN poll p ON p.id = asked.poll AND p.anonymity = 'ballot' AND p.state IN ('published', 'open')
         JOIN staff s ON s.line_user_id = $1
         JOIN poll_eligible e ON e.poll_id = p.id AND e.staff_id = s.id
         LEFT JOIN ballot.issuance i ON i.poll_id = p.id AND i.part = asked.part AND i.staff_id = s.id`,
}

/** How this person stands to the polls asked for; polls that are not theirs, or not there, are left out. */
export async function listStandings(
  pool: Pool,
  lineUserId: string,
  asked: Pick<AskedBallot, 'poll' | 'part'>[],
): Promise<Standing[]> {
  const values = [lineUserId, asked.map(({ poll }) => poll), asked.map(({ part }) => part)]
  return (await pool.query<Standing>({ ...findStanding, values })).rows
}

const insertIssuance = {
  name: 'draw-issue',
  text: `INSERT INTO ballot.issuance (poll_id, part, staff_id, blinded_hash, draw_window)
         SELECT drawn.poll, drawn.part, $1, drawn.hash, drawn.late
         FROM unnest($2::uuid[], $3::text[], $4::bytea[], $5::int[]) AS drawn (poll, part, hash, late)
         ON CONFLICT DO NOTHING`,
}

const readIssuance = {
  name: 'draw-issued',
  text: `SELECT i.poll_id AS poll, i.part, i.blinded_hash AS hash, i.draw_window AS window
         FROM unnest($2::uuid[], $3::text[]) AS asked (poll, part)
         JOIN ballot.issuance i ON i.poll_id = asked.poll AND i.part = asked.part AND i.staff_id = $1`,
}

/**
 * Writes that these ballots are drawn and reads what then stands there: of two draws at once, one stands for both.
 * Nothing when a close has just taken the poll's rows away.
 */
export async function issue(pool: Pool, staffId: string, ballots: IssuedBallot[]): Promise<IssuedBallot[] | undefined> {
  const [polls, parts] = [ballots.map(({ poll }) => poll), ballots.map(({ part }) => part)]
  try {
    const { rowCount } = await pool.query({
      ...insertIssuance,
      values: [staffId, polls, parts, ballots.map(({ hash }) => hash), ballots.map(({ window }) => window)],
    })
    if (rowCount === ballots.length) return ballots
    return (await pool.query<IssuedBallot>({ ...readIssuance, values: [staffId, polls, parts] })).rows
  } catch (error) {
    if (hasSqlState(error, '23514')) return undefined // no partition of relation found for row
    throw error
  }
}
