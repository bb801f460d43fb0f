import { createHmac } from 'node:crypto'
import { ulid } from 'ulid'

export type SignedWebhook = { body: string; signature: string }

/** A webhook as LINE sends it: one message of one person, in an id and a signature of its own. */
export function signedWebhook(secret: string, text = 'ขอทราบเรื่องการรับของขวัญ'): SignedWebhook {
  const at = Date.now()
  const body = JSON.stringify({
    destination: 'U8e742f61d673b39c7fff3cecb7536ef0',
    events: [
      {
        type: 'message',
        message: { type: 'text', id: String(at), quoteToken: 'q3Plxr4AgKd', markAsReadToken: 'm4Rk', text },
        webhookEventId: ulid(at),
        deliveryContext: { isRedelivery: false },
        timestamp: at,
        source: {
          type: 'user',
          userId: `U${createHmac('md5', 'person')
            .update(String(at % 300))
            .digest('hex')}`,
        },
        replyToken: '757913772c4646b784d4b7ce46d12671',
        mode: 'active',
      },
    ],
  })
  return { body, signature: createHmac('sha256', secret).update(body).digest('base64') }
}
