import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { makeVote } from './benches/screen-lag.ts'
import { measureScreen } from './support/measure-screen.ts'
import { startProduct, webRoleOf } from './support/product-process.ts'
import { seedRoom } from './support/seed-room.ts'

test('[R4] 100 votes a second for 5 s before 300 screens: every screen shows every vote, 95 of 100 within 300 ms', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'screen-smoke-'))
  const product = await startProduct({ folder, env: webRoleOf('c'.repeat(32)) })
  try {
    const room = `/api/v1/rooms/${await seedRoom(folder)}`
    const load = { url: product.url, room, viewers: 300, perSecond: 100, seconds: 5 }
    const { lags, statuses } = await measureScreen(load, makeVote)
    expect(statuses).toEqual({ 200: 500 })
    expect(lags.count()).toBe(300 * 500)
    expect(lags.percentile(0.95)).toBeLessThanOrEqual(300)
  } finally {
    await product.stop()
    rmSync(folder, { recursive: true, force: true })
  }
})
