import { expect, test } from 'vitest'
import { createFaults, type Fault } from '../../../src/simulator/faults.ts'

function strikes(fault: Fault, calls: number): number[] {
  const faults = createFaults()
  faults.set([fault])
  return Array.from({ length: calls }, (_, index) => (faults.take('push') ? index + 1 : 0)).filter((index) => index > 0)
}

test('a rate strikes evenly and exactly', () => {
  expect(strikes({ endpoint: 'push', mode: 'reset', rate: 0.1 }, 1000)).toHaveLength(100)
  expect(strikes({ endpoint: 'any', mode: 'reset', rate: 0.5 }, 6)).toEqual([2, 4, 6])
})

test('times counts strikes, not calls', () => {
  expect(strikes({ endpoint: 'push', mode: 'reset', rate: 0.5, times: 2 }, 100)).toEqual([2, 4])
  expect(strikes({ endpoint: 'reply', mode: 'reset' }, 100)).toEqual([])
})

test('a used-up fault makes way for the next of the list', () => {
  const faults = createFaults()
  faults.set([
    { endpoint: 'push', mode: 'reset', times: 1 },
    { endpoint: 'any', mode: 'hang' },
  ])
  expect([faults.take('push')?.mode, faults.take('push')?.mode]).toEqual(['reset', 'hang'])
})
