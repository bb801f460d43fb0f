// Webhook events as LINE's reference shows them, with ids of our own making.
export const userId = `U${'1'.repeat(32)}`
export const otherUserId = `U${'2'.repeat(32)}`
export const groupId = `C${'a'.repeat(32)}`
export const roomId = `R${'b'.repeat(32)}`
export const botUserId = `U${'f'.repeat(32)}`

export const fromUser = { type: 'user', userId }
export const fromGroup = { type: 'group', groupId, userId }

let count = 0

/** A raw event with everything LINE sends for any type; `own` adds or replaces. */
export function rawEvent(type: string, own: Record<string, unknown> = {}): Record<string, unknown> {
  count += 1
  return {
    type,
    mode: 'active',
    timestamp: 1_795_000_000_000 + count,
    source: fromUser,
    webhookEventId: `01K${String(count).padStart(23, '0')}`,
    deliveryContext: { isRedelivery: false },
    ...own,
  }
}

export function rawText(text: string, own: Record<string, unknown> = {}, message: Record<string, unknown> = {}) {
  return rawEvent('message', {
    replyToken: 'r'.repeat(32),
    message: { id: '444573844083572737', type: 'text', quoteToken: 'q'.repeat(40), text, ...message },
    ...own,
  })
}

export const mentionOfBot = {
  mentionees: [{ index: 0, length: 8, type: 'user', userId: botUserId, isSelf: true }],
}

export function toBody(events: unknown[]): Buffer {
  return Buffer.from(JSON.stringify({ destination: botUserId, events }))
}
