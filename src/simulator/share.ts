import { z } from 'zod'
import { isLineGroupId, isLineUserId } from '../line/ids.ts'
import { checkShareable } from '../line/messages/check-shareable.ts'
import type { Clock } from '../platform/clock.ts'
import type { Chats } from './chats.ts'
import { ControlError, impossible, unknownGroup, unknownUser } from './control-error.ts'
import type { RecordEntries } from './entries.ts'
import { randomGroupId } from './ids.ts'
import type { World } from './world.ts'

/** What LINE's share target picker does once somebody has chosen: messages as the person's own, in each of these chats. */
export const Share = z.strictObject({
  type: z.literal('share'),
  userId: z.string().refine(isLineUserId, 'A user id is U and 32 hexadecimal digits'),
  to: z
    .array(z.string().refine((id) => isLineGroupId(id) || isLineUserId(id), 'An id of a group or a person'))
    .min(1)
    .max(100),
  messages: z.array(z.record(z.string(), z.unknown())).min(1).max(5),
})
export type Share = z.infer<typeof Share>

/**
 * Nothing of it is the bot's: no ledger, no quota. Nor does a group that the bot is in tell it of the message, since LINE has no
 * event for a card that a person sends.
 */
export function createSharer(deps: { world: World; chats: Chats; clock: Clock; record: RecordEntries }) {
  const { world, chats, clock, record } = deps

  return function share({ userId, to, messages }: Share): void {
    const user = world.findUser(userId)
    if (!user) throw unknownUser(userId)
    const [problem] = checkShareable(messages, { allowHttpLoopback: true })
    if (problem) throw new ControlError('CANNOT_BE_SHARED', `${problem.path} ${problem.message}.`, { status: 400 })
    // All of them are looked for before the first is written to.
    const chatIds = to.map((id) => (isLineGroupId(id) ? groupWith(userId, id) : chatWith(userId, id)))
    for (const chatId of chatIds) for (const message of messages) chats.addMessage(chatId, userId, message, clock.now())
  }

  function groupWith(userId: string, groupId: string): string {
    const group = world.findGroup(groupId)
    if (!group) throw unknownGroup(groupId)
    if (!group.memberIds.has(userId)) throw impossible(`${userId} is not in group ${groupId}.`)
    return groupId
  }

  /** The chat of two people: to the bot it is one more group that it is not in. */
  function chatWith(userId: string, otherId: string): string {
    const [user, other] = [world.findUser(userId), world.findUser(otherId)]
    if (!user || !other) throw unknownUser(user ? otherId : userId)
    for (const { groupId, memberIds, isBotMember } of world.groups())
      if (!isBotMember && memberIds.size === 2 && memberIds.has(userId) && memberIds.has(otherId)) return groupId
    const groupId = randomGroupId()
    const groupName = `${user.displayName} · ${other.displayName}`
    record({ k: 'group', groupId, groupName, memberIds: [userId, otherId], isBotMember: false })
    return groupId
  }
}
