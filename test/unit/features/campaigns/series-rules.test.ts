import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Fired, type Item, isStepDue, nextOfPlaylist } from '../../../../src/features/campaigns/series-rules.ts'

const item = (id: string, change: Partial<Item> = {}): Item => ({
  id,
  contentId: `card-${id}`,
  isSkipped: false,
  isApproved: true,
  day: null,
  ...change,
})
const [a, b, c] = [item('a'), item('b'), item('c')]
const sent = (...ids: string[]): Fired[] => ids.map((itemId) => ({ itemId, round: 1 }))

describe('nextOfPlaylist', () => {
  test('is the first that has not been sent, in the present order', () => {
    expect(nextOfPlaylist([a, b, c], [], 'complete')).toEqual({ kind: 'item', item: a, round: 1 })
    expect(nextOfPlaylist([c, a, b], sent('a'), 'complete')).toEqual({ kind: 'item', item: c, round: 1 })
  })

  test('passes over what is skipped or not approved, and comes back to it when that has changed', () => {
    expect(nextOfPlaylist([item('a', { isSkipped: true }), b], [], 'complete')).toMatchObject({ item: b })
    const waits = item('a', { isApproved: false })
    expect(nextOfPlaylist([waits, b], [], 'complete')).toMatchObject({ item: b })
    expect(nextOfPlaylist([waits, b], sent('b'), 'restart')).toEqual({ kind: 'waiting' })
    expect(nextOfPlaylist([a, b], sent('b'), 'complete')).toMatchObject({ item: a })
  })

  test('ends, or starts over, after the last; a card added goes out first', () => {
    expect(nextOfPlaylist([a, b], sent('a', 'b'), 'complete')).toEqual({ kind: 'ended' })
    expect(nextOfPlaylist([a, b], sent('a', 'b'), 'restart')).toEqual({ kind: 'item', item: a, round: 2 })
    expect(nextOfPlaylist([a, b, c], sent('a', 'b'), 'restart')).toEqual({ kind: 'item', item: c, round: 1 })
    expect(nextOfPlaylist([], [], 'restart')).toEqual({ kind: 'ended' })
  })

  test('sends each place once a round, whatever is moved, skipped and added between firings', () => {
    const change = fc.constantFrom('shuffle', 'skip', 'add', 'remove', 'approve', 'nothing')
    fc.assert(
      fc.property(fc.array(fc.tuple(change, fc.nat(1000)), { maxLength: 40 }), (changes) => {
        let items = [item('0'), item('1'), item('2')]
        const fired: Fired[] = []
        for (const [kind, by] of changes) {
          const at = by % Math.max(1, items.length)
          if (kind === 'shuffle') items = [...items.slice(at), ...items.slice(0, at)]
          if (kind === 'skip') items = items.map((one, i) => (i === at ? { ...one, isSkipped: !one.isSkipped } : one))
          if (kind === 'approve')
            items = items.map((one, i) => (i === at ? { ...one, isApproved: !one.isApproved } : one))
          if (kind === 'add')
            items = [...items.slice(0, at), item(`new-${by}-${fired.length}-${items.length}`), ...items.slice(at)]
          if (kind === 'remove') items = items.filter((_, i) => i !== at)
          const next = nextOfPlaylist(items, fired, 'restart')
          if (next.kind !== 'item') continue
          expect(next.item.isApproved && !next.item.isSkipped).toBe(true)
          expect(fired.some(({ itemId, round }) => itemId === next.item.id && round === next.round)).toBe(false)
          fired.push({ itemId: next.item.id, round: next.round })
        }
      }),
      { seed: 20261125 },
    )
  })
})

describe('isStepDue', () => {
  const joined = new Date('2026-11-23T16:59:00Z') // 23:59 in Bangkok
  const at = (day: string, time = '02:00') => new Date(`2026-11-${day}T${time}:00Z`)

  test('counts from the day somebody joined, in Bangkok', () => {
    expect(isStepDue(1, joined, new Date('2026-11-23T16:59:30Z'))).toBe(true)
    expect(isStepDue(2, joined, new Date('2026-11-23T16:59:30Z'))).toBe(false)
    expect(isStepDue(2, joined, new Date('2026-11-23T17:00:00Z'))).toBe(true)
    expect(isStepDue(3, joined, at('24'))).toBe(false)
    expect(isStepDue(3, joined, at('25'))).toBe(true)
  })

  test('is caught up within a week, then no more', () => {
    expect(isStepDue(1, joined, at('29'))).toBe(true)
    expect(isStepDue(1, joined, at('30'))).toBe(false)
  })
})
