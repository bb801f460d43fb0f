import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { keepFigures } from '../../../../src/features/quota/keep-figures.ts'
import { createLog } from '../../../../src/platform/log.ts'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

/** A LINE that answers nothing until it is let. */
function openSilentLine() {
  const { promise, resolve } = Promise.withResolvers<void>()
  const figures = keepFigures({
    clock: { now: () => new Date() },
    log: createLog({ level: 'silent' }),
    line: {
      getQuota: () => promise.then(() => ({ type: 'limited' as const, value: 300 })),
      getQuotaConsumption: () => promise.then(() => ({ totalUsage: 12 })),
    },
  })
  async function msToRefresh(): Promise<number> {
    const startedAt = Date.now()
    const refreshed = figures.refresh(0)
    await vi.runOnlyPendingTimersAsync()
    await refreshed
    return Date.now() - startedAt
  }
  return { figures, msToRefresh, answer: resolve }
}

test('a silent LINE is waited for once, not by everyone who asks within half a minute', async () => {
  const { msToRefresh } = openSilentLine()
  expect([await msToRefresh(), await msToRefresh(), await msToRefresh()]).toEqual([3000, 0, 0])
  await vi.advanceTimersByTimeAsync(30_000)
  expect(await msToRefresh()).toBe(3000)
})

test('what it says late is known to the next who asks, and it is waited for again', async () => {
  const { figures, msToRefresh, answer } = openSilentLine()
  await msToRefresh()
  answer()
  await vi.advanceTimersByTimeAsync(0)
  expect(figures.current()).toMatchObject({ limit: 300, used: 12 })
})
