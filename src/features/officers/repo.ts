import { type Role, roles } from '../../contracts/roles.ts'
import type { Tx } from '../../platform/db/open-database.ts'
import type { Approver, Standing } from './rules.ts'

export type OfficerRow = { id: string; name: string; email: string; role: Role; isDemo: boolean }
export type DeputyRow = {
  id: string
  principalId: string
  deputyId: string
  startsAt: Date
  endsAt: Date
  endedAt: Date | null
  createdBy: string
}

const officer = { id: true, name: true, email: true, role: true, isDemo: true } as const
/** A closed account is told nothing, decides nothing and lends no power. */
const isOpen = { disabledAt: null } as const
const isRole = (role: string): role is Role => (roles as readonly string[]).includes(role)

export async function findOfficer(tx: Tx, id: string): Promise<OfficerRow | undefined> {
  const row = await tx.user.findUnique({ where: { id }, select: officer })
  return row && isRole(row.role) ? { ...row, role: row.role } : undefined
}

/** Whoever has an open account, by name: an office has tens of officers, not thousands. */
export async function listColleagues(tx: Tx): Promise<Pick<OfficerRow, 'id' | 'name' | 'role'>[]> {
  const rows = await tx.user.findMany({
    where: isOpen,
    select: { id: true, name: true, role: true },
    orderBy: [{ name: 'asc' }, { id: 'asc' }],
    take: 1000,
  })
  return rows.flatMap(({ role, ...rest }) => (isRole(role) ? [{ ...rest, role }] : []))
}

/** Undefined once the account is closed. */
export async function findOpenOfficer(tx: Tx, id: string): Promise<OfficerRow | undefined> {
  const row = await tx.user.findFirst({ where: { id, ...isOpen }, select: officer })
  return row && isRole(row.role) ? { ...row, role: row.role } : undefined
}

/** What an officer may do now; undefined once the account is closed. */
export const findRole = async (tx: Tx, id: string): Promise<Role | undefined> => (await findOpenOfficer(tx, id))?.role

export async function listApprovers(tx: Tx): Promise<Approver[]> {
  const rows = await tx.user.findMany({
    where: { ...isOpen, role: { in: ['approver', 'owner'] } },
    select: { id: true, role: true },
    orderBy: { id: 'asc' },
  })
  return rows.map(({ id, role }) => ({ userId: id, role: role as Role }))
}

export async function listOfficersAt(tx: Tx, emails: readonly string[]): Promise<{ id: string; email: string }[]> {
  return tx.user.findMany({ where: { ...isOpen, email: { in: [...emails] } }, select: { id: true, email: true } })
}

/** Those who prepare cards and campaigns; owners where there is nobody else. */
export async function listEditorIds(tx: Tx): Promise<string[]> {
  const editors = await tx.user.findMany({
    where: { ...isOpen, role: 'editor' },
    select: { id: true },
    orderBy: { id: 'asc' },
  })
  return editors.length > 0 ? editors.map(({ id }) => id) : listOwnerIds(tx)
}

export async function listOwnerIds(tx: Tx): Promise<string[]> {
  return (await tx.user.findMany({ where: { ...isOpen, role: 'owner' }, select: { id: true } })).map(({ id }) => id)
}

// ── deputies ──

const inForce = (now: Date) => ({ startsAt: { lte: now }, endsAt: { gt: now }, endedAt: null })

export function listStandings(tx: Tx, now: Date): Promise<Standing[]> {
  return tx.deputy.findMany({
    where: { ...inForce(now), deputy: isOpen },
    select: { principalId: true, deputyId: true },
  })
}

/** The approvers and owners somebody stands in for now. A principal who has lost the role has no power to lend. */
export async function listPrincipalsOf(tx: Tx, deputyId: string, now: Date): Promise<string[]> {
  const rows = await tx.deputy.findMany({
    where: { deputyId, ...inForce(now), principal: { ...isOpen, role: { in: ['approver', 'owner'] } } },
    select: { principalId: true },
    distinct: ['principalId'],
    orderBy: { principalId: 'asc' },
  })
  return rows.map(({ principalId }) => principalId)
}

