import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { drawWindow, isDrawOver, lastWindowOver } from '../../../../src/features/polls/draw-rules.ts'

const hourMs = 3_600_000
const dayMs = 24 * hourMs
const opensAt = new Date('2027-03-10T02:30:00Z')
const poll = { state: 'published', isOneVisit: false, opensAt, closesAt: null as Date | null }
const at = (hours: number) => new Date(opensAt.getTime() + hours * hourMs)
const windowAt = (hours: number, closesAt: Date | null = null) => drawWindow({ ...poll, closesAt }, at(hours))

describe('ballots drawn ahead', () => {
  test('are of no window until 24 h before the opening, then of windows of a day, the last of which ends six days after it', () => {
    expect(windowAt(-100)).toBe(0)
    expect(windowAt(-24.01)).toBe(0)
    const first = windowAt(-24) as number
    expect([windowAt(-0.01), windowAt(0), windowAt(23.9), windowAt(24)]).toEqual([
      first,
      first + 1,
      first + 1,
      first + 2,
    ])
    expect(windowAt(6 * 24 - 0.01)).toBe(first + 6)
    expect(windowAt(6 * 24)).toBeUndefined()
  })

  test('are given out so that a day is left to cast them before the close', () => {
    const closesAt = at(3 * 24)
    expect(windowAt(2 * 24 - 0.01, closesAt)).toBeGreaterThan(0)
    expect(windowAt(2 * 24, closesAt)).toBeUndefined()
    expect(windowAt(-12, at(8))).toBeUndefined() // open for eight hours: nobody draws late
    expect(isDrawOver({ ...poll, closesAt: at(8) }, at(-12))).toBe(true)
  })

  test('of one visit are of no window until the close', () => {
    const visit = { ...poll, state: 'open', isOneVisit: true, closesAt: at(5) }
    expect([drawWindow(visit, at(4)), drawWindow(visit, at(5))]).toEqual([0, undefined])
  })

  test('are never cast in the hour they are drawn, whenever that is: 24 h before the opening, or after the end of their window', () => {
    fc.assert(
      fc.property(fc.double({ min: -200, max: 200, noNaN: true }), fc.integer({ min: 1, max: 400 }), (hours, open) => {
        const closesAt = at(open)
        const window = windowAt(hours, closesAt)
        if (window === undefined) return
        if (window === 0) {
          expect(at(0).getTime() - at(hours).getTime()).toBeGreaterThanOrEqual(dayMs)
          return
        }
        // Its window is over a day later at most, and not before; a day before the close it is over.
        expect(lastWindowOver({ opensAt }, at(hours))).toBe(window - 1)
        expect(lastWindowOver({ opensAt }, at(hours + 24))).toBe(window)
        expect(lastWindowOver({ opensAt }, at(open - 24))).toBeGreaterThanOrEqual(window)
      }),
    )
  })
})
