import { LineArgumentRefused } from '../errors.ts'
import { isLineChatId, isLineGroupId, isLineUserId } from '../ids.ts'

// Values are never quoted in these errors: they may be ids of people, and errors are logged.

const uuidPattern = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

export function guardChatId(to: string): void {
  if (!isLineChatId(to))
    throw new LineArgumentRefused('The recipient is not a LINE id ([UCR] and 32 hexadecimal digits)')
}

export function guardUserId(userId: string): void {
  if (!isLineUserId(userId))
    throw new LineArgumentRefused('The person is not a LINE user id (U and 32 hexadecimal digits)')
}

export function guardGroupId(groupId: string): void {
  if (!isLineGroupId(groupId))
    throw new LineArgumentRefused('The group is not a LINE group id (C and 32 hexadecimal digits)')
}

export function guardMulticast(to: readonly string[]): void {
  if (to.length < 1 || to.length > 500) throw new LineArgumentRefused('A multicast takes 1 to 500 people')
  to.forEach(guardUserId)
}

export function guardRetryKey(retryKey: string): void {
  if (!uuidPattern.test(retryKey)) throw new LineArgumentRefused('The retry key is not a hexadecimal UUID')
}

export function guardMessageId(messageId: string): void {
  if (!/^\d{1,32}$/.test(messageId)) throw new LineArgumentRefused('The message id is not a number')
}

export function guardRichMenuId(richMenuId: string): void {
  if (!/^richmenu-[0-9a-f]{32}$/.test(richMenuId)) throw new LineArgumentRefused('The rich menu id has the wrong shape')
}

export function guardAliasId(aliasId: string): void {
  if (!/^[a-z0-9_-]{1,32}$/.test(aliasId))
    throw new LineArgumentRefused('An alias has 1 to 32 characters of a-z, 0-9, _ and -')
}

export function guardReplyToken(replyToken: string): void {
  if (replyToken === '') throw new LineArgumentRefused('The reply token is empty')
}
