import { createHash } from 'node:crypto'
import type { Actor } from '../../platform/auth/auth.ts'
import type { Tx } from '../../platform/db/open-database.ts'
import { AppError } from '../../platform/errors.ts'
import type { GuessLimit } from '../../platform/guess-limit.ts'
import { createTypedCode } from '../../platform/typed-code.ts'
import type { OfficerDeps } from './needs.ts'
import * as repo from './repo.ts'

const codeLivesMs = 10 * 60_000
const linkCode = createTypedCode('LK')

export type LinkOutcome =
  | { kind: 'linked'; name: string }
  | { kind: 'refused'; why: 'unknown' | 'too_many' | 'other_officer' }

/** Joins an officer's account to the LINE chat in which they type a code of theirs. Both can end it at any time. */
export function createLinkService(deps: OfficerDeps, guesses: GuessLimit) {
  async function startLink(tx: Tx, actor: Actor): Promise<{ code: string; expiresAt: Date }> {
    await findOfficer(tx, actor.userId)
    const code = linkCode.make()
    const expiresAt = new Date(deps.clock.now().getTime() + codeLivesMs)
    await repo.saveLinkCode(tx, { userId: actor.userId, codeHash: hashOf(code), expiresAt })
    return { code, expiresAt }
  }

  async function redeem(tx: Tx, lineUserId: string, code: string): Promise<LinkOutcome> {
    if (await guesses.isSpent(lineUserId)) return { kind: 'refused', why: 'too_many' }
    const now = deps.clock.now()
    const held = await repo.findLink(tx, { lineUserId })
    const taken = await repo.takeLinkCode(tx, hashOf(code))
    if (!taken || taken.expiresAt <= now) {
      await guesses.countWrong(lineUserId)
      return { kind: 'refused', why: 'unknown' }
    }
    if (held && held.userId !== taken.userId) return { kind: 'refused', why: 'other_officer' }
    await repo.saveLink(tx, { userId: taken.userId, lineUserId, linkedAt: now })
    await deps.audit.record(tx, { actorId: taken.userId, action: 'officer.link-line', subject: taken.userId })
    return { kind: 'linked', name: (await findOfficer(tx, taken.userId)).name }
  }

  /** In the console: one's own, or another's by an owner. Without a link nothing changes. */
  async function unlink(tx: Tx, actor: Actor, userId: string): Promise<void> {
    await findOfficer(tx, userId)
    const link = await repo.findLink(tx, { userId })
    if (link) await end(tx, link, actor.userId, 'console')
  }

  /** In the chat, or because the chat is gone (blocked, erased): a message there would be taken by LINE and read by nobody. */
  async function unlinkChat(tx: Tx, lineUserId: string, why: 'chat' | 'blocked' | 'erased'): Promise<boolean> {
    const link = await repo.findLink(tx, { lineUserId })
    if (link) await end(tx, link, link.userId, why)
    return link !== undefined
  }

  async function end(tx: Tx, { userId }: repo.LineLink, actorId: string, via: string): Promise<void> {
    await repo.deleteLink(tx, userId)
    await deps.audit.record(tx, { actorId, action: 'officer.unlink-line', subject: userId, data: { via } })
  }

  async function see(tx: Tx, userId: string): Promise<{ linkedAt: Date | null }> {
    return { linkedAt: (await repo.findLink(tx, { userId }))?.linkedAt ?? null }
  }

  async function findOfficer(tx: Tx, userId: string): Promise<repo.OfficerRow> {
    const officer = await repo.findOfficer(tx, userId)
    if (!officer) throw new AppError('NOT_FOUND', `There is no officer ${userId}.`, { status: 404 })
    return officer
  }

  return { startLink, readCode: linkCode.read, redeem, unlink, unlinkChat, see, urlOf: deps.addFriendUrl }
}

export type LinkService = ReturnType<typeof createLinkService>

const hashOf = (code: string) => createHash('sha256').update(code).digest('hex')
