import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { shortenTo } from '../../../../src/contracts/templates/fields.ts'
import {
  afterLeave,
  checkUnitPlace,
  isBackInGroup,
  isBlockedBy,
  isConfirmedInTime,
  isNewFollow,
  isNewJoin,
  orderGroups,
  pageUnits,
} from '../../../../src/features/audience/rules.ts'

const at = (ms: number) => new Date(1_800_000_000_000 + ms)

describe('the tree of units', () => {
  const chain = Array.from({ length: 6 }, (_, at) => ({ id: `u${at}`, parentId: at === 0 ? null : `u${at - 1}` }))
  const units = [...chain, { id: 'alone', parentId: null }]
  test.each([
    [undefined, 'u4', undefined],
    [undefined, 'u5', 'too_deep'],
    ['alone', 'u4', undefined],
    ['u5', 'alone', undefined],
    ['u1', 'alone', undefined],
    ['u0', 'alone', 'too_deep'],
    ['u2', 'u2', 'cycle'],
    ['u2', 'u5', 'cycle'],
    ['u2', 'gone', 'unknown'],
  ])('%s under %s: %s', (id, parentId, problem) => {
    expect(checkUnitPlace(units, { id, parentId })).toBe(problem)
  })
})

describe('groups', () => {
  const present = { state: 'pending' as const, joinedAt: at(10), approvedAt: null, leftAt: null }
  const gone = { ...present, state: 'left' as const, leftAt: at(20) }

  test('a join is new unless it is known already or overtaken by a leave', () => {
    expect(isNewJoin(undefined, at(0))).toBe(true)
    expect(isNewJoin(present, at(10))).toBe(false)
    expect(isNewJoin(present, at(9))).toBe(false)
    expect(isNewJoin(present, at(11))).toBe(true)
    expect(isNewJoin(gone, at(15))).toBe(false)
    expect(isNewJoin(gone, at(21))).toBe(true)
  })

  test('a leave counts from the last join on', () => {
    expect(afterLeave(present, at(10))).toBe('left')
    expect(afterLeave(present, at(9))).toBe('unchanged')
    expect(afterLeave(gone, at(30))).toBe('unchanged')
  })

  test('an approval given before a leave that arrives late is taken back', () => {
    const approved = { ...present, state: 'approved' as const, approvedAt: at(5) }
    expect(afterLeave(approved, at(7))).toBe('pending')
    expect(afterLeave({ ...approved, approvedAt: at(8) }, at(7))).toBe('unchanged')
  })

  test('a group is back when it speaks after it was left', () => {
    expect(isBackInGroup(gone, at(21))).toBe(true)
    expect(isBackInGroup(gone, at(20))).toBe(false)
    expect(isBackInGroup(present, at(99))).toBe(false)
  })

  test('the unit somebody picked is asked first, groups without a unit last', () => {
    const groups = [
      { id: 'a', lineGroupId: 'A', unitId: null },
      { id: 'b', lineGroupId: 'B', unitId: 'u1' },
      { id: 'c', lineGroupId: 'C', unitId: 'u2' },
    ]
    expect(orderGroups(groups, 'u2').map(({ id }) => id)).toEqual(['c', 'b', 'a'])
    expect(orderGroups(groups, null).map(({ id }) => id)).toEqual(['b', 'c', 'a'])
  })
})

test('follows and blocks end as they happened, in whatever order and however often they arrive', () => {
  const events = fc
    .uniqueArray(fc.integer({ min: 1, max: 1000 }), { minLength: 1, maxLength: 8 })
    .map((times) => times.toSorted((a, b) => a - b).map((ms, index) => ({ ms, isFollow: index % 2 === 0 })))
  const shuffled = events.chain((inOrder) =>
    fc.record({
      inOrder: fc.constant(inOrder),
      // The first follow makes the row; the rest arrives in any order, some of it twice.
      arriving: fc.shuffledSubarray([...inOrder.slice(1), ...inOrder], { minLength: inOrder.length * 2 - 1 }),
    }),
  )
  fc.assert(
    fc.property(shuffled, ({ inOrder, arriving }) => {
      let person = { joinedAt: at(inOrder[0]!.ms), unfollowedAt: null as Date | null }
      for (const { ms, isFollow } of arriving) {
        if (isFollow && isNewFollow(person, at(ms))) person = { joinedAt: at(ms), unfollowedAt: null }
        if (!isFollow && isBlockedBy(person, at(ms))) person = { ...person, unfollowedAt: at(ms) }
      }
      const last = inOrder.at(-1)!
      expect(person.unfollowedAt === null).toBe(last.isFollow)
    }),
  )
})

test('a confirmation counts for ten minutes', () => {
  expect(isConfirmedInTime(at(0).getTime(), at(600_000))).toBe(true)
  expect(isConfirmedInTime(at(0).getTime(), at(600_001))).toBe(false)
  expect(isConfirmedInTime(at(1).getTime(), at(0))).toBe(false)
  expect(isConfirmedInTime(Number.NaN, at(0))).toBe(false)
})

describe('pageUnits', () => {
  test('shows every unit once over all pages, at most four cards of eight buttons each, the last with room to lead on', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 200 }), (count) => {
        const units = Array.from({ length: count }, (_, index) => index)
        const seen: number[] = []
        let page: number | null = 0
        while (page !== null) {
          const { cards, nextPage }: { cards: number[][]; nextPage: number | null } = pageUnits(units, page)
          expect(cards.length).toBeLessThanOrEqual(4)
          for (const [index, card] of cards.entries()) {
            const leadOn = index < cards.length - 1 ? 0 : nextPage === null ? 1 : 2
            expect(card.length).toBeGreaterThan(0)
            expect(card.length + leadOn).toBeLessThanOrEqual(8)
          }
          seen.push(...cards.flat())
          page = nextPage
        }
        expect(seen).toEqual(units)
      }),
    )
  })

  test('takes a second card when the way to the menu has no room on the first, and lets it stand there among units', () => {
    const countsOf = (count: number) => pageUnits(Array(count).fill(0), 0).cards.map(({ length }) => length)
    expect([7, 8, 9].map(countsOf)).toEqual([[7], [5, 3], [5, 4]])
  })

  test.each([-1, 7, 0.5, Number.NaN])('shows the first page when asked for page %s', (page) => {
    expect(pageUnits([1, 2], page)).toEqual({ cards: [[1, 2]], nextPage: null })
  })
})

test('shortens between words, and a single long one between what a reader sees as characters', () => {
  expect(shortenTo(24, 'สำนักงานเลขาธิการ')).toBe('สำนักงานเลขาธิการ')
  expect(shortenTo(3, 'กี่ปู่ผู้')).toBe('กี่ปู่ผู้')
  expect(shortenTo(2, 'กี่ปู่ผู้')).toBe('กี่…')
  expect(shortenTo(24, 'ประกาศรางวัลแล้ว งดรับของแสดงความยินดี')).toBe('ประกาศรางวัลแล้ว งดรับของ…')
  expect(shortenTo(24, 'กองติดตาม ตรวจสอบ และประเมินผลการพัฒนาระบบราชการ')).toBe('กองติดตาม ตรวจสอบ และ…')
  expect(shortenTo(10, 'a'.repeat(40))).toBe(`${'a'.repeat(9)}…`)
})
