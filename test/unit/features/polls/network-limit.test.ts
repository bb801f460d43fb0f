import { expect, test } from 'vitest'
import { createNetworkLimit } from '../../../../src/features/polls/network-limit.ts'

function openLimit() {
  let now = Date.parse('2026-01-05T03:00:00Z')
  const limit = createNetworkLimit({ now: () => new Date(now) })
  return {
    left: (room: string, network: string) => limit.left(limit.nameOf(room, network)),
    spend: (room: string, network: string, count: number) => limit.spend(limit.nameOf(room, network), count),
    turnClock: (byMs: number) => (now += byMs),
  }
}

test('a network may bring two thousand new devices at once, then one a second, and in 34 minutes two thousand again', () => {
  const limit = openLimit()
  expect(limit.left('room', 'hall')).toBe(2_000)
  limit.spend('room', 'hall', 1_999)
  expect(limit.left('room', 'hall')).toBe(1)
  limit.spend('room', 'hall', 1)
  expect(limit.left('room', 'hall')).toBe(0)
  limit.turnClock(999)
  expect(limit.left('room', 'hall')).toBe(0)
  limit.turnClock(1)
  expect(limit.left('room', 'hall')).toBe(1)
  limit.turnClock(59_000)
  expect(limit.left('room', 'hall')).toBe(60)
  limit.turnClock(34 * 60_000)
  expect(limit.left('room', 'hall')).toBe(2_000)
})

test('each room and each network has its own, and a clock that is set back takes nothing away', () => {
  const limit = openLimit()
  limit.spend('room', 'hall', 2_000)
  expect([limit.left('room', 'home'), limit.left('other', 'hall')]).toEqual([2_000, 2_000])
  limit.turnClock(3_000)
  limit.spend('room', 'hall', 1)
  limit.turnClock(-2_000)
  expect(limit.left('room', 'hall')).toBe(2)
})

test('thousands of networks in between change nothing for one that has used its own up', () => {
  const limit = openLimit()
  limit.spend('room', 'hall', 2_000)
  for (let n = 0; n < 1_500; n += 1) {
    limit.spend('room', `network ${n}`, 1)
    limit.turnClock(1)
  }
  expect(limit.left('room', 'hall')).toBe(1)
})
