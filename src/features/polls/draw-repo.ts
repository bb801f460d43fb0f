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
      threshold: true,
      drawsReleased: true,
      keys: true,
      fingerprint: true,
    },
  })
  // Poll.keys and fingerprint are written at publish, in the transaction that sets the state.
  return polls as ((typeof polls)[number] & { state: 'published' | 'open'; keys: PublicKeys; fingerprint: string })[]
}

export type AskedBallot = { lineUserId: string; poll: string; part: BallotPart }
export type IssuedBallot = { staffId: string; poll: string; part: BallotPart; hash: Buffer; window: number }

export type Standing = AskedBallot & {
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

// Plain statements on the pool, each for all who draw at the moment: one by one they cost more than the signatures.
const findStandings = {
  name: 'draw-standings',
  text: `SELECT asked.who AS "lineUserId", asked.poll, asked.part, s.id AS "staffId", p.state::text AS state,
                p.is_one_visit AS "isOneVisit", p.opens_at AS "opensAt", p.closes_at AS "closesAt", p.keys ->> asked.part AS key,
                i.blinded_hash AS "drawnHash", coalesce(i.draw_window, 0) AS "drawnWindow"
         FROM unnest($1::text[], $2::uuid[], $3::text[]) AS asked (who, poll, part)
         JOIN poll p ON p.id = asked.poll AND p.anonymity = 'ballot' AND p.state IN ('published', 'open')
         JOIN staff s ON s.line_user_id = asked.who AND s.state = 'registered'
         JOIN poll_eligible e ON e.poll_id = p.id AND e.staff_id = s.id
         LEFT JOIN ballot.issuance i ON i.poll_id = p.id AND i.part = asked.part AND i.staff_id = s.id`,
}

/** How people stand to the polls they ask for; polls that are not theirs, or not there, are left out. */
export async function listStandings(pool: Pool, asked: readonly AskedBallot[]): Promise<Standing[]> {
  const values = [
    asked.map(({ lineUserId }) => lineUserId),
    asked.map(({ poll }) => poll),
    asked.map(({ part }) => part),
  ]
  return (await pool.query<Standing>({ ...findStandings, values })).rows
}

const insertIssuance = {
  name: 'draw-issue',
  text: `INSERT INTO ballot.issuance (poll_id, part, staff_id, blinded_hash, draw_window)
         SELECT * FROM unnest($1::uuid[], $2::text[], $3::uuid[], $4::bytea[], $5::int[])
         ON CONFLICT DO NOTHING`,
}

const readIssuance = {
  name: 'draw-issued',
  text: `SELECT i.staff_id AS "staffId", i.poll_id AS poll, i.part, i.blinded_hash AS hash, i.draw_window AS window
         FROM unnest($1::uuid[], $2::text[], $3::uuid[]) AS asked (poll, part, staff)
         JOIN ballot.issuance i ON i.poll_id = asked.poll AND i.part = asked.part AND i.staff_id = asked.staff`,
}

/**
 * Writes that these ballots are drawn and reads what then stands there: of two draws at once, one stands for both.
 * Undefined, and nothing written, when a close has just taken the rows of one of these polls away.
 */
export async function issue(pool: Pool, ballots: readonly IssuedBallot[]): Promise<IssuedBallot[] | undefined> {
  // In one order everywhere: two groups that hold a row each the other waits for would stop each other.
  const sorted = ballots.toSorted((one, other) => (placeOf(one) < placeOf(other) ? -1 : 1))
  const asked = [sorted.map(({ poll }) => poll), sorted.map(({ part }) => part), sorted.map(({ staffId }) => staffId)]
  const drawn = [sorted.map(({ hash }) => hash), sorted.map(({ window }) => window)]
  try {
    const { rowCount } = await pool.query({ ...insertIssuance, values: [...asked, ...drawn] })
    if (rowCount === sorted.length) return sorted
    return (await pool.query<IssuedBallot>({ ...readIssuance, values: asked })).rows
  } catch (error) {
    if (hasSqlState(error, '23514')) return undefined // no partition of relation found for row
    throw error
  }
}

const placeOf = ({ poll, part, staffId }: IssuedBallot) => `${poll} ${part} ${staffId}`