export function insertDeputy(
  tx: Tx,
  deputy: Pick<DeputyRow, 'principalId' | 'deputyId' | 'startsAt' | 'endsAt' | 'createdBy'>,
): Promise<DeputyRow> {
  return tx.deputy.create({ data: deputy })
}

/** Another period of the same approver that is not ended and touches this one. Held until the end of the transaction. */
export async function findOverlap(
  tx: Tx,
  { principalId, startsAt, endsAt }: Pick<DeputyRow, 'principalId' | 'startsAt' | 'endsAt'>,
): Promise<DeputyRow | undefined> {
  await tx.$executeRaw`SELECT 1 FROM "user" WHERE id = ${principalId} FOR NO KEY UPDATE`
  const found = await tx.deputy.findFirst({
    where: { principalId, endedAt: null, startsAt: { lt: endsAt }, endsAt: { gt: startsAt } },
  })
  return found ?? undefined
}

export async function findDeputy(tx: Tx, id: string): Promise<DeputyRow | undefined> {
  return (await tx.deputy.findUnique({ where: { id } })) ?? undefined
}

/** False when it was ended before. */
export async function endDeputy(tx: Tx, id: string, at: Date): Promise<boolean> {
  return (await tx.deputy.updateMany({ where: { id, endedAt: null }, data: { endedAt: at } })).count === 1
}

/** Of one approver, or of all. */
export function listDeputies(tx: Tx, where: { principalId?: string }): Promise<DeputyRow[]> {
  return tx.deputy.findMany({ where, orderBy: { startsAt: 'desc' }, take: 200 })
}

// ── LINE links ──

export type LineLink = { userId: string; lineUserId: string; linkedAt: Date }

export async function findLink(tx: Tx, by: { userId: string } | { lineUserId: string }): Promise<LineLink | undefined> {
  return (await tx.officerLine.findUnique({ where: by as { userId: string } })) ?? undefined
}

export function countLinked(tx: Tx, userIds: string[]): Promise<number> {
  return tx.officerLine.count({ where: { userId: { in: userIds } } })
}

/** Whose LINE account it is, noting that they signed in by it. */
export async function findOfficerOfLine(tx: Tx, lineUserId: string, now: Date): Promise<string | undefined> {
  const rows = await tx.officerLine.updateManyAndReturn({
    where: { lineUserId, user: isOpen },
    data: { signedInAt: now },
    select: { userId: true },
  })
  return rows[0]?.userId
}

/** A new link takes the place of the one before it, and the phones that were enrolled under that go. */
export async function saveLink(tx: Tx, link: LineLink): Promise<void> {
  await deleteLink(tx, link.userId)
  await tx.officerLine.create({ data: link })
}

export async function deleteLink(tx: Tx, userId: string): Promise<void> {
  await tx.officerLine.deleteMany({ where: { userId } })
}

export async function saveLinkCode(tx: Tx, code: { userId: string; codeHash: string; expiresAt: Date }): Promise<void> {
  const { userId, ...rest } = code
  await tx.officerLinkCode.upsert({ where: { userId }, create: code, update: rest })
}

/** Takes a code out of use and says whose it was: of two who send it at once, one gets it. */
export async function takeLinkCode(tx: Tx, codeHash: string): Promise<{ userId: string; expiresAt: Date } | undefined> {
  const rows = await tx.$queryRaw<{ userId: string; expiresAt: Date }[]>`
    DELETE FROM officer_link_code WHERE code_hash = ${codeHash} RETURNING user_id AS "userId", expires_at AS "expiresAt"`
  return rows[0]
}

export async function deleteLinkCodesBefore(tx: Tx, before: Date): Promise<number> {
  return (await tx.officerLinkCode.deleteMany({ where: { expiresAt: { lt: before } } })).count
}
