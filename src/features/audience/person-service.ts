import type { Locale } from '../../contracts/error-words.ts'
import type { Tx } from '../../platform/db/open-database.ts'
import type { GuessLimit } from '../../platform/guess-limit.ts'
import type { EraseService } from './erase-service.ts'
import { findMembershipRequest } from './job-requests.ts'
import type { AudienceDeps } from './needs.ts'
import { noticeVersion } from './notice.ts'
import { isBlockedBy, isNewFollow, isUnitStale } from './rules.ts'
import * as repo from './staff-repo.ts'
import { findInviteByCode, findUnit, findUnitByCode, type InviteRow, takeInviteUse, type UnitRow } from './unit-repo.ts'

export type { UnitRow } from './unit-repo.ts'

export type AcknowledgeOutcome =
  | { kind: 'old_version' }
  | { kind: 'next_step' }
  | { kind: 'registered'; unit: UnitRow | undefined }
export type PickOutcome =
  | { kind: 'notice_first' | 'unknown_unit' }
  | { kind: 'picked' | 'registered' | 'already_in'; unit: UnitRow }
export type InviteOutcome =
  | { kind: 'notice_first' }
  | { kind: 'refused'; why: 'unknown' | 'expired' | 'used_up' | 'revoked' | 'too_many' }
  | { kind: 'registered' | 'already_in'; unit: UnitRow }

