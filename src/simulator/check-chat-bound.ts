import type { RefusalDetail } from './line-refusal.ts'
import type { QuoteTokens } from './quote-tokens.ts'
import type { World } from './world.ts'

type Mention = { type?: unknown; mentionee?: { type?: unknown; userId?: unknown } }

/**
 * What depends on the chat and not on the message alone, which no validate endpoint can see: a quote token is good in its
 * own chat only, a mention in a group only, of its members. `chatId` is undefined for a multicast, where neither is allowed.
 */
export function checkChatBound(
  messages: unknown[],
  chatId: string | undefined,
  { world, quoteTokens }: { world: World; quoteTokens: QuoteTokens },
): RefusalDetail[] {
  const members = chatId === undefined ? undefined : world.findGroup(chatId)?.memberIds

  function isBadMention({ type, mentionee }: Mention): boolean {
    if (type !== 'mention') return false
    if (!members) return true
    return mentionee?.type !== 'all' && !members.has(String(mentionee?.userId))
  }

  return messages.flatMap((value, index) => {
    const message = value as { quoteToken?: unknown; substitution?: Record<string, Mention> }
    const at = `messages[${index}]`
    const { quoteToken } = message
    const isForeignQuote =
      typeof quoteToken === 'string' && (chatId === undefined || !quoteTokens.belongsTo(chatId, quoteToken))
    const badKeys = Object.entries(message.substitution ?? {}).filter(([, part]) => isBadMention(part))
    return [
      ...(isForeignQuote ? [{ message: 'Invalid quote token', property: `${at}.quoteToken` }] : []),
      ...badKeys.map(([key]) => ({ message: 'Invalid mention', property: `${at}.substitution.${key}` })),
    ]
  })
}
