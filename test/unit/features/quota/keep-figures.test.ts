import { afterEach, expect, test, vi } from 'vitest'
import { keepFigures } from '../../../../src/features/quota/keep-figures.ts'
import { createLog } from '../../../../src/platform/log.ts'

const clock = { now: () => new Date('2026-11-25T03:00:00Z') }
const log = createLog({ level: 'silent' })
const getQuotaConsumption = async () => ({ totalUsage: 12 })

afterEach(() => vi.useRealTimers())

test('waits three seconds for a LINE that hangs, and keeps the answer that comes later', async () => {
  vi.useFakeTimers()
  const answer = Promise.withResolvers<{ type: 'limited'; value: number }>()
  const figures = keepFigures({ line: { getQuota: () => answer.promise, getQuotaConsumption }, clock, log })
  let isDone = false
  const refreshed = figures.refresh(0).then(() => {
    isDone = true
  })
  await vi.advanceTimersByTimeAsync(2_999)
  expect(isDone).toBe(false)
  await vi.advanceTimersByTimeAsync(1)
  await refreshed
  expect(figures.current()).toBeUndefined()
  answer.resolve({ type: 'limited', value: 300 })
  await vi.advanceTimersByTimeAsync(0)
  expect(figures.current()).toMatchObject({ limit: 300, used: 12 })
})

test('asks LINE once for all who want to know at the same time', async () => {
  const getQuota = vi.fn(async () => ({ type: 'none' as const }))
  const figures = keepFigures({ line: { getQuota, getQuotaConsumption }, clock, log })
  await Promise.all([figures.refresh(0), figures.refresh(0), figures.refresh(0)])
  expect(getQuota).toHaveBeenCalledTimes(1)
  expect(figures.current()).toMatchObject({ limit: null, used: 12 })
})