/** What a person does in the 1:1 chat: follows, reads the notice, says where they work, blocks. */
export function createPersonService(deps: AudienceDeps, parts: { erasing: EraseService; guesses: GuessLimit }) {
  /** True for a follow that is news; false for a redelivery or one overtaken by a block. */
  async function follow(tx: Tx, lineUserId: string, at: Date): Promise<boolean> {
    const person = await repo.lockStaffOf(tx, lineUserId)
    if (!isNewFollow(person, at)) return false
    // LINE may have forgotten the menu of somebody who blocked the account.
    if (person) await repo.updateStaff(tx, person.id, { joinedAt: at, unfollowedAt: null, menuLanguage: null })
    else await repo.insertStaff(tx, { lineUserId, joinedAt: at })
    return true
  }

  /** Nothing is kept about a person we do not know, so their block leaves no trace either: an officer may be one, linked all the same. */
  async function unfollow(tx: Tx, lineUserId: string, at: Date): Promise<void> {
    const person = await repo.lockStaffOf(tx, lineUserId)
    if (person && !isBlockedBy(person, at)) return
    if (person) await repo.updateStaff(tx, person.id, { unfollowedAt: at })
    await deps.withdrawChat(tx, lineUserId, 'blocked')
  }

  /** `language` is that of the notice they have read. */
  async function acknowledge(
    tx: Tx,
    lineUserId: string,
    { version, at, language }: { version: string; at: Date; language?: Locale },
  ): Promise<AcknowledgeOutcome> {
    if (version !== noticeVersion) return { kind: 'old_version' }
    const known = await repo.lockStaffOf(tx, lineUserId)
    const read = { noticeVersion, noticeAt: at, ...(language && { language }) }
    // Somebody who taps a button has not blocked us, unless they did so after the tap.
    const isBack = known?.unfollowedAt && at > known.unfollowedAt
    const person = known
      ? await repo.updateStaff(tx, known.id, { ...read, ...(isBack && { unfollowedAt: null, joinedAt: at }) })
      : await repo.insertStaff(tx, { lineUserId, joinedAt: at, ...read })
    await deps.enqueue(tx, [findMembershipRequest({ staffId: person.id })])
    if (person.language !== (known?.language ?? null)) await deps.languageChanged(tx)
    if (person.state !== 'registered') return { kind: 'next_step' }
    return { kind: 'registered', unit: person.unitId ? await findUnit(tx, person.unitId) : undefined }
  }

  async function pickUnit(tx: Tx, lineUserId: string, code: string): Promise<PickOutcome> {
    const person = await lockReader(tx, lineUserId)
    if (!person) return { kind: 'notice_first' }
    const own = await registeredUnitOf(tx, person)
    if (own) return { kind: 'already_in', unit: own }
    const unit = await findUnitByCode(tx, code)
    if (!unit) return { kind: 'unknown_unit' }
    if (person.state === 'registered') {
      // Known as staff from a group without a unit: where they work is theirs to say.
      await repo.updateStaff(tx, person.id, { unitId: unit.id, unitConfirmedAt: deps.clock.now() })
      return { kind: 'registered', unit }
    }
    await repo.updateStaff(tx, person.id, { state: 'pending', unitId: unit.id })
    return { kind: 'picked', unit }
  }

  async function redeemInvite(tx: Tx, lineUserId: string, code: string): Promise<InviteOutcome> {
    const person = await lockReader(tx, lineUserId)
    if (!person) return { kind: 'notice_first' }
    if (await parts.guesses.isSpent(lineUserId)) return { kind: 'refused', why: 'too_many' }
    const invite = await findInviteByCode(tx, code)
    if (!invite) {
      await parts.guesses.countWrong(lineUserId)
      return { kind: 'refused', why: 'unknown' }
    }
    const unit = (await findUnit(tx, invite.unitId)) as UnitRow // a code is deleted with its unit
    if (person.state === 'registered' && person.unitId === unit.id) return { kind: 'already_in', unit }
    const now = deps.clock.now()
    if (!(await takeInviteUse(tx, invite.id, now))) return { kind: 'refused', why: whyUnusable(invite, now) }
    await repo.updateStaff(tx, person.id, { state: 'registered', unitId: unit.id, unitConfirmedAt: now })
    await deps.audit.record(tx, {
      actorId: null,
      action: 'staff.register',
      subject: person.id,
      data: { via: 'invite', inviteId: invite.id, unitId: unit.id },
    })
    return { kind: 'registered', unit }
  }

  /** The unit that somebody is to be asked about: it was last known for sure a year ago. */
  async function unitToConfirm(tx: Tx, lineUserId: string): Promise<UnitRow | undefined> {
    const person = await repo.findStaffOf(tx, lineUserId)
    if (person?.noticeVersion !== noticeVersion || !isUnitStale(person, deps.clock.now())) return undefined
    return person.unitId ? findUnit(tx, person.unitId) : undefined
  }

  /** Yes: asked again in a year. The button of an older card, after a move, confirms nothing. */
  async function confirmUnit(tx: Tx, lineUserId: string, unitId: string): Promise<UnitRow | undefined> {
    const person = await lockReader(tx, lineUserId)
    if (person?.state !== 'registered' || person.unitId !== unitId) return undefined
    await repo.updateStaff(tx, person.id, { unitConfirmedAt: deps.clock.now() })
    return findUnit(tx, unitId)
  }

  /** No: nothing of that unit reaches them until their new one is known. */
  async function leaveUnit(tx: Tx, lineUserId: string, unitId: string): Promise<boolean> {
    const person = await lockReader(tx, lineUserId)
    if (person?.state !== 'registered' || person.unitId !== unitId) return false
    await repo.updateStaff(tx, person.id, { state: 'pending', unitId: null, unitConfirmedAt: null })
    await deps.audit.record(tx, { actorId: null, action: 'staff.left-unit', subject: person.id, data: { unitId } })
    return true
  }

  /** The person's row, locked, when they have read the notice in force. */
  async function lockReader(tx: Tx, lineUserId: string): Promise<repo.StaffRow | undefined> {
    const person = await repo.lockStaffOf(tx, lineUserId)
    return person?.noticeVersion === noticeVersion ? person : undefined
  }

  async function hasReadNotice(tx: Tx, lineUserId: string): Promise<boolean> {
    return (await repo.findStaffOf(tx, lineUserId))?.noticeVersion === noticeVersion
  }

  /** The unit somebody is registered in: they leave it for another by an invite code alone. */
  async function findOwnUnit(tx: Tx, lineUserId: string): Promise<UnitRow | undefined> {
    const person = await repo.findStaffOf(tx, lineUserId)
    return person && registeredUnitOf(tx, person)
  }

  return {
    follow,
    unfollow,
    acknowledge,
    pickUnit,
    redeemInvite,
    unitToConfirm,
    confirmUnit,
    leaveUnit,
    hasReadNotice,
    findOwnUnit,
    isKept: parts.erasing.isKept,
    erase: parts.erasing.eraseOnRequest,
  }
}

export type PersonService = ReturnType<typeof createPersonService>

async function registeredUnitOf(tx: Tx, person: repo.StaffRow): Promise<UnitRow | undefined> {
  return person.state === 'registered' && person.unitId ? findUnit(tx, person.unitId) : undefined
}

function whyUnusable(invite: InviteRow, now: Date): 'revoked' | 'expired' | 'used_up' {
  if (invite.revokedAt) return 'revoked'
  return invite.expiresAt <= now ? 'expired' : 'used_up'
}
