import { v7 as uuidv7 } from 'uuid'
import type { Role } from '../../contracts/roles.ts'
import { phoneDays } from '../../platform/auth/session-rules.ts'
import type { Prisma } from '../../platform/db/generated/client.ts'
import type { Tx } from '../../platform/db/open-database.ts'
import { daysBefore } from '../../platform/retention.ts'
import { deletePhonesUnusedSince } from './phone-repo.ts'

const shape = {
  accounts: { where: { providerId: 'credential' }, select: { id: true } },
  sessions: { orderBy: { createdAt: 'desc' }, take: 1, select: { createdAt: true } },
} satisfies Prisma.UserInclude

export type OfficerRow = Prisma.UserGetPayload<{ include: typeof shape }>

export const listOfficers = (tx: Tx, query: { cursor?: string; limit: number }): Promise<OfficerRow[]> =>
  tx.user.findMany({
    where: query.cursor === undefined ? {} : { id: { gt: query.cursor } },
    orderBy: { id: 'asc' },
    take: query.limit + 1,
    include: shape,
  })

export const findOfficer = (tx: Tx, id: string): Promise<OfficerRow | null> =>
  tx.user.findUnique({ where: { id }, include: shape })

export const findOfficerByEmail = (tx: Tx, email: string): Promise<OfficerRow | null> =>
  tx.user.findUnique({ where: { email }, include: shape })

export const insertOfficer = (
  tx: Tx,
  officer: { name: string; email: string; role: Role; unitId?: string | null },
): Promise<OfficerRow> => tx.user.create({ data: { id: uuidv7(), ...officer }, include: shape })

export const updateOfficer = (
  tx: Tx,
  id: string,
  data: { name?: string; role?: Role; unitId?: string | null; disabledAt?: Date | null; twoFactorEnabled?: boolean },
): Promise<OfficerRow> => tx.user.update({ where: { id }, data, include: shape })

/** The unit of a coordinator; null for everybody else. */
export const findUnitOf = async (tx: Tx, id: string): Promise<string | null> =>
  (await tx.user.findUnique({ where: { id }, select: { unitId: true } }))?.unitId ?? null

/** Held until the end of the transaction, so that two owners cannot take each other's role at the same moment. */
export async function lockOwners(tx: Tx): Promise<void> {
  await tx.$executeRaw`SELECT id FROM "user" WHERE role = 'owner' ORDER BY id FOR UPDATE`
}

export const countActiveOwners = (tx: Tx): Promise<number> =>
  tx.user.count({
    where: {
      role: 'owner',
      disabledAt: null,
      OR: [{ isDemo: true }, { accounts: { some: { providerId: 'credential' } } }],
    },
  })

export async function setPassword(tx: Tx, userId: string, password: string): Promise<void> {
  const { count } = await tx.account.updateMany({ where: { userId, providerId: 'credential' }, data: { password } })
  if (count === 0)
    await tx.account.create({ data: { id: uuidv7(), userId, accountId: userId, providerId: 'credential', password } })
}

export async function deleteSecondFactor(tx: Tx, userId: string): Promise<void> {
  await tx.twoFactor.deleteMany({ where: { userId } })
}

export type LoginRow = { id: string; createdAt: Date; updatedAt: Date; userAgent: string | null }

export const listLogins = (tx: Tx, userId: string, now: Date): Promise<LoginRow[]> =>
  tx.session.findMany({
    where: { userId, expiresAt: { gt: now } },
    orderBy: { createdAt: 'desc' },
    select: { id: true, createdAt: true, updatedAt: true, userAgent: true },
  })

/** Logins, links, half-done sign-ins and phones whose time is over. */
export async function deleteEnded(tx: Tx, now: Date): Promise<number> {
  const ended = { where: { expiresAt: { lt: now } } }
  const counts = await Promise.all([
    tx.session.deleteMany(ended),
    tx.signInLink.deleteMany(ended),
    tx.verification.deleteMany(ended),
    deletePhonesUnusedSince(tx, daysBefore(now, phoneDays)),
  ])
  return counts.reduce<number>((sum, one) => sum + (typeof one === 'number' ? one : one.count), 0)
}

/** How many were ended. Without an id all, those that still owe their second factor too. */
export async function deleteLogins(tx: Tx, where: { userId: string; id?: string }): Promise<number> {
  if (where.id === undefined) await tx.verification.deleteMany({ where: { value: where.userId } })
  return (await tx.session.deleteMany({ where })).count
}

/**
 * Everything by which somebody is in, or could come in without their password: logins, and the link with LINE (on a phone that is
 * lost, LINE alone signs an editor in), with which its phones with a PIN go. How many logins there were.
 */
export async function endWaysIn(tx: Tx, userId: string): Promise<number> {
  await tx.officerLine.deleteMany({ where: { userId } })
  return deleteLogins(tx, { userId })
}
