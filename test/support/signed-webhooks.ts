import { createHmac, randomUUID } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import { simulatorChannel } from '../../src/compose/channel.ts'
import { createSecrets } from '../../src/platform/secrets/secrets.ts'
import type { System } from './system.ts'

export type SignedEvent = { webhookEventId: string; [key: string]: unknown }

/** Posts webhooks as LINE does, past the simulator: for tests that need thousands, or the same one twice. */
export function createWebhookDriver(system: System, secret = secretOfDemo(system)) {
  const idPrefix = `01TEST${randomUUID().slice(0, 6).toUpperCase()}` // tells its events from those of another driver
  let count = 0

  function textEvent(text = 'สวัสดี'): SignedEvent {
    count += 1
    return {
      type: 'message',
      webhookEventId: `${idPrefix}${randomUUID().replaceAll('-', '').slice(0, 14).toUpperCase()}`,
      timestamp: Date.now(),
      mode: 'active',
      source: { type: 'user', userId: `U${count.toString(16).padStart(32, '0')}` },
      deliveryContext: { isRedelivery: false },
      message: { type: 'text', id: String(count), text, quoteToken: 'q' },
    }
  }

  /** The status, or 0 when the connection failed. */
  async function post(events: unknown[], baseUrl = system.urls.web): Promise<number> {
    const body = JSON.stringify({ destination: `U${'0'.repeat(32)}`, events })
    try {
      const response = await fetch(`${baseUrl}/webhook`, {
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

  return { idPrefix, textEvent, post }
}

const secretOfDemo = ({ env }: System) => simulatorChannel(createSecrets(env.SECRETS_DIR)).secret

/** Eight senders of single events, each redelivering until it is answered 200, as LINE does with redelivery on. */
export function startWebhookLoad(system: System, secret?: string) {
  const driver = createWebhookDriver(system, secret)
  const sent = new Set<string>()
  const acknowledged = new Set<string>()
  const answers: { status: number; ms: number }[] = []
  let isDriving = true

  async function deliver(event: SignedEvent): Promise<void> {
    for (;;) {
      const startedAt = performance.now()
      const status = await driver.post([event])
      answers.push({ status, ms: performance.now() - startedAt })
      if (status === 200) return
      await wait(50)
    }
  }

  async function drive(): Promise<void> {
    while (isDriving) {
      const event = driver.textEvent()
      sent.add(event.webhookEventId)
      await deliver(event)
      acknowledged.add(event.webhookEventId)
    }
  }

  const drivers = Array.from({ length: 8 }, drive)
  return {
    acknowledged,
    answers,
    statuses: () => [...new Set(answers.map(({ status }) => status))].sort(),
    /** Ends once every event that was sent has been answered 200. */
    async stop() {
      isDriving = false
      await Promise.all(drivers)
    },
    /** Acknowledged events that are in no row, rows that nobody sent, and ids with more than one row. */
    async reconcile(): Promise<{ lost: string[]; doubled: string[]; orphaned: string[] }> {
      const rows = await system.query<{ id: string }>('SELECT id FROM inbox_event WHERE starts_with(id, $1)', [
        driver.idPrefix,
      ])
      const stored = rows.map((row) => row.id)
      const ids = new Set(stored)
      return {
        lost: [...acknowledged].filter((id) => !ids.has(id)),
        doubled: stored.filter((id, index) => stored.indexOf(id) !== index),
        orphaned: [...ids].filter((id) => !sent.has(id)),
      }
    },
  }
}
