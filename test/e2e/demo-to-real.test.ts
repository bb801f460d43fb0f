import { readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { listFrameFaults } from '../support/missing-headers.ts'
import { createSender } from '../support/send-campaign.ts'
import { createSystem, type System } from '../support/system.ts'
import { until } from '../support/until.ts'

// The channel is played by our own simulator: no test ever speaks to LINE.
const channel = { LINE_CHANNEL_SECRET: 'c'.repeat(32), LINE_CHANNEL_ACCESS_TOKEN: 'a-token-of-the-test' }

let system: System
beforeAll(async () => {
  system = await createSystem({ isBare: true, env: { ROLES: 'web,worker' } })
})
afterAll(() => system?.dispose())

test('demo → real → backup → wipe → restore → audit verify, and the office goes on where it was', async () => {
  const demo = system.start()
  await demo.ready()
  expect(await demo.stop()).toBe(0)
  await system.runCli('start-real')
  Object.assign(system.env, channel, { LINE_API_URL: system.urls.simulator })
  // LINE is elsewhere: wiping our data folder wipes none of its.
  system.start({ ROLES: 'simulator', DATA_DIR: join(system.dir, 'line') })
  await until(() => system.sim.state().then(() => true), { withinMs: 20_000, what: 'the look-alike of LINE' })
  let service = system.start()
  await service.ready()
  // The phone of the demo could show its pages that open in LINE; with a channel nobody can.
  for (const path of ['/liff/', '/liff/share/'])
    expect([path, listFrameFaults((await fetch(`${system.urls.web}${path}`)).headers)]).toEqual([path, []])

  const owner = system.api(await system.createToken('owner'))
  await system.sim.post('/_sim/groups', { groupName: 'กลุ่มของสำนักงาน', memberIds: [], withBot: true })
  const group = await until(async () => (await owner.get('/groups?state=pending')).body.items[0], {
    withinMs: 20_000,
    what: 'the group that invited the bot',
  })
  expect(await owner.post(`/groups/${group.id}/approve`, { outsiders: false })).toMatchObject({ status: 200 })
  // The hour at which the test runs must not matter, nor that one group gets two cards on a day.
  expect(await owner.patch('/settings', { capPerDay: 0, capPerWeek: 0 })).toMatchObject({ status: 200 })
  const always = { isOn: false, opens: '08:30', closes: '16:30' }
  expect(await owner.put('/calendar/window', always)).toMatchObject({ status: 200 })
  const sender = await createSender(system)
  expect(await sender.settled(await sender.send('ก่อนสำรอง'))).toMatchObject({ total: 1, accepted: 1 })
  const verified = await system.runCli('audit', 'verify')
  expect(verified).toMatch(/^ok: \d+ entries, head [0-9a-f]{64}$/)

  const second = join(system.dir, 'second')
  await system.runCli('backup', '--copy-to', second)
  expect(await service.stop()).toBe(0)
  rmSync(system.env.DATA_DIR, { recursive: true })
  rmSync(join(system.dir, 'backups'), { recursive: true })

  const [copy = ''] = readdirSync(second)
  expect(await system.runCli('restore', join(second, copy))).toContain('audit log: ok')
  expect(await system.runCli('audit', 'verify')).toBe(verified)
  service = system.start()
  await service.ready()
  expect((await owner.get('/groups?state=approved')).body.items).toMatchObject([{ name: 'กลุ่มของสำนักงาน' }])
  expect(await sender.settled(await sender.send('หลังกู้คืน'))).toMatchObject({ total: 1, accepted: 1 })
  for (const marker of ['ก่อนสำรอง', 'หลังกู้คืน']) expect(await system.sim.sentWith(marker)).toHaveLength(1)
  expect(await system.runCli('audit', 'verify')).toMatch(/^ok: /)
})
