import type { Tx } from '../../platform/db/open-database.ts'

export const listPhones = (tx: Tx, userId: string) =>
  tx.enrolledPhone.findMany({
    where: { userId },
    orderBy: { createdAt: 'desc' },
    select: { id: true, name: true, createdAt: true, lastUsedAt: true, wrongPins: true },
  })

/** With the logins begun on them. How many there were. */
export async function deletePhones(tx: Tx, where: { userId: string; id?: string }): Promise<number> {
  const phones = await tx.enrolledPhone.findMany({ where, select: { id: true, sessionId: true } })
  await tx.session.deleteMany({ where: { id: { in: phones.flatMap(({ sessionId }) => sessionId ?? []) } } })
  return (await tx.enrolledPhone.deleteMany({ where: { id: { in: phones.map(({ id }) => id) } } })).count
}

/** Nobody has approved on them for as long as their cookie lives. */
export async function deletePhonesUnusedSince(tx: Tx, before: Date): Promise<number> {
  const unused = { OR: [{ lastUsedAt: { lt: before } }, { lastUsedAt: null, createdAt: { lt: before } }] }
  return (await tx.enrolledPhone.deleteMany({ where: unused })).count
}
