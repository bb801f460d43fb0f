import type { Tx } from '../../platform/db/open-database.ts'
import type { AudienceDeps } from './needs.ts'
import * as repo from './staff-repo.ts'

const keptAfterUnfollowMs = 30 * 86_400_000
// A person takes about 5 ms, and from the first one on nobody else can write to the audit chain; others give up after 5 s.
const mostAtOnce = 400

/** Lets go of a person: their row, what is planned for them, and which messages they got. Counts stay. */
export function createEraseService(
  deps: Pick<
    AudienceDeps,
    'audit' | 'isOfficerChat' | 'withdrawChat' | 'forgetChat' | 'forgetAnswers' | 'forgetMenuOf'
  >,
) {
  async function erase(tx: Tx, person: repo.StaffRow, by: { actorId: string | null; reason: string }): Promise<void> {
    await deps.withdrawChat(tx, person.lineUserId, 'erased')
    await deps.forgetChat(tx, person.lineUserId)
    await deps.forgetAnswers(tx, person.id)
    await repo.deleteStaff(tx, person.id)
    if (person.menuLanguage !== null) await deps.forgetMenuOf(tx, person.lineUserId)
    // The audit chain lives for ever, so it names the row that was, which now leads to nobody; never the LINE id.
    await deps.audit.record(tx, {
      actorId: by.actorId,
      action: 'staff.erase',
      subject: person.id,
      data: { reason: by.reason },
    })
  }

  /** False when nothing is kept about this LINE user. */
  async function eraseOnRequest(tx: Tx, lineUserId: string): Promise<boolean> {
    const person = await repo.lockStaffOf(tx, lineUserId)
    if (person) {
      await erase(tx, person, { actorId: null, reason: 'own_request' })
      return true
    }
    const isLinked = await deps.isOfficerChat(tx, lineUserId)
    if (isLinked) await deps.withdrawChat(tx, lineUserId, 'erased')
    return isLinked
  }

  async function isKept(tx: Tx, lineUserId: string): Promise<boolean> {
    return (await repo.findStaffOf(tx, lineUserId)) !== undefined || deps.isOfficerChat(tx, lineUserId)
  }

  /** People who blocked the account 30 days ago or earlier; how many were erased. What is left over waits for the next night. */
  async function eraseLongGone(tx: Tx, now: Date): Promise<number> {
    const before = new Date(now.getTime() - keptAfterUnfollowMs)
    const people = await repo.takeLongGone(tx, { before, limit: mostAtOnce })
    for (const person of people) await erase(tx, person, { actorId: null, reason: 'unfollowed_30_days' })
    return people.length
  }

  return { erase, eraseOnRequest, isKept, eraseLongGone }
}

export type EraseService = ReturnType<typeof createEraseService>
