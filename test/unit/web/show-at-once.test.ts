import { MutationObserver, QueryClient } from '@tanstack/react-query'
import { expect, test } from 'vitest'
import { showAtOnce } from '../../../src/web/console/parts/show-at-once.ts'

const key = [['units'], {}]

/** A list of three letters, of which some are taken away by requests that are answered one by one. */
function openList() {
  const client = new QueryClient()
  client.setQueryData(key, 'abc')
  const take = (letter: string) => {
    const answer = Promise.withResolvers<void>()
    const remove = new MutationObserver(client, {
      mutationFn: () => answer.promise,
      ...showAtOnce(key, (shown: string, taken: string) => shown.replace(taken, '')),
    })
    const settled = remove.mutate(letter).catch(() => {})
    const end = (how: () => void) => () => {
      how()
      return settled
    }
    return { answer: end(answer.resolve), refuse: end(() => answer.reject(new Error('refused'))) }
  }
  return { client, take, shown: () => client.getQueryData(key) }
}

test('takes back what is refused alone, whatever else is on the way, in whichever order answers come', async () => {
  const { take, shown } = openList()
  const [a, b] = [take('a'), take('b')]
  await expect.poll(shown).toBe('c')
  await a.refuse()
  expect(shown()).toBe('ac')
  await b.refuse()
  expect(shown()).toBe('abc')
})

test('keeps what was answered with a yes when a later one is refused', async () => {
  const { take, shown } = openList()
  const [a, b] = [take('a'), take('b')]
  await expect.poll(shown).toBe('c')
  await a.answer()
  await b.refuse()
  expect(shown()).toBe('bc')
})

test('asks the service again once nothing is on the way any more', async () => {
  const { client, take, shown } = openList()
  const isAskedAgain = () => client.getQueryState(key)?.isInvalidated
  const [a, b] = [take('a'), take('b')]
  await expect.poll(shown).toBe('c')
  await a.answer()
  expect(isAskedAgain()).toBe(false)
  await b.answer()
  expect(isAskedAgain()).toBe(true)
})
