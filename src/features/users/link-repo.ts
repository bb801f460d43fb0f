import type { Tx } from '../../platform/db/open-database.ts'

/** A new link takes the place of those before it. */
export async function putLink(
  tx: Tx,
  link: { userId: string; tokenHash: string; expiresAt: Date; createdBy: string | null },
): Promise<void> {
  await tx.signInLink.deleteMany({ where: { userId: link.userId } })
  await tx.signInLink.create({ data: link })
}

export const findLink = (tx: Tx, tokenHash: string, now: Date) =>
  tx.signInLink.findFirst({
    where: { tokenHash, expiresAt: { gt: now }, user: { disabledAt: null } },
    include: { user: { select: { id: true, name: true, email: true, role: true } } },
  })

/** False when somebody else has used it first. */
export async function takeLink(tx: Tx, id: string): Promise<boolean> {
  return (await tx.signInLink.deleteMany({ where: { id } })).count === 1
}

export async function deleteLinksOf(tx: Tx, userId: string): Promise<void> {
  await tx.signInLink.deleteMany({ where: { userId } })
}
