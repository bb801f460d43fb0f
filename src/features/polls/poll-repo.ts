import { z } from 'zod'
import { AudienceSpec } from '../../contracts/api/campaigns.ts'
import { Level, Question } from '../../contracts/polls.ts'
import type { Prisma } from '../../platform/db/generated/client.ts'
import type { Tx } from '../../platform/db/open-database.ts'
import type { DuePoll } from './draw-window-repo.ts'
import type { PollState } from './poll-rules.ts'

const Cut = z.object({ text: z.string(), options: z.array(z.object({ key: z.string(), text: z.string() })) }).nullable()
const Themes = z.array(z.object({ question: z.string(), themes: z.array(z.string()) })).nullable()
const Language = z.enum(['th', 'en'])
const Outcome = z.enum(['counted', 'below_threshold', 'lost']).nullable()

export type PollRow = ReturnType<typeof toPoll>

type Stored = Prisma.PollGetPayload<object>

/** JSON columns are parsed where they enter: an older release may have written them. */
function toPoll(row: Stored) {
  return {
    ...row,
    language: Language.parse(row.language),
    questions: z.array(Question).parse(row.questions),
    audience: AudienceSpec.parse(row.audience),
    cut: Cut.parse(row.cut),
    themes: Themes.parse(row.themes),
    level: Level.nullable().parse(row.level),
    outcome: Outcome.parse(row.outcome),
    returnsOn: row.returnsOn?.toISOString().slice(0, 10) ?? null,
  }
}

export type NewPoll = {
  title: string
  purpose: string | null
  language: 'th' | 'en'
  anonymity: 'ballot' | 'chat' | 'room'
  questions: Question[]
  audience: AudienceSpec
  threshold: number
  cut: z.infer<typeof Cut>
  opensAt: Date | null
  closesAt: Date | null
  returnsOn: string | null
  isOneVisit: boolean
  itaItems: string[]
}

/** Null of a JSON column is SQL's, not JSON's; a day is a date in UTC. */
function toStored<T extends { cut?: NewPoll['cut']; returnsOn?: string | null }>(poll: T) {
  const { cut, returnsOn, ...rest } = poll
  return {
    ...rest,
    ...(cut && { cut }),
    ...(returnsOn !== undefined && { returnsOn: returnsOn === null ? null : new Date(returnsOn) }),
  }
}

export async function insertPoll(
  tx: Tx,
  poll: NewPoll & { authorId: string; copiedFrom: string | null },
): Promise<PollRow> {
  return toPoll(await tx.poll.create({ data: toStored(poll) }))
}

export async function findPoll(tx: Tx, id: string): Promise<PollRow | undefined> {
  const row = await tx.poll.findUnique({ where: { id } })
  return row ? toPoll(row) : undefined
}

/** Reads a poll and keeps everybody else from changing it until the transaction ends. */
export async function lockPoll(tx: Tx, id: string): Promise<PollRow | undefined> {
  await tx.$executeRaw`SELECT 1 FROM poll WHERE id = ${id}::uuid FOR NO KEY UPDATE`
  return findPoll(tx, id)
}

/** Newest first; ids are UUIDv7, so the cursor is the last id seen. */
export async function listPolls(
  tx: Tx,
  query: { cursor?: string | undefined; limit: number; state?: PollState | undefined },
): Promise<PollRow[]> {
  const rows = await tx.poll.findMany({
    where: { ...(query.cursor && { id: { lt: query.cursor } }), ...(query.state && { state: query.state }) },
    orderBy: { id: 'desc' },
    take: query.limit + 1,
  })
  return rows.map(toPoll)
}

/** Of the polls whose answers were counted, latest closed first; of a room nobody knows how many could have answered. */
export async function listCounted(
  tx: Tx,
  limit: number,
): Promise<{ id: string; title: string; closedAt: Date; castCount: number; eligibleCount: number }[]> {
  const rows = await tx.poll.findMany({
    where: { outcome: 'counted', closedAt: { not: null }, castCount: { not: null }, eligibleCount: { gt: 0 } },
    orderBy: { closedAt: 'desc' },
    take: limit,
    select: { id: true, title: true, closedAt: true, castCount: true, eligibleCount: true },
  })
  return rows as { id: string; title: string; closedAt: Date; castCount: number; eligibleCount: number }[]
}

