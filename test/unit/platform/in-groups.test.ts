import { expect, test } from 'vitest'
import { createGroups } from '../../../src/platform/in-groups.ts'

/** Groups whose end the test decides. */
function openGroups(options: { most?: number; atOnce?: number } = {}) {
  const groups: { items: number[]; end(results: string[]): void; fail(error: Error): void }[] = []
  const add = createGroups<number, string>({
    most: options.most ?? 10,
    atOnce: options.atOnce ?? 1,
    run: (items) => new Promise((end, fail) => groups.push({ items, end, fail })),
  })
  return { add, groups }
}
const turn = () => new Promise((done) => setImmediate(done))

test('what arrives while a group is under way shares the next, and each gets its own place of the answer', async () => {
  const { add, groups } = openGroups()
  const results = [1, 2, 3].map(add)
  expect(groups.map(({ items }) => items)).toEqual([[1]])
  groups[0]?.end(['one'])
  await turn()
  expect(groups[1]?.items).toEqual([2, 3])
  groups[1]?.end(['two', 'three'])
  expect(await Promise.all(results)).toEqual(['one', 'two', 'three'])
})

test('a group that fails fails for its own callers alone', async () => {
  const { add, groups } = openGroups()
  const [first, second] = [add(1), add(2)]
  groups[0]?.fail(new Error('gone'))
  await expect(first).rejects.toThrow('gone')
  await turn()
  groups[1]?.end(['two'])
  expect(await second).toBe('two')
})

test('no group is larger, and no more are under way, than is said', async () => {
  const { add, groups } = openGroups({ most: 2, atOnce: 2 })
  for (let item = 0; item < 7; item += 1) void add(item)
  expect(groups.map(({ items }) => items)).toEqual([[0], [1]])
  groups[0]?.end(['-'])
  await turn()
  expect(groups.map(({ items }) => items)).toEqual([[0], [1], [2, 3]])
})
