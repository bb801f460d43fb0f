import { createHmac, randomUUID } from 'node:crypto'
import { simulatorChannel } from '../../src/channel.ts'
import { createSecrets } from '../../src/platform/secrets/secrets.ts'
import type { System } from './system.ts'

/** Posts webhooks as LINE does, past the simulator: for tests that need thousands, or the same one twice. */
export function createWebhookDriver(system: System) {
  const { secret } = simulatorChannel(createSecrets(system.env.SECRETS_DIR))
  let count = 0

  function textEvent(text = 'สวัสดี'): { webhookEventId: string; [key: string]: unknown } {
    count += 1
    return {
      type: 'message',
      webhookEventId: `01TEST${randomUUID().replaceAll('-', '').slice(0, 20).toUpperCase()}`,
      timestamp: Date.now(),
      mode: 'active',
      source: { type: 'user', userId: `U${count.toString(16).padStart(32, '0')}` },
      deliveryContext: { isRedelivery: false },
      message: { type: 'text', id: String(count), text, quoteToken: 'q' },
    }
  }

  /** The status, or 0 when the connection failed. */
  async function post(events: unknown[]): Promise<number> {
    const body = JSON.stringify({ destination: `U${'0'.repeat(32)}`, events })
    try {
      const response = await fetch(`${system.urls.web}/webhook`, {
        method: 'POST',
        headers: { 'x-line-signature': createHmac('sha256', secret).update(body).digest('base64') },
        body,
        signal: AbortSignal.timeout(5000),
      })
      await response.arrayBuffer()
      return response.status
    } catch {
      return 0 // what a killed server looks like from outside; the driver then redelivers
    }
  }

  return { textEvent, post }
}
