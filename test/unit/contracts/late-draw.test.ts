import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { lastEnd, waitOf, windowOf } from '../../../src/contracts/late-draw.ts'

const hourMs = 3_600_000
const opensAt = new Date('2027-03-10T02:30:00Z')
const at = (hours: number) => new Date(opensAt.getTime() + hours * hourMs)
const windowAt = (hours: number) => windowOf(opensAt, at(hours).getTime())
const poll = { state: 'open', opensAt: opensAt.toISOString(), closesAt: null as string | null, released: 0 }

describe('a ballot', () => {
  test('drawn ahead waits for the opening, and a poll opened by hand tells no hour', () => {
    const published = { ...poll, state: 'published' }
    expect(waitOf(published, 0, at(-30))).toEqual({ why: 'not_open', until: opensAt })
    expect(waitOf(published, 0, at(2))).toEqual({ why: 'not_open', until: null }) // held: too few have drawn
    expect(waitOf({ ...published, opensAt: null }, 0, at(2))).toEqual({ why: 'not_open', until: null })
    expect(waitOf(poll, 0, at(0))).toBeUndefined()
  })

  test('drawn late waits for the end of its window, which is the opening for those of the day before', () => {
    expect(waitOf({ ...poll, state: 'published' }, windowAt(-5), at(-5))).toEqual({ why: 'late', until: opensAt })
    expect(waitOf(poll, windowAt(30), at(30))).toEqual({ why: 'late', until: at(48) })
  })

  test('whose window had too few waits for the end of the next, and after the last for nothing', () => {
    expect(waitOf(poll, windowAt(30), at(50))).toEqual({ why: 'few', until: at(72) })
    expect(waitOf(poll, windowAt(30), at(6 * 24))).toEqual({ why: 'too_few', until: null })
    expect(waitOf({ ...poll, closesAt: at(96).toISOString() }, windowAt(30), at(73))).toEqual({
      why: 'too_few',
      until: null,
    })
  })

  test('of a window that is released waits no more', () => {
    expect(waitOf({ ...poll, released: windowAt(30) }, windowAt(30), at(50))).toBeUndefined()
  })

  test('is never told an hour that has passed, nor one after the last window', () => {
    fc.assert(
      fc.property(fc.integer({ min: -24, max: 143 }), fc.integer({ min: 0, max: 300 }), (drawn, later) => {
        const now = at(drawn + later)
        const wait = waitOf(poll, windowAt(drawn), now)
        if (wait?.until) expect(wait.until.getTime()).toBeGreaterThan(now.getTime())
        expect(wait?.until?.getTime() ?? 0).toBeLessThanOrEqual(lastEnd({ opensAt, closesAt: null }))
      }),
    )
  })
})
