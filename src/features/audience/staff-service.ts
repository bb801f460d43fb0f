import type { Actor } from '../../platform/auth/auth.ts'
import type { Tx } from '../../platform/db/open-database.ts'
import { AppError } from '../../platform/errors.ts'
import type { EraseService } from './erase-service.ts'
import type { AudienceDeps } from './needs.ts'
import type { StaffState } from './rules.ts'
import * as repo from './staff-repo.ts'
import { listUnitsOf } from './unit-repo.ts'

export type { StaffRow } from './staff-repo.ts'

/** People as officers see them. Every look at the list is in the audit chain. */
export function createStaffService(deps: Pick<AudienceDeps, 'audit' | 'clock'>, parts: { erasing: EraseService }) {
  async function list(
    tx: Tx,
    actor: Actor,
    query: { cursor?: string; limit: number; unitId?: string; state?: StaffState },
  ): Promise<repo.StaffRow[]> {
    const { unitId: named, ...rest } = query
    const people = await repo.listStaff(tx, { ...rest, ...(named && { unitIds: await listUnitsOf(tx, [named]) }) })
    const { unitId = null, state = null, cursor = null, limit } = query
    const data = { unitId, state, cursor, shown: Math.min(people.length, limit) }
    await deps.audit.record(tx, { actorId: actor.userId, action: 'staff.list', data })
    return people
  }

  /** @throws WRONG_STATE, CHANGED_MEANWHILE (409) */
  async function confirm(tx: Tx, actor: Actor, { id, unitId }: { id: string; unitId: string }): Promise<repo.StaffRow> {
    const person = await lock(tx, id)
    if (person.state !== 'pending') {
      throw new AppError('WRONG_STATE', `This person is ${person.state}; only a pending one is confirmed.`, {
        status: 409,
      })
    }
    if (person.unitId !== unitId)
      throw new AppError('CHANGED_MEANWHILE', 'This person has picked another unit meanwhile.', { status: 409 })
    const confirmed = await repo.updateStaff(tx, id, { state: 'registered', unitConfirmedAt: deps.clock.now() })
    const data = { via: 'officer', unitId }
    await deps.audit.record(tx, { actorId: actor.userId, action: 'staff.confirm', subject: id, data })
    return confirmed
  }

  /** Without what nobody but the person sees: their own settings and quiz. */
  async function exportOf(tx: Tx, actor: Actor, id: string) {
    const record = await repo.findRecord(tx, id)
    if (!record) throw unknownPerson(id)
    await deps.audit.record(tx, { actorId: actor.userId, action: 'staff.export', subject: id })
    return { ...record, copiedAt: deps.clock.now() }
  }

  async function erase(tx: Tx, actor: Actor, id: string): Promise<void> {
    await parts.erasing.erase(tx, await lock(tx, id), { actorId: actor.userId, reason: 'officer' })
  }

  async function lock(tx: Tx, id: string): Promise<repo.StaffRow> {
    const person = await repo.lockStaff(tx, id)
    if (!person) throw unknownPerson(id)
    return person
  }

  return { list, confirm, exportOf, erase }
}

const unknownPerson = (id: string) => new AppError('NOT_FOUND', `There is no person ${id}.`, { status: 404 })

export type StaffService = ReturnType<typeof createStaffService>
