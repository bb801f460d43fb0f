import type { Actor } from '../../platform/auth/auth.ts'
import type { Tx } from '../../platform/db/open-database.ts'
import { AppError } from '../../platform/errors.ts'
import type { AudienceDeps } from './needs.ts'
import { checkUnitPlace } from './rules.ts'
import * as repo from './unit-repo.ts'

export type { CountedUnit, InviteRow } from './unit-repo.ts'

const dayMs = 86_400_000

const misplaced = {
  unknown: ['UNIT_PARENT_UNKNOWN', 'There is no such unit to put it under. Choose another.'],
  cycle: ['UNIT_CYCLE', 'A unit cannot be under itself or a unit below it. Choose another.'],
  too_deep: ['UNIT_TOO_DEEP', 'Units are at most 6 levels deep. Put it under a unit further up.'],
} as const

/** Units, one under another, and the codes by which their people come in. */
export function createUnitService(deps: Pick<AudienceDeps, 'audit' | 'clock' | 'findUnitOf'>) {
  async function create(
    tx: Tx,
    actor: Actor,
    unit: { code: string; nameTh: string; kind: string; parentId?: string | null },
  ): Promise<repo.CountedUnit> {
    const parentId = unit.parentId ?? null
    await mustFit(tx, { parentId })
    const row = await repo.insertUnit(tx, { ...unit, parentId })
    if (!row) throw new AppError('UNIT_CODE_TAKEN', `The unit code ${unit.code} is taken.`, { status: 409 })
    await deps.audit.record(tx, {
      actorId: actor.userId,
      action: 'unit.create',
      subject: row.id,
      data: { code: row.code, parentId },
    })
    return { ...row, staffCount: 0, groupCount: 0 }
  }

  /** Moved, a unit takes all below it along. */
  async function update(
    tx: Tx,
    actor: Actor,
    { id, ...change }: repo.UnitChange & { id: string },
  ): Promise<repo.CountedUnit> {
    const { parentId } = change
    if (parentId !== undefined) await mustFit(tx, { id, parentId })
    const before = await repo.findUnit(tx, id)
    if (!before) throw unknownUnit(id)
    const after = await repo.updateUnit(tx, id, change)
    const record = (action: string, data: object) =>
      deps.audit.record(tx, { actorId: actor.userId, action, subject: id, data: { ...data } })
    const { nameTh, kind } = after
    if (nameTh !== before.nameTh || kind !== before.kind) await record('unit.update', { nameTh, kind })
    if (after.parentId !== before.parentId) await record('unit.move', { from: before.parentId, to: after.parentId })
    return after
  }

  async function mustFit(tx: Tx, { id, parentId }: { id?: string; parentId: string | null }): Promise<void> {
    await repo.lockUnitTree(tx)
    const problem = parentId === null ? undefined : checkUnitPlace(await repo.listUnitPlaces(tx), { id, parentId })
    if (!problem) return
    const [code, message] = misplaced[problem]
    throw new AppError(code, message, { status: 422 })
  }

  async function list(tx: Tx, actor: Actor, query: { cursor?: string; limit: number }): Promise<repo.CountedUnit[]> {
    const ids = await listSeen(tx, actor)
    if (!ids) return repo.listUnits(tx, query)
    const units = await repo.listUnits(tx, { ...query, ids })
    return units.map((unit) => (ids.includes(unit.parentId ?? '') ? unit : { ...unit, parentId: null }))
  }

  /** A coordinator sees their own unit and all below it; undefined: everything. */
  async function listSeen(tx: Tx, actor: Actor): Promise<string[] | undefined> {
    if (actor.role !== 'coordinator') return undefined
    const own = await deps.findUnitOf(tx, actor.userId)
    return own === null ? [] : repo.listUnitsOf(tx, [own])
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
    const seen = await listSeen(tx, actor)
    const isOthers = seen !== undefined && !seen.includes(unitId)
    if (isOthers || !(await repo.findUnit(tx, unitId))) throw unknownUnit(unitId)
  }

  return { create, update, listInvites, createInvite, revokeInvite, list, listAll: repo.listAllUnits }
}

const unknownUnit = (id: string) => new AppError('NOT_FOUND', `There is no unit ${id}.`, { status: 404 })

export type UnitService = ReturnType<typeof createUnitService>
