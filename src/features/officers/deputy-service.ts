import { may } from '../../contracts/roles.ts'
import type { Actor } from '../../platform/auth/auth.ts'
import type { Tx } from '../../platform/db/open-database.ts'
import { AppError } from '../../platform/errors.ts'
import type { OfficerDeps } from './needs.ts'
import * as repo from './repo.ts'
import { checkPeriod } from './rules.ts'

/** ผู้รักษาราชการแทน: for a period somebody approves in an approver's place, with the approver's power and no more. */
export function createDeputyService(deps: Pick<OfficerDeps, 'clock' | 'audit'>) {
  async function appoint(
    tx: Tx,
    actor: Actor,
    wanted: { principalId: string; deputyId: string; startsAt: Date; endsAt: Date },
  ): Promise<repo.DeputyRow> {
    checkIsOwnOrOwner(actor, wanted.principalId)
    checkPeriod(wanted, deps.clock.now())
    const principal = await find(tx, wanted.principalId)
    const deputy = await find(tx, wanted.deputyId)
    if (principal.id === deputy.id || !may(principal.role, 'campaigns.approve'))
      throw new AppError('DEPUTY_INVALID', 'A deputy is another person, and stands in for somebody who may approve.', {
        status: 422,
      })
    if (await repo.findOverlap(tx, wanted))
      throw new AppError('DEPUTY_OVERLAP', 'Another period of this approver touches this one.', { status: 409 })
    const row = await repo.insertDeputy(tx, { ...wanted, createdBy: actor.userId })
    const { deputyId, startsAt, endsAt } = row
    await deps.audit.record(tx, {
      actorId: actor.userId,
      action: 'deputy.appoint',
      subject: principal.id,
      data: { id: row.id, deputyId, startsAt: startsAt.toISOString(), endsAt: endsAt.toISOString() },
    })
    return row
  }

  async function end(tx: Tx, actor: Actor, id: string): Promise<repo.DeputyRow> {
    const found = await repo.findDeputy(tx, id)
    if (!found) throw new AppError('NOT_FOUND', `There is no deputy ${id}.`, { status: 404 })
    checkIsOwnOrOwner(actor, found.principalId)
    if (!(await repo.endDeputy(tx, id, deps.clock.now())))
      throw new AppError('WRONG_STATE', 'This period was ended before.', { status: 409, data: { state: 'ended' } })
    await deps.audit.record(tx, {
      actorId: actor.userId,
      action: 'deputy.end',
      subject: found.principalId,
      data: { id, deputyId: found.deputyId },
    })
    return (await repo.findDeputy(tx, id)) as repo.DeputyRow
  }

  /** For whom somebody approves now. Asked at every request: an ended period ends at once. */
  const listPrincipals = (tx: Tx, userId: string) => repo.listPrincipalsOf(tx, userId, deps.clock.now())

  async function find(tx: Tx, id: string): Promise<repo.OfficerRow> {
    const officer = await repo.findOfficer(tx, id)
    if (!officer) throw new AppError('NOT_FOUND', `There is no officer ${id}.`, { status: 404 })
    return officer
  }

  return {
    appoint,
    end,
    list: repo.listDeputies,
    listColleagues: repo.listColleagues,
    listPrincipals,
    now: deps.clock.now,
  }
}

export type DeputyView = repo.DeputyRow
export type DeputyService = ReturnType<typeof createDeputyService>

function checkIsOwnOrOwner(actor: Actor, principalId: string): void {
  if (actor.userId === principalId || may(actor.role, 'officers.edit')) return
  throw new AppError('FORBIDDEN', 'Only the approver or an owner appoints and ends a deputy.', { status: 403 })
}
