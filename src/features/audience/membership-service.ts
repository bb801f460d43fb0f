import { LineRejected } from '../../line/errors.ts'
import { cleanText } from '../../line/events/clean-text.ts'
import type { Tx } from '../../platform/db/open-database.ts'
import { type GroupRow, listNamelessGroupIds, listStaffOnlyGroups, lockGroup } from './group-repo.ts'
import { findMembershipRequest, findMembershipsRequest, refreshGroupRequest } from './job-requests.ts'
import type { AudienceDeps } from './needs.ts'
import { noticeVersion } from './notice.ts'
import { mayTellOf, orderGroups } from './rules.ts'
import * as repo from './staff-repo.ts'

const batchSize = 200

/** Finds out who is staff by asking LINE whether an approved staff-only group has them as a member. */
export function createMembershipService(deps: AudienceDeps) {
  const { prisma } = deps.database

  /** Asks LINE, then writes. The name is written last: a row without one says that this has still to be done. */
  async function find(staffId: string, groupId?: string): Promise<void> {
    const person = await repo.findStaff(prisma, staffId)
    if (person?.unfollowedAt) return seeWhetherBack(person)
    if (!person || !mayBeAskedAbout(person)) return
    const askedAt = deps.clock.now()
    const group = isSettled(person) ? undefined : await findGroupOf(person, groupId)
    const displayName = await findName(person.lineUserId)
    await deps.database.transaction(async (tx) => {
      const current = await repo.lockStaff(tx, staffId)
      if (!current || !mayBeAskedAbout(current)) return
      if (displayName === undefined) {
        await markGone(tx, person, current, askedAt)
        return
      }
      await repo.updateStaff(tx, staffId, { displayName })
      if (group && !isSettled(current) && mayTellOf(group, current)) await register(tx, current, group)
    })
  }

  /** LINE has a profile of friends alone: who blocked the account has taken it up again, and that event was lost. */
  async function seeWhetherBack(seen: repo.StaffRow): Promise<void> {
    const askedAt = deps.clock.now()
    if ((await findName(seen.lineUserId)) === undefined) return
    await deps.database.transaction(async (tx) => {
      const current = await repo.lockStaff(tx, seen.id)
      if (current?.unfollowedAt?.getTime() !== seen.unfollowedAt?.getTime()) return
      await repo.updateStaff(tx, seen.id, { joinedAt: askedAt, unfollowedAt: null, menuLanguage: null })
    })
  }

  async function findGroupOf(person: repo.StaffRow, groupId?: string): Promise<GroupRow | undefined> {
    const groups = (await listStaffOnlyGroups(prisma, groupId)).filter((group) => mayTellOf(group, person))
    for (const group of orderGroups(groups, person.unitId)) {
      if (await isMember(group.lineGroupId, person.lineUserId)) return group
    }
    return undefined
  }

  async function isMember(lineGroupId: string, userId: string): Promise<boolean> {
    try {
      await deps.line.getGroupMember(lineGroupId, userId)
      return true
    } catch (error) {
      if (!(error instanceof LineRejected)) throw error
      // One group that LINE will not speak about must not keep the others from being asked.
      if (error.httpStatus !== 404)
        deps.log.warn({ code: error.code, requestId: error.requestId }, 'LINE refused to say who is in a group')
      return false
    }
  }

  async function findName(userId: string): Promise<string | undefined> {
    try {
      return cleanText((await deps.line.getProfile(userId)).displayName)
    } catch (error) {
      if (error instanceof LineRejected && error.httpStatus === 404) return undefined
      throw error
    }
  }

  /** LINE knows no profile: the account is blocked and its event was lost. Not so when they followed again meanwhile, or do it now. */
  async function markGone(tx: Tx, seen: repo.StaffRow, current: repo.StaffRow, askedAt: Date): Promise<void> {
    if (seen.joinedAt.getTime() !== current.joinedAt.getTime()) return
    await repo.updateStaff(tx, current.id, { unfollowedAt: askedAt })
    await deps.withdrawChat(tx, current.lineUserId, 'blocked')
  }

  async function register(tx: Tx, person: repo.StaffRow, seen: GroupRow): Promise<void> {
    const group = await lockGroup(tx, seen.id)
    if (group?.state !== 'approved' || group.hasOutsiders !== false) return
    const unitId = group.unitId ?? person.unitId
    await repo.updateStaff(tx, person.id, { state: 'registered', unitId, unitConfirmedAt: deps.clock.now() })
    if (person.state === 'registered' && person.unitId === unitId) return
    await deps.audit.record(tx, {
      actorId: null,
      action: 'staff.register',
      subject: person.id,
      data: { via: 'group', groupId: group.id, unitId },
    })
  }

  /** One batch of those who wait, in the nightly review also of those who blocked the account, and the next batch after it. */
  async function findAll(query: { groupId?: string; afterId?: string }): Promise<void> {
    await deps.database.transaction(async (tx) => {
      const { groupId, afterId } = query
      const isReview = groupId === undefined
      const ids = await repo.listStaffIdsToAsk(tx, { noticeVersion, afterId, limit: batchSize, isReview })
      const next = ids.length === batchSize ? [findMembershipsRequest({ groupId, afterId: ids.at(-1) })] : []
      await deps.enqueue(tx, [...ids.map((staffId) => findMembershipRequest({ staffId, groupId })), ...next])
    })
  }

  /** Jobs that were lost: new groups and people whose names are still unknown a minute later. */
  async function findLost() {
    const now = deps.clock.now().getTime()
    const window = { after: new Date(now - 24 * 3_600_000), before: new Date(now - 60_000) }
    const [groupIds, staffIds] = await Promise.all([
      listNamelessGroupIds(prisma, window),
      repo.listNamelessStaffIds(prisma, { ...window, noticeVersion }),
    ])
    return [
      ...groupIds.map((groupId) => refreshGroupRequest({ groupId })),
      ...staffIds.map((staffId) => findMembershipRequest({ staffId })),
    ]
  }

  return { find, findAll, findLost }
}

export type MembershipService = ReturnType<typeof createMembershipService>

function mayBeAskedAbout(person: repo.StaffRow): boolean {
  return person.noticeVersion === noticeVersion && person.unfollowedAt === null
}

function isSettled(person: repo.StaffRow): boolean {
  return person.state === 'registered' && person.unitId !== null
}
