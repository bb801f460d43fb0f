import { afterAll, beforeAll, expect, test } from 'vitest'
import { createSystem, type System } from '../support/system.ts'
import { until } from '../support/until.ts'

let system: System
beforeAll(async () => {
  system = await createSystem()
})
afterAll(() => system?.dispose())

// What somebody forgot to await, as it would look inside: it fails once the process has started.
// Its words are in base64: the address of this module stands in each frame.
const stray = 'data:text/javascript,setInterval(() => void Promise.reject(new Error(atob("U0VMRUNU"))), 500)'

test('[R38] a promise that nobody awaited is logged without its words, and the process lives on', async () => {
  const running = system.start({ ROLES: 'simulator' }, ['--import', stray])
  const answers = async () => (await fetch(`${system.urls.simulator}/_sim/state`)).ok
  await until(answers, { withinMs: 60_000, what: 'the simulator' })
  await until(() => running.output().includes('a promise was left unhandled'), { withinMs: 20_000, what: 'its line' })
  expect(await answers()).toBe(true)
  expect(running.output()).not.toContain('SELECT')
  expect(await running.stop()).toBe(0)
})
