import { once } from 'node:events'
import { get } from 'node:http'
import { connect, type Socket } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { clean } from '../support/reconcile.ts'
import { startWebhookLoad } from '../support/signed-webhooks.ts'
import { createSystem, type System } from '../support/system.ts'
import { until } from '../support/until.ts'

const socketCount = 10_000
const cutWithinMs = 35_000 // 10 s for the headers and a look every 5 s; the rest is for a busy machine

let system: System

beforeAll(async () => {
  system = await createSystem({ env: { ROLES: 'web' } })
  await system.start().ready()
})
afterAll(() => system.dispose())

/** On a connection of its own: it waits behind those that were opened before it, so that none is dropped by a full backlog. */
async function askHealth(): Promise<void> {
  const [response] = await once(get(`${system.urls.web}/healthz`, { agent: false }), 'response')
  response.resume()
  expect(response.statusCode).toBe(200)
}

test(`[R24] ${socketCount} connections without a word are cut while every webhook is answered in time`, async () => {
  const load = startWebhookLoad(system)
  const sockets: Socket[] = []
  let open = 0
  let mostOpen = 0
  while (sockets.length < socketCount) {
    for (let n = 0; n < 100; n += 1) {
      const socket = connect(Number(system.env.PORT), '127.0.0.1')
      socket.on('error', () => {}) // cut with a reset
      socket.on('connect', () => {
        open += 1
        mostOpen = Math.max(mostOpen, open)
      })
      socket.resume() // 408 is an answer too
      socket.on('close', () => {
        open -= 1
      })
      sockets.push(socket)
    }
    await askHealth()
  }
  await until(() => open === 0, { withinMs: cutWithinMs, everyMs: 100, what: 'every silent connection cut' })
  await load.stop()

  expect(mostOpen).toBeGreaterThan(socketCount / 2)
  expect(load.statuses()).toEqual([200])
  const late = load.answers.filter(({ ms }) => ms > 2000) // LINE waits for 2 s
  expect(late.length).toBeLessThan(load.answers.length / 100)
  expect(await load.reconcile()).toEqual(clean)
}, 120_000)
