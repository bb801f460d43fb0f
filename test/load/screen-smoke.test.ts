import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { RoomState } from '../../src/contracts/room.ts'
import { makeVote } from './benches/screen-lag.ts'
import { measureScreen } from './support/measure-screen.ts'
import { startProduct, webRoleOf } from './support/product-process.ts'
import { seedRoom } from './support/seed-room.ts'

test('[R4] 200 votes a second before 300 screens, 20 of them cut each second: all end on the rows’ figure, 95 of 100 votes within 1 s', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'screen-smoke-'))
  const product = await startProduct({ folder, env: webRoleOf('c'.repeat(32)) })
  try {
    const room = `/api/v1/rooms/${await seedRoom(folder)}`
    const load = { url: product.url, room, viewers: 300, perSecond: 200, seconds: 5, cutEvery: 10 }
    const { lags, least, statuses } = await measureScreen(load, makeVote)
    expect(statuses).toEqual({ 200: 1000 })
    expect(lags.count()).toBe(300 * 1000)
    expect(lags.percentile(0.95)).toBeLessThanOrEqual(1000)
    expect(least).toBeGreaterThanOrEqual(5)
    const { result } = (await (await fetch(`${product.url}${room}`)).json()) as RoomState
    expect(result?.answered).toBe(1000)
  } finally {
    await product.stop()
    rmSync(folder, { recursive: true, force: true })
  }
})
