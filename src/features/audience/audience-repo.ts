import { Prisma } from '../../platform/db/generated/client.ts'
import type { Tx } from '../../platform/db/open-database.ts'
import type { Candidate, Chat, LostChat, Skip, SkipCounts } from './audience-rules.ts'

/** Named ids, units and whether all are meant. */
export type Selection = { ids: string[]; unitIds: string[]; everyone: boolean }

// Arrays of up to 50,000 ids are one parameter each; PostgreSQL hashes them, so the statement stays linear in their number.
// No row locks: whoever leaves or is erased waits for the plan by its own lock (withdrawChat) and then takes themselves out of
// it. Holding their row they wait for the plan, so a plan that waited for their row would be a deadlock.

/** Approved groups of a selection, each once. Where nobody has said that outsiders are not members, they are taken to be. */
export function listReachableGroups(
  tx: Tx,
  { ids, unitIds, everyone }: Selection,
  among: readonly string[] | null = null,
): Promise<Chat[]> {
  return tx.$queryRaw<Chat[]>`
    SELECT 'group' AS kind, line_group_id AS "chatId", has_outsiders IS DISTINCT FROM false AS "isPublicOnly",
      member_count AS messages
    FROM line_group
    WHERE state = 'approved' AND (${everyone}::boolean OR id = ANY(${ids}::uuid[]) OR unit_id = ANY(${unitIds}::uuid[]))
      AND (${among}::text[] IS NULL OR line_group_id = ANY(${among}::text[]))
    ORDER BY id`
}

/** Registered people of a selection who have not blocked the account, each once. */
export function listReachablePeople(tx: Tx, { ids, unitIds, everyone }: Selection): Promise<Chat[]> {
  return tx.$queryRaw<Chat[]>`
    SELECT 'person' AS kind, line_user_id AS "chatId", false AS "isPublicOnly", 1 AS messages FROM staff
    WHERE state = 'registered' AND unfollowed_at IS NULL
      AND (${everyone}::boolean OR id = ANY(${ids}::uuid[]) OR unit_id = ANY(${unitIds}::uuid[]))
    ORDER BY id`
}

/**
 * The next of their chats in order, so that any number is read in bounded memory, and a plan that writes them goes along the
 * indexes of recipients page by page and not all over them. One row for a page: a row each was half of what a worker allocates
 * while it plans. `after`: where the next page begins; null at the end.
 */
export async function pageReachablePeople(
  tx: Tx,
  { ids, unitIds, everyone }: Selection,
  { after, limit, among = null }: { after: string; limit: number; among?: readonly string[] | null | undefined },
): Promise<{ chatIds: string[]; after: string | null }> {
  const [row] = await tx.$queryRaw<{ chatIds: string[]; after: string | null }[]>`
    SELECT coalesce(array_agg(chat_id), '{}') AS "chatIds", CASE WHEN count(*) = ${limit}::int THEN max(chat_id) END AS after
    FROM (
      SELECT line_user_id AS chat_id FROM staff
      WHERE line_user_id > ${after} AND state = 'registered' AND unfollowed_at IS NULL
        AND (${everyone}::boolean OR id = ANY(${ids}::uuid[]) OR unit_id = ANY(${unitIds}::uuid[]))
        AND (${among}::text[] IS NULL OR line_user_id = ANY(${among}::text[]))
      ORDER BY line_user_id LIMIT ${limit}::int
    ) AS page`
  return row as { chatIds: string[]; after: string | null }
}

export async function countReachablePeople(tx: Tx, { ids, unitIds, everyone }: Selection): Promise<number> {
  const [row] = await tx.$queryRaw<{ count: number }[]>`
    SELECT count(*)::int AS count FROM staff
    WHERE state = 'registered' AND unfollowed_at IS NULL
      AND (${everyone}::boolean OR id = ANY(${ids}::uuid[]) OR unit_id = ANY(${unitIds}::uuid[]))`
  return row?.count ?? 0
}

/** What a selection means and cannot reach, with the reason. */
export function listSkips(tx: Tx, groups: Selection, people: Selection): Promise<Skip[]> {
  return tx.$queryRaw<Skip[]>`SELECT "chatId", reason FROM (${skipsOf(groups, people)}) AS skip`
}

/** The same, counted. */
export async function countSkips(tx: Tx, groups: Selection, people: Selection): Promise<SkipCounts> {
  const rows = await tx.$queryRaw<{ reason: Skip['reason']; count: number }[]>`
    SELECT reason, count(*)::int AS count FROM (${skipsOf(groups, people)}) AS skip GROUP BY reason`
  return Object.fromEntries(rows.map(({ reason, count }) => [reason, count]))
}

