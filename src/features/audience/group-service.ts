import { LineRejected } from '../../line/errors.ts'
import { cleanText } from '../../line/events/clean-text.ts'
import type { Actor } from '../../platform/auth/auth.ts'
import type { Tx } from '../../platform/db/open-database.ts'
import { AppError } from '../../platform/errors.ts'
import * as repo from './group-repo.ts'
import { findMembershipRequest, findMembershipsRequest, refreshGroupRequest } from './job-requests.ts'
import type { AudienceDeps } from './needs.ts'
import { noticeVersion } from './notice.ts'
import { afterLeave, isBackInGroup, isNewJoin } from './rules.ts'
import { listWaitingAmong } from './staff-repo.ts'
import { findUnit } from './unit-repo.ts'

export type SentGroup = repo.GroupRow & { lastSentAt: Date | null }

// Several members coming at once are one question to LINE; and a refresh that has asked already would miss them.
const settleMs = 1000

const unapproved = { state: 'pending', approvedAt: null, hasOutsiders: null, unitId: null, leftAt: null } as const

/** Groups as their events tell of them, and as officers approve them. */
export function createGroupService(deps: AudienceDeps) {
  /** True when the bot has just come in and should say what it is; false for a redelivery or a join overtaken by a leave. */
  async function join(tx: Tx, lineGroupId: string, at: Date): Promise<boolean> {
    const known = await repo.lockGroupOf(tx, lineGroupId)
    if (!isNewJoin(known, at)) return false
    const group = known
      ? await repo.updateGroup(tx, known.id, { joinedAt: at, ...(known.state === 'left' && unapproved) })
      : await repo.insertGroup(tx, { lineGroupId, state: 'pending', joinedAt: at })
    await deps.enqueue(tx, [refreshGroupRequest({ groupId: group.id })])
    return true
  }

  async function leave(tx: Tx, lineGroupId: string, at: Date): Promise<void> {
    const group = await repo.lockGroupOf(tx, lineGroupId)
    if (!group) {
      // Kept, so that the join before it, should it come late, does not bring the group back.
      await repo.insertGroup(tx, { lineGroupId, state: 'left', joinedAt: at, leftAt: at })
      return
    }
    const change = afterLeave(group, at)
    if (change === 'unchanged') return
    await repo.updateGroup(tx, group.id, change === 'left' ? { state: 'left', leftAt: at } : unapproved)
    await deps.withdrawChat(tx, lineGroupId, 'left')
  }

  async function changeMembers(tx: Tx, lineGroupId: string, change: { joined: string[]; at: Date }): Promise<void> {
    const group = await see(tx, lineGroupId, change.at)
    if (!group) return
    const runAt = new Date(deps.clock.now().getTime() + settleMs)
    const provesStaff = group.state === 'approved' && group.hasOutsiders === false
    const newcomers = provesStaff ? await listWaitingAmong(tx, change.joined, noticeVersion) : []
    await deps.enqueue(tx, [
      refreshGroupRequest({ groupId: group.id }, runAt),
      ...newcomers.map((staffId) => findMembershipRequest({ staffId, groupId: group.id })),
    ])
  }

  /** LINE has no list of our groups, so any sign of life of an unknown one puts it among those that wait for approval. */
  async function see(tx: Tx, lineGroupId: string, at: Date): Promise<repo.GroupRow | undefined> {
    const known = await repo.lockGroupOf(tx, lineGroupId)
    if (known && !isBackInGroup(known, at)) return known.state === 'left' ? undefined : known
    const group = known
      ? await repo.updateGroup(tx, known.id, { ...unapproved, joinedAt: at })
      : await repo.insertGroup(tx, { lineGroupId, state: 'pending', joinedAt: at })
    await deps.enqueue(tx, [refreshGroupRequest({ groupId: group.id })])
    return group
  }

  async function checkLater(tx: Tx, lineGroupId: string): Promise<void> {
    const group = await repo.lockGroupOf(tx, lineGroupId)
    if (group && group.state !== 'left') await deps.enqueue(tx, [refreshGroupRequest({ groupId: group.id })])
  }

  /** Asks LINE, then writes. 404 means that the bot is out, whether or not its leave event ever came. */
  async function refresh(groupId: string): Promise<void> {
    const seen = await repo.findGroup(deps.database.prisma, groupId)
    if (!seen || seen.state === 'left') return
    const askedAt = deps.clock.now()
    const found = await ask(seen.lineGroupId)
    await deps.database.transaction(async (tx) => {
      const group = await repo.lockGroup(tx, groupId)
      // Left, or in again, since we asked: the answer is about a time that is over.
      if (!group || group.state === 'left' || group.joinedAt.getTime() !== seen.joinedAt.getTime()) return
      if (found) {
        await repo.updateGroup(tx, groupId, found)
        return
      }
      await repo.updateGroup(tx, groupId, { state: 'left', leftAt: askedAt })
      await deps.withdrawChat(tx, group.lineGroupId, 'left')
    })
  }

  async function ask(lineGroupId: string): Promise<{ name: string; memberCount: number } | undefined> {
    try {
      const { groupName } = await deps.line.getGroupSummary(lineGroupId)
      const { count } = await deps.line.getGroupMemberCount(lineGroupId)
      return { name: cleanText(groupName), memberCount: count }
    } catch (error) {
      if (error instanceof LineRejected && error.httpStatus === 404) return undefined
      throw error
    }
  }

  /** Of one that is approved already what was said of it is changed: its approval stays where it was. */
  async function approve(
    tx: Tx,
    actor: Actor,
    approval: { id: string; unitId?: string | null; outsiders: boolean },
  ): Promise<SentGroup> {
    const { id, unitId, outsiders } = approval
    const group = await repo.lockGroup(tx, id)
    if (!group) throw new AppError('NOT_FOUND', `There is no group ${id}.`, { status: 404 })
    if (group.state === 'left') throw new AppError('WRONG_STATE', 'The bot has left this group.', { status: 409 })
    if (unitId && !(await findUnit(tx, unitId))) {
      throw new AppError('AUDIENCE_UNKNOWN', 'There is no such unit.', { status: 422, data: { ids: [unitId] } })
    }
    const isApproved = group.state === 'approved'
    const approved = await repo.updateGroup(tx, id, {
      state: 'approved',
      ...(!isApproved && { approvedAt: deps.clock.now() }),
      hasOutsiders: outsiders,
      ...(unitId !== undefined && { unitId }),
    })
    if (outsiders && group.hasOutsiders === false) {
      // What is planned for this group may be for staff only: it is taken out before its first try.
      await deps.withdrawChat(tx, group.lineGroupId, 'outsiders')
    }
    if (!outsiders) await deps.enqueue(tx, [findMembershipsRequest({ groupId: id })])
    await deps.audit.record(tx, {
      actorId: actor.userId,
      action: isApproved ? 'group.update' : 'group.approve',
      subject: id,
      data: { outsiders, unitId: approved.unitId },
    })
    return (await withLastSent(tx, [approved]))[0] as SentGroup
  }

  async function list(tx: Tx, query: Parameters<typeof repo.listGroups>[1]): Promise<SentGroup[]> {
    return withLastSent(tx, await repo.listGroups(tx, query))
  }

  async function withLastSent(tx: Tx, groups: repo.GroupRow[]): Promise<SentGroup[]> {
    const sentAt = await deps.findLastSent(
      tx,
      groups.map(({ lineGroupId }) => lineGroupId),
    )
    return groups.map((group) => ({ ...group, lastSentAt: sentAt.get(group.lineGroupId) ?? null }))
  }

  /** Asks LINE again about every group: the way to learn of one whose leave event was lost. */
  async function reviewAll(tx: Tx): Promise<void> {
    const ids = await repo.listPresentGroupIds(tx)
    await deps.enqueue(
      tx,
      ids.map((groupId) => refreshGroupRequest({ groupId })),
    )
  }

  return { join, leave, changeMembers, see, checkLater, refresh, approve, reviewAll, list }
}

export type GroupService = ReturnType<typeof createGroupService>
