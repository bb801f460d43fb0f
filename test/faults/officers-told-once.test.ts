import { afterEach, expect, test } from 'vitest'
import { linkDemoOfficer } from '../support/link-officer.ts'
import { createSystem, type System } from '../support/system.ts'
import { until } from '../support/until.ts'

let system: System
afterEach(() => system.dispose())

test('[R10] an approver is asked once when everything is killed after LINE took the message', {
  timeout: 240_000,
}, async () => {
  system = await createSystem()
  await system.startSimulator()
  const first = system.start()
  await first.ready()
  const editor = system.api(await system.createToken('editor'))
  const chat = ((await system.sim.post('/_sim/users', { displayName: 'ผู้อนุมัติ' })) as { userId: string }).userId
  await linkDemoOfficer(system, 'approver', chat)
  // The demo's own cards go out first, so that the fault strikes the message to the approver.
  await until(
    async () => (await editor.get('/runs')).body.items.every((run: { state: string }) => run.state === 'done'),
    {
      withinMs: 60_000,
      what: 'the demo to have sent its cards',
    },
  )

  await system.sim.setFaults([{ endpoint: 'push', mode: 'hold', times: 1 }])
  const groups = (await editor.get('/groups?state=approved')).body.items.map(({ id }: { id: string }) => id)
  const message = { template: 'notice', data: { title: 'รออนุมัติ', text: 'เนื้อหา' } }
  const draft = { name: 'รออนุมัติ', message, audience: { groups }, schedule: { kind: 'now' } }
  const { body } = await editor.post('/campaigns', draft)
  await editor.post(`/campaigns/${body.id}/submit`, {})
  await until(async () => (await system.sim.state()).held.length > 0, {
    withinMs: 20_000,
    what: 'the push in LINE’s hands',
  })
  await first.killAll()
  await system.sim.release()

  await system.start().ready()
  // The claim's lease of a minute keeps the message from everybody else; then the minute is over.
  const leased = await system.query(`SELECT 1 FROM officer_message WHERE lease_until > now() AND state = 'queued'`)
  expect(leased).toHaveLength(1)
  await system.query(`UPDATE officer_message SET lease_until = now() WHERE lease_until > now()`)
  // Whoever has no LINE finds what waits in the console.
  const rows = () =>
    system.query<{ state: string; try_count: number }>(
      `SELECT state, try_count FROM officer_message WHERE state <> 'listed'`,
    )
  await until(async () => (await rows()).every(({ state }) => state === 'accepted'), {
    withinMs: 120_000,
    everyMs: 500,
  })
  expect(await rows()).toEqual([{ state: 'accepted', try_count: 1 }])
  const items = (await system.sim.ledger()).filter(({ to, endpoint }) => to === chat && endpoint === 'push')
  expect(items).toHaveLength(1)
})
