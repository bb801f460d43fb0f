import type { Actor } from '../../platform/auth/auth.ts'
import type { Tx } from '../../platform/db/open-database.ts'
import { AppError } from '../../platform/errors.ts'
import type { AudienceDeps } from './needs.ts'
import * as repo from './unit-repo.ts'

export type { CountedUnit, InviteRow } from './unit-repo.ts'

const dayMs = 86_400_000

/** Units and the codes by which their people come in. */
export function createUnitService(deps: Pick<AudienceDeps, 'audit' | 'clock' | 'findUnitOf'>) {
  async function create(
    tx: Tx,
    actor: Actor,
    unit: { code: string; nameTh: string; kind: string },
  ): Promise<repo.CountedUnit> {
    const row = await repo.insertUnit(tx, unit)
    if (!row) throw new AppError('UNIT_CODE_TAKEN', `The unit code ${unit.code} is taken.`, { status: 409 })
    await deps.audit.record(tx, {
      actorId: actor.userId,
      action: 'unit.create',
      subject: row.id,
      data: { code: row.code },
    })
    return { ...row, staffCount: 0, groupCount: 0 }
  }

  async function list(tx: Tx, actor: Actor, query: { cursor?: string; limit: number }): Promise<repo.CountedUnit[]> {
    const own = actor.role === 'coordinator' ? await deps.findUnitOf(tx, actor.userId) : undefined
    return own === null ? [] : repo.listUnits(tx, { ...query, ...(own !== undefined && { id: own }) })
  }

  async function listInvites(tx: Tx, actor: Actor, unitId: string): Promise<repo.InviteRow[]> {
    await mustSee(tx, actor, unitId)
    return repo.listInvites(tx, unitId)
  }

  async function createInvite(
    tx: Tx,
    actor: Actor,
    invite: { unitId: string; code: string; expiresInDays: number; useLimit: number },
  ): Promise<repo.InviteRow> {
    const { unitId, code, expiresInDays, useLimit } = invite
    await mustSee(tx, actor, unitId)
    const expiresAt = new Date(deps.clock.now().getTime() + expiresInDays * dayMs)
    const row = await repo.insertInvite(tx, { unitId, code, expiresAt, useLimit, createdBy: actor.userId })
    await deps.audit.record(tx, {
      actorId: actor.userId,
      action: 'invite.create',
      subject: row.id,
      data: { unitId, expiresAt: expiresAt.toISOString(), useLimit },
    })
    return row
  }

  /** Ends a code. Ending it again changes nothing. */
  async function revokeInvite(tx: Tx, actor: Actor, id: string): Promise<repo.InviteRow> {
    const invite = await repo.findInvite(tx, id)
    if (!invite) throw new AppError('NOT_FOUND', `There is no invite ${id}.`, { status: 404 })
    await mustSee(tx, actor, invite.unitId)
    if (invite.revokedAt) return invite
    const revoked = await repo.revokeInvite(tx, id, deps.clock.now())
    await deps.audit.record(tx, { actorId: actor.userId, action: 'invite.revoke', subject: id })
    return revoked
  }

  /** To a coordinator other units do not exist. */
  async function mustSee(tx: Tx, actor: Actor, unitId: string): Promise<void> {
    const isOthers = actor.role === 'coordinator' && (await deps.findUnitOf(tx, actor.userId)) !== unitId
    if (isOthers || !(await repo.findUnit(tx, unitId)))
      throw new AppError('NOT_FOUND', `There is no unit ${unitId}.`, { status: 404 })
  }

  return { create, listInvites, createInvite, revokeInvite, list, listAll: repo.listAllUnits }
}

export type UnitService = ReturnType<typeof createUnitService>
