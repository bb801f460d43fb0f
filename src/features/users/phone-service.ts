import type { Actor } from '../../platform/auth/auth.ts'
import { pinTries } from '../../platform/auth/session-rules.ts'
import type { Tx } from '../../platform/db/open-database.ts'
import { AppError } from '../../platform/errors.ts'
import type { UserDeps } from './needs.ts'
import { deletePhones, listPhones } from './phone-repo.ts'

/** The phones that an officer has enrolled, for themselves to see and to take away. */
export function createPhoneService(deps: Pick<UserDeps, 'audit'>) {
  async function list(tx: Tx, userId: string) {
    return (await listPhones(tx, userId)).map((phone) => ({ ...phone, isLocked: phone.wrongPins >= pinTries }))
  }

  async function remove(tx: Tx, actor: Actor, id: string): Promise<void> {
    if ((await deletePhones(tx, { userId: actor.userId, id })) === 0)
      throw new AppError('NOT_FOUND', `There is no phone ${id}.`, { status: 404 })
    await deps.audit.record(tx, {
      actorId: actor.userId,
      action: 'phone.remove',
      subject: actor.userId,
      data: { phoneId: id },
    })
  }

  return { list, remove }
}

export type PhoneService = ReturnType<typeof createPhoneService>