// One that was closed before it opened has asked nobody. What is lost may have been: people are told of it either way.
const hasAsked: Prisma.PollWhereInput = { OR: [{ openedAt: { not: null } }, { outcome: 'lost' }] }

/** Of the polls whose outcome was to be told before `today`, and that no reason stands in place of: the campaign that tells it. */
export async function listPromised(tx: Tx, today: string): Promise<(string | null)[]> {
  const rows = await tx.poll.findMany({
    where: {
      outcome: { not: null },
      returnsOn: { lt: new Date(today) },
      AND: hasAsked,
      // Of a released or a lost one the reason says why it came late: people have still to hear of it.
      OR: [{ holdReason: null }, { resultReleasedAt: { not: null } }, { outcome: 'lost' }],
    },
    select: { resultCampaignId: true },
  })
  return rows.map(({ resultCampaignId }) => resultCampaignId)
}

/**
 * Polls that closed since then, whose outcome is known and that no card tells of, or one without what was released; those of a
 * demo are looked at, not answered.
 */
export async function listUndrafted(tx: Tx, since: Date): Promise<string[]> {
  const rows = await tx.poll.findMany({
    where: {
      ...{ state: 'closed', outcome: { not: null }, closedAt: { gte: since }, isDemo: false },
      AND: hasAsked,
      OR: [{ resultCampaignId: null }, { resultReleasedAt: { not: null }, cardHasResult: false }],
    },
    select: { id: true },
    take: 100,
  })
  return rows.map(({ id }) => id)
}

export async function findPollOfCard(tx: Tx, campaignId: string): Promise<PollRow | undefined> {
  const row = await tx.poll.findFirst({ where: { resultCampaignId: campaignId } })
  return row ? toPoll(row) : undefined
}

export type PollChanges = Partial<
  NewPoll & {
    state: PollState
    level: string
    promise: string[]
    promises: Prisma.InputJsonValue
    drawsReleased: number
    frozenHash: Uint8Array<ArrayBuffer>
    keys: Prisma.InputJsonValue
    fingerprint: string
    writers: string[]
    eligibleCount: number
    eligibleHash: Uint8Array<ArrayBuffer>
    membersChanged: number | null
    themes: Prisma.InputJsonValue
    nextStep: string
    holdReason: string | null
    heldReason: string | null
    rejectReason: string | null
    resultCampaignId: string
    cardHasResult: boolean
    resultReleasedAt: Date
    submittedAt: Date
    approvedBy: string
    publishedAt: Date
    openedAt: Date
    closedAt: Date
  }
>

export async function updatePoll(tx: Tx, id: string, changes: PollChanges): Promise<PollRow> {
  return toPoll(await tx.poll.update({ where: { id }, data: toStored(changes) }))
}

/** The one change for which null has a meaning in a JSON column. */
export async function dropCut(tx: Tx, id: string): Promise<void> {
  await tx.$executeRaw`UPDATE poll SET cut = NULL WHERE id = ${id}::uuid`
}

/** Polls whose invitation or result may still go to a saved audience. */
export async function listPollsNaming(
  tx: Tx,
  savedAudienceId: string,
): Promise<{ id: string; isSubmitted: boolean }[]> {
  const rows = await tx.poll.findMany({
    where: {
      NOT: { state: 'closed', resultCampaignId: { not: null } },
      audience: { path: ['savedAudienceId'], equals: savedAudienceId },
    },
    select: { id: true, state: true },
  })
  return rows.map(({ id, state }) => ({ id, isSubmitted: state !== 'draft' }))
}

/** Who may answer, frozen: a person who joins later is not among them. */
export async function insertEligible(tx: Tx, pollId: string, staffIds: string[]): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO poll_eligible (poll_id, staff_id) SELECT ${pollId}::uuid, * FROM unnest(${staffIds}::uuid[])
    ON CONFLICT DO NOTHING`
}

/**
 * How many of these people were first seen after a time, so were in no audience before it. By the time inside their UUIDv7, since
 * `joinedAt` moves when somebody blocks the account and comes back.
 */
export async function countSeenAfter(tx: Tx, staffIds: string[], after: Date): Promise<number> {
  const ms = after.getTime().toString(16).padStart(12, '0')
  return tx.staff.count({
    where: { id: { in: staffIds, gt: `${ms.slice(0, 8)}-${ms.slice(8)}-7fff-bfff-ffffffffffff` } },
  })
}

/** Who may answer and still is registered. */
export async function listEligible(tx: Tx, pollId: string): Promise<string[]> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    SELECT s.id::text FROM poll_eligible e JOIN staff s ON s.id = e.staff_id
    WHERE e.poll_id = ${pollId}::uuid AND s.state = 'registered'`
  return rows.map(({ id }) => id)
}

