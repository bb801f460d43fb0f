import type { Role } from '../../contracts/roles.ts'
import type { Actor } from '../../platform/auth/auth.ts'
import type { Tx } from '../../platform/db/open-database.ts'
import { AppError } from '../../platform/errors.ts'
import type { UserDeps } from './needs.ts'
import { findOfficer } from './repo.ts'
import { deleteToken, listTokens, type TokenRow } from './token-repo.ts'

/** Tokens act for the person who made them, with the role they were given. */
export function createTokenService(deps: UserDeps) {
  async function create(tx: Tx, actor: Actor, wanted: { name: string; role: Role; expiresInDays: number }) {
    const owner = await findOfficer(tx, actor.userId)
    if (!owner) throw new AppError('NOT_FOUND', 'The account is gone.', { status: 404 })
    const { token, id } = await deps.auth.createToken({ ...wanted, email: owner.email, actorId: actor.userId })
    const expiresAt = new Date(deps.clock.now().getTime() + wanted.expiresInDays * 86_400_000)
    return { id, token, expiresAt }
  }

  async function revoke(tx: Tx, actor: Actor, id: string): Promise<void> {
    if (!(await deleteToken(tx, id))) throw new AppError('NOT_FOUND', `There is no token ${id}.`, { status: 404 })
    await deps.audit.record(tx, { actorId: actor.userId, action: 'token.revoke', subject: id })
  }

  return { create, revoke, list: listTokens }
}

export type TokenView = TokenRow
export type TokenService = ReturnType<typeof createTokenService>
