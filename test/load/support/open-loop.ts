import { setTimeout as wait } from 'node:timers/promises'
import { Pool } from 'undici'
import type { SignedWebhook } from './signed-webhooks.ts'

export type OpenLoopResult = {
  latenciesMs: number[]
  statuses: Map<number, number>
  /** Those that were answered 200: the sender takes them for stored. */
  acknowledged: SignedWebhook[]
}

/**
 * Posts at a fixed rate whether or not earlier requests were answered. Latency counts from the moment a request was due, so that
 * a server that stalls is charged for everything that had to wait (no coordinated omission).
 */
export async function runOpenLoop(options: {
  url: string
  perSecond: number
  seconds: number
  makeWebhook: () => SignedWebhook
}): Promise<OpenLoopResult> {
  const pool = new Pool(options.url, { connections: 64, pipelining: 1 })
  const result: OpenLoopResult = { latenciesMs: [], statuses: new Map(), acknowledged: [] }
  const running: Promise<void>[] = []

  async function post(dueAt: number): Promise<void> {
    const webhook = options.makeWebhook()
    const { body, signature } = webhook
    const answer = await pool.request({
      method: 'POST',
      path: '/webhook',
      body,
      headers: { 'content-type': 'application/json; charset=utf-8', 'x-line-signature': signature },
    })
    await answer.body.dump()
    result.latenciesMs.push(performance.now() - dueAt)
    if (answer.statusCode === 200) result.acknowledged.push(webhook)
    result.statuses.set(answer.statusCode, (result.statuses.get(answer.statusCode) ?? 0) + 1)
  }

  const startedAt = performance.now()
  for (let n = 0; n < options.perSecond * options.seconds; n += 1) {
    const dueAt = startedAt + (n * 1000) / options.perSecond
    const aheadMs = dueAt - performance.now()
    if (aheadMs > 0) await wait(aheadMs)
    running.push(post(dueAt))
  }
  await Promise.all(running)
  await pool.close()
  return result
}