const skipsOf = (groups: Selection, people: Selection) => Prisma.sql`
  SELECT line_group_id AS "chatId", state::text AS reason FROM line_group
  WHERE state <> 'approved'
    AND (${groups.everyone}::boolean OR id = ANY(${groups.ids}::uuid[]) OR unit_id = ANY(${groups.unitIds}::uuid[]))
  UNION ALL
  SELECT line_user_id, CASE state WHEN 'registered' THEN 'blocked' ELSE 'unregistered' END FROM staff
  WHERE (state <> 'registered' OR unfollowed_at IS NOT NULL)
    AND (${people.everyone}::boolean OR id = ANY(${people.ids}::uuid[]) OR unit_id = ANY(${people.unitIds}::uuid[]))`

/** Groups the account is no longer in and registered people who blocked it, the next of a selection in order. */
export function pageLost(
  tx: Tx,
  groups: Selection,
  people: Selection,
  { after, limit }: { after: string; limit: number },
): Promise<LostChat[]> {
  return tx.$queryRaw<LostChat[]>`
    SELECT kind, "chatId", reason FROM (
      SELECT 'group' AS kind, line_group_id AS "chatId", 'left' AS reason FROM line_group
      WHERE state = 'left'
        AND (${groups.everyone}::boolean OR id = ANY(${groups.ids}::uuid[]) OR unit_id = ANY(${groups.unitIds}::uuid[]))
      UNION ALL
      SELECT 'person', line_user_id, 'blocked' FROM staff
      WHERE state = 'registered' AND unfollowed_at IS NOT NULL
        AND (${people.everyone}::boolean OR id = ANY(${people.ids}::uuid[]) OR unit_id = ANY(${people.unitIds}::uuid[]))
    ) AS lost
    WHERE "chatId" > ${after} ORDER BY "chatId" LIMIT ${limit}::int`
}

/**
 * Every group and person, for the rule of a saved audience to choose from, reachable ones alone or the others alone.
 * All of them, since a rule as SQL would be a statement of its own for each: 20,000 people are read in 0.1 s.
 */
export function listCandidates(tx: Tx, isReachable: boolean): Promise<(Candidate & Skip)[]> {
  return tx.$queryRaw<(Candidate & Skip)[]>`
    SELECT 'group' AS kind, id::text, line_group_id AS "chatId", unit_id::text AS "unitId", '{}'::text[] AS tags,
      joined_at AS "joinedAt", has_outsiders IS DISTINCT FROM false AS "isPublicOnly", member_count AS messages,
      state::text AS reason
    FROM line_group WHERE (state = 'approved') = ${isReachable}::boolean
    UNION ALL
    SELECT 'person', id::text, line_user_id, unit_id::text, tags, joined_at, false, 1,
      CASE state WHEN 'registered' THEN 'blocked' ELSE 'unregistered' END
    FROM staff WHERE (state = 'registered' AND unfollowed_at IS NULL) = ${isReachable}::boolean`
}

/** Members of these groups together, of one named twice twice; groups LINE has not been asked about count as none. */
export async function countMembers(tx: Tx, chatIds: string[]): Promise<number> {
  const [row] = await tx.$queryRaw<{ members: number }[]>`
    SELECT coalesce(sum(member_count), 0)::int AS members
    FROM unnest(${chatIds}::text[]) AS named (chat_id) JOIN line_group ON line_group_id = named.chat_id`
  return row?.members ?? 0
}

export async function listUnknownGroups(tx: Tx, ids: string[]): Promise<string[]> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    SELECT DISTINCT named.id::text FROM unnest(${ids}::uuid[]) AS named (id)
    WHERE NOT EXISTS (SELECT 1 FROM line_group known WHERE known.id = named.id)`
  return rows.map(({ id }) => id)
}

export async function listUnknownUnits(tx: Tx, ids: string[]): Promise<string[]> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    SELECT DISTINCT named.id::text FROM unnest(${ids}::uuid[]) AS named (id)
    WHERE NOT EXISTS (SELECT 1 FROM unit known WHERE known.id = named.id)`
  return rows.map(({ id }) => id)
}

export async function listUnknownPeople(tx: Tx, ids: string[]): Promise<string[]> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    SELECT DISTINCT named.id::text FROM unnest(${ids}::uuid[]) AS named (id)
    WHERE NOT EXISTS (SELECT 1 FROM staff known WHERE known.id = named.id)`
  return rows.map(({ id }) => id)
}

/** When each of these people joined; groups and people who are not known are left out. */
export async function listJoinTimes(tx: Tx, chatIds: string[]): Promise<Map<string, Date>> {
  const rows = await tx.staff.findMany({
    where: { lineUserId: { in: chatIds } },
    select: { lineUserId: true, joinedAt: true },
  })
  return new Map(rows.map(({ lineUserId, joinedAt }) => [lineUserId, joinedAt]))
}