/** Spool, participation, issuance and devices of this poll: partitions that the close drops whole. */
export async function makePartitions(tx: Tx, pollId: string): Promise<void> {
  await tx.$executeRaw`SELECT ballot.prepare_poll(${pollId}::uuid)`
}

export async function countDrawn(tx: Tx, pollId: string): Promise<number> {
  const [row] = await tx.$queryRaw<{ drawn: number }[]>`
    SELECT count(DISTINCT staff_id)::int AS drawn FROM ballot.issuance WHERE poll_id = ${pollId}::uuid`
  return row?.drawn ?? 0
}

/** Polls whose time has come, and open ones, whose keys must still be there, and those that ballots are drawn of ahead. */
export async function listDue(tx: Tx, now: Date): Promise<(DuePoll & { isDue: boolean })[]> {
  return tx.$queryRaw`
    SELECT id::text, state::text, anonymity::text, is_one_visit AS "isOneVisit", opens_at AS "opensAt", closes_at AS "closesAt",
      draws_released AS "drawsReleased", threshold,
      CASE state WHEN 'published' THEN held_reason IS NULL AND opens_at <= ${now} ELSE closes_at <= ${now} END IS TRUE AS "isDue"
    FROM poll
    WHERE state = 'open' OR (state = 'published' AND (opens_at <= ${now} OR (anonymity = 'ballot' AND NOT is_one_visit)))`
}

export async function listTexts(tx: Tx, pollId: string): Promise<{ question: string; text: string }[]> {
  return tx.$queryRaw`
    SELECT question, body AS text FROM ballot.open_text WHERE poll_id = ${pollId}::uuid ORDER BY question, md5(body)`
}

export async function deleteTexts(tx: Tx, pollId: string, questions: string[]): Promise<number> {
  return tx.$executeRaw`DELETE FROM ballot.open_text WHERE poll_id = ${pollId}::uuid AND question = ANY(${questions})`
}

/**
 * Keys and sealed votes are in no backup, so a poll that was under way cannot go on, and a part of its sums would pass for the
 * whole: it closes as lost, sums and texts included.
 */
export async function closeRestored(tx: Tx, now: Date): Promise<void> {
  const under = await tx.poll.findMany({
    where: { OR: [{ state: { in: ['published', 'open'] } }, { state: 'closed', outcome: null }] },
    select: { id: true },
  })
  for (const { id } of under) {
    await tx.poll.update({ where: { id }, data: { state: 'closed', closedAt: now, outcome: 'lost' } })
    await tx.$executeRaw`DELETE FROM ballot.tally WHERE poll_id = ${id}::uuid`
    await tx.$executeRaw`DELETE FROM ballot.open_text WHERE poll_id = ${id}::uuid`
    await tx.$executeRaw`SELECT ballot.drop_poll(${id}::uuid)`
  }
}

/** Lists are taken down 30 days after the close, texts nobody has moderated too. */
export async function deleteBoardsBefore(tx: Tx, before: Date): Promise<number> {
  return tx.$executeRaw`
    WITH old AS (SELECT id FROM poll WHERE closed_at < ${before}),
      texts AS (DELETE FROM ballot.open_text WHERE poll_id IN (SELECT id FROM old))
    DELETE FROM ballot.board WHERE poll_id IN (SELECT id FROM old)`
}

const proofsKey = 'polls.proofs'

export async function readProofs(tx: Tx): Promise<unknown> {
  return (await tx.setting.findUnique({ where: { key: proofsKey } }))?.value
}

export async function writeProofs(tx: Tx, value: object): Promise<void> {
  await tx.setting.upsert({ where: { key: proofsKey }, create: { key: proofsKey, value }, update: { value } })
}
