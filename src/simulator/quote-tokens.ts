import { createHmac } from 'node:crypto'

export type QuoteTokens = ReturnType<typeof createQuoteTokens>

const quotableTypes = new Set(['text', 'textV2', 'sticker', 'image', 'video', 'template', 'flex'])

/** Quote tokens never expire and belong to one chat: a digest says both, and nothing need be kept. */
export function createQuoteTokens(secret: string) {
  function issue(chatId: string, messageId: string): string {
    const mac = createHmac('sha256', `quote:${secret}`).update(`${chatId}:${messageId}`).digest('base64url')
    return `${Buffer.from(messageId).toString('base64url')}.${mac}`
  }
  return {
    issue,
    isQuotable: (messageType: unknown) => typeof messageType === 'string' && quotableTypes.has(messageType),
    belongsTo(chatId: string, token: string): boolean {
      const messageId = Buffer.from(token.split('.')[0] ?? '', 'base64url').toString()
      return token === issue(chatId, messageId)
    },
  }
}
