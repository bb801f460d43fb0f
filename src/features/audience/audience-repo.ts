import type { Tx } from '../../platform/db/open-database.ts'

export type Chat = { kind: 'group' | 'person'; chatId: string; isPublicOnly: boolean }

/** Named ids, units and whether all are meant. */
export type Selection = { ids: string[]; unitIds: string[]; everyone: boolean }

// Arrays of up to 50,000 ids are one parameter each; PostgreSQL hashes them, so the statement stays linear in their number.
// No row locks: whoever leaves or is erased waits for the plan by its own lock (withdrawChat) and then takes themselves out of
// it. Holding their row they wait for the plan, so a plan that waited for their row would be a deadlock.

/** Approved groups of a selection, each once. Where nobody has said that outsiders are not members, they are taken to be. */
export function listReachableGroups(tx: Tx, { ids, unitIds, everyone }: Selection): Promise<Chat[]> {
  return tx.$queryRaw<Chat[]>`
    SELECT 'group' AS kind, line_group_id AS "chatId", has_outsiders IS DISTINCT FROM false AS "isPublicOnly" FROM line_group
    WHERE state = 'approved' AND (${everyone}::boolean OR id = ANY(${ids}::uuid[]) OR unit_id = ANY(${unitIds}::uuid[]))
    ORDER BY id`
}

/** Registered people of a selection who have not blocked the account, each once. */
export function listReachablePeople(tx: Tx, { ids, unitIds, everyone }: Selection): Promise<Chat[]> {
  return tx.$queryRaw<Chat[]>`
    SELECT 'person' AS kind, line_user_id AS "chatId", false AS "isPublicOnly" FROM staff
    WHERE state = 'registered' AND unfollowed_at IS NULL
      AND (${everyone}::boolean OR id = ANY(${ids}::uuid[]) OR unit_id = ANY(${unitIds}::uuid[]))
    ORDER BY id`
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
