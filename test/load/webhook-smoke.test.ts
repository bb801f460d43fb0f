import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { percentileOf } from './support/bench.ts'
import { countInbox } from './support/count-inbox.ts'
import { runOpenLoop } from './support/open-loop.ts'
import { startProduct, webRoleOf } from './support/product-process.ts'
import { signedWebhook } from './support/signed-webhooks.ts'

test('[R1] 200 webhooks a second for 10 s: all answered 200 in time, all stored', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'webhook-smoke-'))
  const secret = 'c'.repeat(32)
  const product = await startProduct({ folder, env: webRoleOf(secret) })
  try {
    const { latenciesMs, statuses } = await runOpenLoop({
      url: product.url,
      perSecond: 200,
      seconds: 10,
      makeWebhook: () => signedWebhook(secret),
    })
    expect(Object.fromEntries(statuses)).toEqual({ 200: 2000 })
    expect(percentileOf(latenciesMs, 0.99)).toBeLessThanOrEqual(250)
    expect(percentileOf(latenciesMs, 1)).toBeLessThan(2000)
    expect(await countInbox(folder)).toBe(2000)
  } finally {
    await product.stop()
    rmSync(folder, { recursive: true, force: true })
  }
})
