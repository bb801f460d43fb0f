import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Bench, medianOf, percentileOf } from '../support/bench.ts'
import { countInbox } from '../support/count-inbox.ts'
import { runOpenLoop } from '../support/open-loop.ts'
import { startProduct, webRoleOf } from '../support/product-process.ts'
import { rush } from '../support/rush.ts'
import { signedWebhook } from '../support/signed-webhooks.ts'
import { spawnServer } from '../support/spawned-server.ts'

const secret = 'b'.repeat(32)
const rounds = 5
const requestsPerRound = 12_800
const warmUpRequests = 12_800 // until the compiler has seen the hot paths, both servers are two to three times slower
const openLoop = { perSecond: 200, seconds: 15 }

/**
 * Signed single-event webhooks stored per second on the whole product path, against the SDK's own middleware answering 200 and
 * storing nothing. The rounds alternate, so that whatever else the machine does meets both.
 */
export const webhookBench: Bench = {
  name: 'webhook',
  async run(report) {
    const folder = mkdtempSync(join(tmpdir(), 'bench-webhook-'))
    const product = await startProduct({ folder, env: webRoleOf(secret) })
    const baseline = await spawnServer({
      args: [join(import.meta.dirname, '../support/sdk-server.ts')],
      env: { LINE_CHANNEL_SECRET: secret },
      readyPath: '/readyz',
    })
    try {
      const measure = (url: string, count = requestsPerRound) =>
        rush(
          url,
          Array.from({ length: count }, () => signedWebhook(secret)),
        )
      for (const { url } of [product, baseline]) await measure(url, warmUpRequests)
      const stored: number[] = []
      const answered: number[] = []
      for (let round = 0; round < rounds; round += 1) {
        stored.push(await measure(product.url))
        answered.push(await measure(baseline.url))
      }
      const [value, base] = [medianOf(stored), medianOf(answered)]
      report({ name: 'webhook', value, unit: 'req/s', baseline: base, ratio: value / base })

      const { latenciesMs } = await runOpenLoop({
        url: product.url,
        ...openLoop,
        makeWebhook: () => signedWebhook(secret),
      })
      report({ name: 'webhook-p99', value: percentileOf(latenciesMs, 0.99), unit: 'ms' })

      const expected = warmUpRequests + rounds * requestsPerRound + openLoop.perSecond * openLoop.seconds
      const count = await countInbox(folder)
      if (count !== expected) throw new Error(`${expected} webhooks were answered 200, ${count} are stored`)
    } finally {
      await Promise.all([product.stop(), baseline.stop()])
      rmSync(folder, { recursive: true, force: true })
    }
  },
}
