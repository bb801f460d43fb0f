import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Bench, medianOf, percentileOf } from '../support/bench.ts'
import { runOpenLoop } from '../support/open-loop.ts'
import { rush } from '../support/rush.ts'
import { signedWebhook } from '../support/signed-webhooks.ts'
import { spawnServer } from '../support/spawned-server.ts'

const secret = 'b'.repeat(32)
const rounds = 5
const requestsPerRound = 12_800

/**
 * Signed single-event webhooks stored per second on the whole product path, against the SDK's own middleware answering 200 and
 * storing nothing. The rounds alternate, so that whatever else the machine does meets both.
 */
export const webhookBench: Bench = {
  name: 'webhook',
  async run(report) {
    const folder = mkdtempSync(join(tmpdir(), 'bench-webhook-'))
    const product = await spawnServer({
      args: [...(process.env.PROF ? ['--cpu-prof', '--cpu-prof-dir=/tmp/b8/prof'] : []), join(import.meta.dirname, '../support/webhook-server.ts')],
      env: { DATA_DIR: join(folder, 'data'), SECRETS_DIR: join(folder, 'secrets'), LINE_CHANNEL_SECRET: secret },
      readyPath: '/readyz',
    })
    const baseline = await spawnServer({
      args: [join(import.meta.dirname, '../support/sdk-server.ts')],
      env: { LINE_CHANNEL_SECRET: secret },
      readyPath: '/',
    })
    try {
      const measure = (url: string, count = requestsPerRound) =>
        rush(url, Array.from({ length: count }, () => signedWebhook(secret)))
      for (const url of [product.url, baseline.url]) await measure(url, 1280)
      const stored: number[] = []
      const answered: number[] = []
      for (let round = 0; round < rounds; round += 1) {
        stored.push(await measure(product.url))
        answered.push(await measure(baseline.url))
        if (process.env.VERBOSE) console.error(stored.at(-1), answered.at(-1))
      }
      const [value, base] = [medianOf(stored), medianOf(answered)]
      report({ name: 'webhook', value, unit: 'req/s', baseline: base, ratio: value / base })

      const { latenciesMs } = await runOpenLoop({
        url: product.url,
        perSecond: 200,
        seconds: 15,
        makeWebhook: () => signedWebhook(secret),
      })
      report({ name: 'webhook-p99', value: percentileOf(latenciesMs, 0.99), unit: 'ms' })
    } finally {
      await Promise.all([product.stop(), baseline.stop()])
      rmSync(folder, { recursive: true, force: true })
    }
  },
}
