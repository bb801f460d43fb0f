import { randomBytes, randomInt } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Bench, benchSeconds } from '../support/bench.ts'
import { measureScreen } from '../support/measure-screen.ts'
import { startProduct, webRoleOf } from '../support/product-process.ts'
import { seedRoom } from '../support/seed-room.ts'
import { spawnServer } from '../support/spawned-server.ts'

const { seconds, named } = benchSeconds(20)
const load = { viewers: 1_000, perSecond: 500, seconds }

export const makeVote = () => ({
  device: randomBytes(18).toString('base64url'),
  question: 'q1',
  round: 0,
  answer: { option: `o${randomInt(1, 5)}` },
})

/**
 * From a vote to the event that counts it, with 1,000 open streams at 500 votes/s, against a server that does nothing but add up
 * in memory and write to its streams as often.
 */
export const screenLagBench: Bench = {
  name: 'screen-lag',
  async run(report) {
    const folder = mkdtempSync(join(tmpdir(), 'bench-screen-'))
    const echo = await spawnServer({
      args: [join(import.meta.dirname, '../support/screen-echo-process.ts')],
      env: {},
      readyPath: '/readyz',
    })
    const base = await measureScreen({ ...load, url: echo.url, room: '/api/v1/rooms/482915' }, makeVote)
    await echo.stop()

    const product = await startProduct({ folder, env: webRoleOf('b'.repeat(32)) })
    try {
      const room = `/api/v1/rooms/${await seedRoom(folder)}`
      const { lags, statuses } = await measureScreen({ ...load, url: product.url, room }, makeVote)
      const expected = { 200: load.perSecond * load.seconds }
      if (JSON.stringify(statuses) !== JSON.stringify(expected))
        throw new Error(`Votes were answered ${JSON.stringify(statuses)} in place of ${JSON.stringify(expected)}`)
      const [value, baseline] = [lags.percentile(0.95), base.lags.percentile(0.95)]
      report({ name: named('screen-lag'), value, unit: 'ms', baseline, ratio: value / baseline })
    } finally {
      await product.stop()
      rmSync(folder, { recursive: true, force: true })
    }
  },
}
