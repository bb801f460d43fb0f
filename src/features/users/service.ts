import type { Role } from '../../contracts/roles.ts'
import type { Actor } from '../../platform/auth/auth.ts'
import type { Tx } from '../../platform/db/open-database.ts'
import { AppError } from '../../platform/errors.ts'
import { deleteLinksOf } from './link-repo.ts'
import type { LinkService, NewLink } from './link-service.ts'
import type { NewOfficer, UserDeps } from './needs.ts'
import * as repo from './repo.ts'
import { findRefusal, stateOf } from './rules.ts'
import { deleteTokensOf } from './token-repo.ts'

type OfficerChange = { name?: string | undefined; role?: Role | undefined; unitId?: string | undefined }
export type LoginView = repo.LoginRow
export type UserView = repo.OfficerRow & { role: Role; state: ReturnType<typeof stateOf> }

/** Accounts of the console: invited by an owner, changed and closed by an owner, never by oneself. */
export function createUserService(deps: UserDeps, links: LinkService) {
  async function invite(tx: Tx, actor: { userId: string | null }, officer: NewOfficer) {
    const email = officer.email.toLowerCase()
    if (await repo.findOfficerByEmail(tx, email))
      throw new AppError('EMAIL_TAKEN', `${email} is taken.`, { status: 409 })
    const unitId = await chooseUnit(tx, officer.role, officer.unitId)
    const user = await repo.insertOfficer(tx, { ...officer, email, unitId })
    const link = await links.make(tx, { userId: user.id, createdBy: actor.userId })
    await record(tx, actor, 'user.invite', user.id, { role: officer.role })
    return { user: view(user), link }
  }

  /** From the command line: an account that is there gets its new link all the same. */
  async function inviteByOperator(tx: Tx, officer: NewOfficer): Promise<string> {
    const found = await repo.findOfficerByEmail(tx, officer.email.toLowerCase())
    if (!found) return (await invite(tx, { userId: null }, officer)).link.url
    const link = await links.make(tx, { userId: found.id, createdBy: null })
    await record(tx, { userId: null }, 'user.link', found.id)
    return link.url
  }

  async function update(tx: Tx, actor: Actor, id: string, change: OfficerChange): Promise<UserView> {
    const before = await get(tx, id)
    if (change.role) await checkChange(tx, actor, before, change.role)
    const unitId = await chooseUnit(tx, change.role ?? before.role, change.unitId ?? before.unitId)
    const after = await repo.updateOfficer(tx, id, { ...change, unitId })
    await record(tx, actor, 'user.update', id, { from: before.role, to: after.role, unitId })
    return view(after)
  }

  async function close(tx: Tx, actor: Actor, id: string): Promise<UserView> {
    const before = await get(tx, id)
    await checkChange(tx, actor, before, null)
    const after = await repo.updateOfficer(tx, id, { disabledAt: deps.clock.now() })
    await repo.endWaysIn(tx, id)
    await deleteLinksOf(tx, id)
    const endedTokens = await deleteTokensOf(tx, id)
    await record(tx, actor, 'user.close', id, { endedTokens })
    return view(after)
  }

  async function reopen(tx: Tx, actor: Actor, id: string): Promise<UserView> {
    await get(tx, id)
    const after = await repo.updateOfficer(tx, id, { disabledAt: null })
    await record(tx, actor, 'user.reopen', id)
    return view(after)
  }

  async function renewLink(tx: Tx, actor: Actor, id: string): Promise<NewLink> {
    const officer = await get(tx, id)
    if (officer.state === 'closed') throw new AppError('WRONG_STATE', 'The account is closed.', { status: 409 })
    const link = await links.make(tx, { userId: id, createdBy: actor.userId })
    await record(tx, actor, 'user.link', id)
    return link
  }

  async function resetSecondFactor(tx: Tx, actor: Actor, id: string): Promise<UserView> {
    await get(tx, id)
    await repo.deleteSecondFactor(tx, id)
    await repo.endWaysIn(tx, id)
    const after = await repo.updateOfficer(tx, id, { twoFactorEnabled: false })
    await record(tx, actor, 'user.reset-second-factor', id)
    return view(after)
  }

  async function endLogins(tx: Tx, actor: Actor, id: string): Promise<UserView> {
    await get(tx, id)
    const ended = await repo.endWaysIn(tx, id)
    await record(tx, actor, 'user.end-logins', id, { ended })
    return get(tx, id)
  }

  /** Of oneself, or of somebody else by an owner; the route has asked who may. */
  async function endLogin(tx: Tx, actor: Actor, { id, userId }: { id: string; userId: string }): Promise<void> {
    if ((await repo.deleteLogins(tx, { userId, id })) === 0) throw notFound(id)
    await record(tx, actor, 'session.end', id, userId === actor.userId ? {} : { of: userId })
  }

  /** Where and when somebody else works is theirs: who has looked is written down. */
  async function listLoginsOf(tx: Tx, actor: Actor, id: string): Promise<repo.LoginRow[]> {
    await get(tx, id)
    const logins = await listLogins(tx, id)
    await record(tx, actor, 'session.list', id)
    return logins
  }

  const listLogins = (tx: Tx, userId: string) => repo.listLogins(tx, userId, deps.clock.now())

  /** The owner named by ADMIN_EMAIL, made at the first start. One who is there already keeps the own password and role. */
  async function ensureFirstOwner(owner: { email: string; password: string } | undefined): Promise<void> {
    if (!owner) return
    const email = owner.email.toLowerCase()
    if (await repo.findOfficerByEmail(deps.database.prisma, email)) return
    const password = await deps.auth.hashPassword(owner.password)
    await deps.database.transaction(async (tx) => {
      await repo.lockOwners(tx)
      if (await repo.findOfficerByEmail(tx, email)) return // another process of the same start was first
      const user = await repo.insertOfficer(tx, { email, name: email.split('@')[0] as string, role: 'owner' })
      await repo.setPassword(tx, user.id, password)
      await record(tx, { userId: null }, 'user.first-owner', user.id)
    })
  }

  /** A coordinator sees one unit and has to have one; all others see the office and have none. */
  async function chooseUnit(tx: Tx, role: Role, unitId: string | null | undefined): Promise<string | null> {
    if (role !== 'coordinator') return null
    if (!unitId) throw new AppError('UNIT_NEEDED', 'A coordinator needs the unit they look after.', { status: 422 })
    if (!(await deps.hasUnit(tx, unitId)))
      throw new AppError('NOT_FOUND', `There is no unit ${unitId}.`, { status: 404 })
    return unitId
  }

  async function checkChange(tx: Tx, actor: Actor, officer: UserView, roleAfter: Role | null): Promise<void> {
    await repo.lockOwners(tx)
    const refusal = findRefusal({
      actorId: actor.userId,
      officer,
      roleAfter,
      activeOwners: await repo.countActiveOwners(tx),
    })
    if (refusal) throw new AppError(refusal, `This change of ${officer.id} is refused.`, { status: 409 })
  }

  async function get(tx: Tx, id: string): Promise<UserView> {
    const officer = await repo.findOfficer(tx, id)
    if (!officer) throw notFound(id)
    return view(officer)
  }

  const record = (
    tx: Tx,
    actor: { userId: string | null },
    action: string,
    subject: string,
    data: Record<string, unknown> = {},
  ) => deps.audit.record(tx, { actorId: actor.userId, action, subject, data })

  return {
    invite,
    inviteByOperator,
    update,
    close,
    reopen,
    renewLink,
    resetSecondFactor,
    endLogins,
    endLogin,
    ensureFirstOwner,
    get,
    list: async (tx: Tx, query: { cursor?: string; limit: number }) => (await repo.listOfficers(tx, query)).map(view),
    listLogins,
    listLoginsOf,
    isApprovalRequired: deps.isApprovalRequired,
    site: async (tx: Tx) => ({
      agencyName: await deps.agencyName(tx),
      isDemo: deps.isDemo,
      phoneUrl: deps.phoneUrl,
      canMail: deps.mailer !== undefined,
      canSignInWithLine: deps.hasLine,
    }),
  }
}

function view(row: repo.OfficerRow): UserView {
  return { ...row, role: row.role as Role, state: stateOf({ ...row, hasPassword: row.accounts.length > 0 }) }
}

const notFound = (id: string) => new AppError('NOT_FOUND', `There is no account or login ${id}.`, { status: 404 })

export type UserService = ReturnType<typeof createUserService>
