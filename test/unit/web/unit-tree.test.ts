import { expect, test } from 'vitest'
import { countAll, flatten, toTree } from '../../../src/web/console/pages/audience/unit-tree.ts'

const unit = (id: string, parentId: string | null, staffCount = 1, groupCount = 0) => ({
  id,
  parentId,
  staffCount,
  groupCount,
})
const places = (units: ReturnType<typeof unit>[]) =>
  flatten(toTree(units)).map(({ unit: { id }, depth }) => [id, depth])

test('units stand under the one they are part of, in the order given', () => {
  const units = [unit('a', null), unit('a2', 'a'), unit('b', null), unit('a1', 'a'), unit('a2x', 'a2')]
  expect(places(units)).toEqual([
    ['a', 0],
    ['a2', 1],
    ['a2x', 2],
    ['a1', 1],
    ['b', 0],
  ])
})

test('a unit whose parent is not to be seen stands at the top', () => {
  expect(places([unit('own', 'above'), unit('below', 'own')])).toEqual([
    ['own', 0],
    ['below', 1],
  ])
})

test('a unit counts its own people and groups and those of all below it', () => {
  const [top] = toTree([unit('a', null, 2, 1), unit('b', 'a', 3, 0), unit('c', 'b', 4, 2)])
  expect(top && countAll(top)).toEqual({ staff: 9, groups: 3 })
})
