import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { clean, reconcile } from '../support/reconcile.ts'
import { createSender, type Sender } from '../support/send-campaign.ts'
import { createSystem, type Fault, type RunningSystem, type System } from '../support/system.ts'
import { until } from '../support/until.ts'

describe('[R16] LINE may misbehave: the same key again, one message a chat', () => {
  let system: System
  let sender: Sender
  let outOfQuota: string

  beforeAll(async () => {
    system = await createSystem()
    await system.start().ready()
    sender = await createSender(system)
  })
  afterAll(() => system.dispose())

  async function expectOnce(marker: string, campaignId: string, chatCount: number): Promise<void> {
    const { total, accepted, failed, unknown } = await sender.settled(campaignId, 90_000)
    expect({ total, accepted, failed, unknown }).toEqual({
      total: chatCount,
      accepted: chatCount,
      failed: 0,
      unknown: 0,
    })
    expect(await reconcile(system, marker)).toEqual(clean)
    const stored = await system.query<{ key: string }>(
      'SELECT retry_key AS key FROM delivery JOIN run ON run.id = run_id WHERE campaign_id = $1',
      [campaignId],
    )
    const used = (await system.sim.sentWith(marker)).map((item) => item.retryKey)
    expect(used.toSorted()).toEqual(stored.map(({ key }) => key).toSorted())
  }

  test('monthly quota spent while a run is under way: it is paused with the reason, and nothing is sent', async () => {
    // Spent by somebody else after we asked; a quota known to be spent refuses the campaign before its first message.
    await system.sim.setFaults([{ endpoint: 'push', mode: 'hold-before' }])
    outOfQuota = await sender.send('โควตาหมด')
    await until(async () => (await system.sim.state()).held.length === 3, {
      withinMs: 20_000,
      what: 'three requests in LINE’s hand',
    })
    await system.sim.post('/_sim/settings', { quota: 10, consumption: 10 })
    await system.sim.setFaults([])
    await system.sim.release()
    const run = await until(
      async () => {
        const found = await sender.runOf(outOfQuota)
        return found?.state === 'paused' ? found : undefined
      },
      { withinMs: 20_000, what: 'a paused run' },
    )
    expect(run.reason).toBe('monthly_limit')
    expect(await system.sim.sentWith('โควตาหมด')).toEqual([])
    // Topped up and resumed here; a monthly limit is asked about again after a minute, so the last test sees it arrive.
    await system.sim.post('/_sim/settings', { quota: null })
    expect(await sender.approver.post(`/runs/${run.id}/resume`)).toMatchObject({ status: 200 })
  })

  const quick: [string, Fault][] = [
    ['ตอบ-500', { endpoint: 'push', mode: 'status', status: 500, times: 3 }],
    ['ตอบ-429', { endpoint: 'push', mode: 'status', status: 429, times: 3 }],
    ['ตัดสายก่อนรับ', { endpoint: 'push', mode: 'reset', times: 3 }],
    ['คำตอบหาย', { endpoint: 'push', mode: 'lose-answer', times: 3 }],
  ]

  test.each(quick)('%s, once to each call', async (marker, fault) => {
    await system.sim.setFaults([fault])
    await expectOnce(marker, await sender.send(marker), 3)
  })

  test('an answer that never comes, and one that dribbles: given up at the deadline of 10 s', async () => {
    await system.sim.setFaults([
      { endpoint: 'push', mode: 'hang', times: 3 },
      { endpoint: 'multicast', mode: 'slow', times: 1 },
    ])
    const silent = await sender.send('เงียบ')
    const slow = await sender.send('ตอบช้า', { everyone: true, via: 'people' })
    const held = async () => (await system.sim.state()).held.length
    await until(async () => (await held()) === 3, { withinMs: 20_000, what: 'three unanswered calls' })
    const heldAt = Date.now()
    await until(async () => (await held()) === 0, { withinMs: 20_000, what: 'the calls given up' })
    expect(Date.now() - heldAt).toBeGreaterThan(7000)
    expect(Date.now() - heldAt).toBeLessThan(13_000)
    await expectOnce('เงียบ', silent, 3)
    await expectOnce('ตอบช้า', slow, 40)
  })

  test('a card LINE refuses for good (400) is not tried again, and the run ends', async () => {
    await system.sim.setFaults([{ endpoint: 'push', mode: 'status', status: 400, times: 1 }])
    const id = await sender.send('ปฏิเสธ')
    expect(await sender.settled(id)).toMatchObject({ total: 3, accepted: 2, failed: 1 })
    expect(await reconcile(system, 'ปฏิเสธ')).toEqual(clean)
  })

  test('after the top-up the paused run goes on and reaches every chat once', async () => {
    await system.sim.setFaults([])
    await expectOnce('โควตาหมด', outOfQuota, 3)
  })
})

describe('[R16] a token refused with 401', () => {
  const channel = { LINE_CHANNEL_SECRET: 'c'.repeat(32), LINE_CHANNEL_ID: '1234567890' }
  let system: System
  let running: RunningSystem

  beforeAll(async () => {
    // Short-lived tokens exist for a real channel only; our simulator plays it.
    system = await createSystem({ env: { ...channel, ROLES: 'web,worker' } })
    system.env.LINE_API_URL = system.urls.simulator
    await system.startSimulator()
    running = system.start()
    await running.ready()
  })
  afterAll(() => system.dispose())

  test('is renewed once, and the call made again with the same key: one message', async () => {
    const owner = system.api(await system.createToken('owner'))
    const sender = await createSender(system)
    // A real office sends in its hours; this test runs at any.
    expect(await owner.put('/calendar/window', { isOn: false, opens: '08:30', closes: '16:30' })).toMatchObject({
      status: 200,
    })
    await system.sim.post('/_sim/groups', { groupName: 'กลุ่มจริง', memberIds: [] })
    const group = await until(async () => (await owner.get('/groups')).body.items[0], { withinMs: 20_000 })
    expect(await owner.post(`/groups/${group.id}/approve`, {})).toMatchObject({ status: 200 })
    const tokensIssued = () => running.output().split('POST /oauth2/v3/token').length - 1
    const issuedBefore = tokensIssued()
    await system.sim.setFaults([{ endpoint: 'push', mode: 'status', status: 401, times: 1 }])
    const id = await sender.send('โทเคนใหม่')
    expect(await sender.settled(id, 20_000)).toMatchObject({ total: 1, accepted: 1 })
    expect(tokensIssued() - issuedBefore).toBe(1)
    expect(await reconcile(system, 'โทเคนใหม่')).toEqual(clean)
  })
})
