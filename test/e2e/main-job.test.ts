import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createSystem, type RunningSystem, type System } from '../support/system.ts'
import { until } from '../support/until.ts'

describe('npm start on a fresh folder', () => {
  let system: System
  let running: RunningSystem

  beforeAll(async () => {
    system = await createSystem({ isBare: true })
    running = system.start()
    await running.ready()
  })
  afterAll(() => system.dispose())

  test('sends the card of the day and the ITA summary to the three demo groups within 60 s, once each', async () => {
    const ledger = await until(
      async () => ((await system.sim.ledger()).length >= 6 ? system.sim.ledger() : undefined),
      { withinMs: 60_000 },
    )
    const { groups } = await system.sim.state()
    expect(groups).toHaveLength(3)
    for (const { groupId } of groups) {
      const altTexts = ledger.filter((item) => item.to === groupId).map((item) => item.messages[0]?.altText ?? '')
      expect(altTexts).toHaveLength(2)
      expect(altTexts.filter((text) => text.includes('ฉบับสาธิต'))).toHaveLength(2)
      expect(altTexts.some((text) => text.includes('90.47'))).toBe(true)
      expect(altTexts.some((text) => text.includes('ควรทำ'))).toBe(true)
    }
    expect(ledger).toHaveLength(6)
  })

  test('shows the figures of the published result on the ITA card', async () => {
    const ledger = await system.sim.ledger()
    const card = JSON.stringify(ledger.find((item) => item.messages[0]?.altText?.includes('90.47')))
    for (const figure of ['90.47', '90.19', '89.67', '88.75', '92.50', '69.67', '80.11', '80.16', '2566'])
      expect(card).toContain(figure)
  })

  test('starts again without seeding or sending anything twice', async () => {
    expect(await running.stop()).toBe(0)
    running = system.start()
    await running.ready()
    const before = await system.sim.ledger()
    const viewer = system.api(await system.createToken('viewer'))
    const campaigns = await until(
      async () => {
        const items = (await viewer.get('/campaigns')).body.items as { state: string }[]
        // The result card of the demo's closed poll waits as a draft for what the office will do.
        const sent = items.filter(({ state }) => state !== 'draft')
        return sent.every(({ state }) => state === 'completed') ? sent : undefined
      },
      { withinMs: 20_000 },
    )
    expect(campaigns).toHaveLength(2)
    expect(before).toHaveLength(6)
    expect(await system.sim.ledger()).toHaveLength(6)
  })

  test('goes on after kill -9 of the process alone, with PostgreSQL left an orphan', async () => {
    await running.kill()
    running = system.start()
    await running.ready()
    expect(await system.sim.ledger()).toHaveLength(6)
  })

  test('says on its page what runs and where the phone is', async () => {
    const page = await (await fetch(`${system.urls.web}/about`)).text()
    expect(page).toContain(`http://localhost:${new URL(system.urls.simulator).port}/`)
    expect(page).toContain('/api/v1/docs')
    await until(async () => (await fetch(`${system.urls.ballot}/readyz`)).ok, { withinMs: 20_000 })
    expect((await fetch(`${system.urls.web}/api/v1/openapi.json`)).status).toBe(200)
  })
})

describe('a campaign made through the API', () => {
  let system: System

  beforeAll(async () => {
    system = await createSystem()
    await system.start().ready()
  })
  afterAll(() => system.dispose())

  test('goes from an editor’s draft over an approver’s yes to the group’s chat', async () => {
    const editor = system.api(await system.createToken('editor'))
    const approver = system.api(await system.createToken('approver'))
    const groups = (await editor.get('/groups?state=approved')).body.items as { id: string; lineGroupId: string }[]
    const draft = {
      name: 'ทดลองส่งประกาศ',
      message: { template: 'notice', data: { title: 'ประกาศทดลอง', text: 'โปรดทราบ' } },
      audience: { groups: [groups[0]?.id] },
      schedule: { kind: 'now' },
    }
    const created = await editor.post('/campaigns', draft)
    expect(created.status).toBe(201)
    expect(created.body.state).toBe('draft')
    const path = `/campaigns/${created.body.id}`
    expect((await editor.post(`${path}/submit`)).body.state).toBe('pending_approval')
    expect((await editor.post(`${path}/approve`)).status).toBe(403)
    expect((await approver.post(`${path}/approve`)).body.state).toBe('scheduled')
    const done = await until(
      async () => {
        const { body } = await editor.get(path)
        return body.state === 'completed' ? body : undefined
      },
      { withinMs: 20_000 },
    )
    expect(done.runs[0].progress).toMatchObject({ total: 1, accepted: 1, failed: 0, unknown: 0 })
    const sent = (await system.sim.ledger()).filter((item) => item.messages[0]?.altText?.includes('ประกาศทดลอง'))
    expect(sent.map((item) => item.to)).toEqual([groups[0]?.lineGroupId])
  })
})
