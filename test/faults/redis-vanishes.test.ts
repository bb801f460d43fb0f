import { Redis } from 'ioredis'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { clean, reconcile } from '../support/reconcile.ts'
import { type RedisServer, startRedisServer } from '../support/redis-server.ts'
import { createSender } from '../support/send-campaign.ts'
import { createSystem, type System } from '../support/system.ts'
import { until } from '../support/until.ts'

const redis = await startRedisServer()

describe.skipIf(!redis)('[R13] Redis may vanish: every job is rebuilt from rows, every chat gets it once', () => {
  const server = redis as RedisServer
  let system: System
  let sender: Awaited<ReturnType<typeof createSender>>

  beforeAll(async () => {
    system = await createSystem({ env: { REDIS_URL: server.url } })
    await system.start().ready()
    await until(async () => (await system.sim.ledger()).length >= 6, { withinMs: 60_000, what: 'the demo cards' })
    sender = await createSender(system)
  })
  afterAll(async () => {
    await system.dispose()
    await server.stop()
  })

  test('emptied while a campaign is on its way', async () => {
    await system.sim.setFaults([{ endpoint: 'push', mode: 'status', status: 500, times: 3 }])
    const id = await sender.send('ล้างคิว')
    await until(async () => (await sender.editor.get(`/campaigns/${id}`)).body.runs[0]?.state === 'sending', {
      withinMs: 20_000,
    })
    await flushAll(server.url)
    expect(await sender.settled(id)).toMatchObject({ total: 3, accepted: 3 })
    expect(await reconcile(system, 'ล้างคิว')).toEqual(clean)
  })

  test('killed and started again', async () => {
    await server.kill('SIGKILL')
    const id = await sender.send('คิวล่ม')
    await server.restart()
    expect(await sender.settled(id)).toMatchObject({ total: 3, accepted: 3 })
    expect(await reconcile(system, 'คิวล่ม')).toEqual(clean)
  })
})

async function flushAll(url: string): Promise<void> {
  const client = new Redis(url)
  await client.flushall()
  client.disconnect()
}
