import type { Tx } from '../../platform/db/open-database.ts'

export async function listTokens(tx: Tx) {
  const keys = await tx.apikey.findMany({
    where: { enabled: true },
    orderBy: { createdAt: 'desc' },
    select: {
      id: true,
      name: true,
      start: true,
      metadata: true,
      referenceId: true,
      createdAt: true,
      expiresAt: true,
      lastRequest: true,
    },
  })
  const people = await tx.user.findMany({
    where: { id: { in: keys.map((key) => key.referenceId) } },
    select: { id: true, email: true },
  })
  const emailOf = new Map(people.map(({ id, email }) => [id, email]))
  return keys.map((key) => ({ ...key, email: emailOf.get(key.referenceId) ?? null }))
}

export type TokenRow = Awaited<ReturnType<typeof listTokens>>[number]

/** How many there were. */
export async function deleteTokensOf(tx: Tx, userId: string): Promise<number> {
  return (await tx.apikey.deleteMany({ where: { referenceId: userId } })).count
}

/** False when there is none. */
export async function deleteToken(tx: Tx, id: string): Promise<boolean> {
  return (await tx.apikey.deleteMany({ where: { id } })).count === 1
}
