import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { clean, reconcile } from '../support/reconcile.ts'
import { createSender, type Sender } from '../support/send-campaign.ts'
import { startWebhookLoad } from '../support/signed-webhooks.ts'
import { createSystem, type System } from '../support/system.ts'
import { createTestDatabase, type TestDatabase } from '../support/test-database.ts'
import { until } from '../support/until.ts'

const random = () => randomBytes(16).toString('hex')
const login = `sucharit_rotated_${random().slice(0, 8)}`
const before = { channel: random(), session: random(), password: random() }
const after = { channel: random(), session: random(), password: random() }
const oldToken = 'a-token-of-the-test'
const admin = { ADMIN_EMAIL: 'owner@office.example', ADMIN_PASSWORD: random() }

let database: TestDatabase
let system: System
let sender: Sender

const urlWith = (password: string): string => {
  const url = new URL(database.url)
  Object.assign(url, { username: login, password })
  return url.href
}

/** A channel that is not the demo's, played by our own simulator: no test ever speaks to LINE. */
beforeAll(async () => {
  database = await createTestDatabase()
  system = await createSystem({ database, env: { ROLES: 'web,worker', ...admin } })
  await system.query(`CREATE ROLE ${login} LOGIN PASSWORD '${before.password}' IN ROLE sucharit_app`)
  await system.query(`ALTER ROLE ${login} SET role TO sucharit_app`)
  Object.assign(system.env, {
    OWNER_DATABASE_URL: database.ownerUrl,
    DATABASE_URL: urlWith(before.password),
    BETTER_AUTH_SECRETS: `1:${before.session}`,
    LINE_CHANNEL_SECRET: before.channel,
    LINE_CHANNEL_ACCESS_TOKEN: oldToken,
    LINE_API_URL: system.urls.simulator,
  })
  await system.startSimulator()
})
afterAll(async () => {
  await system?.query(`DROP ROLE IF EXISTS ${login}`)
  await system?.dispose()
  await database?.drop()
})

async function approveGroup(): Promise<void> {
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
}

/** The cookie of the first owner, who signs in as a browser does. */
async function signIn(): Promise<string> {
  const origin = `http://localhost:${system.env.PORT}`
  const answer = await fetch(`${system.urls.web}/api/auth/sign-in/email`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', Origin: origin },
    body: JSON.stringify({ email: admin.ADMIN_EMAIL, password: admin.ADMIN_PASSWORD }),
  })
  expect(answer.status).toBe(200)
  return answer.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ')
}

/** What LINE's developers console does for an operator: another token, and the end of one. */
async function askForToken(path: string, form: Record<string, string>) {
  const answer = await fetch(`${system.urls.simulator}/v2/oauth/${path}`, {
    method: 'POST',
    body: new URLSearchParams(form),
  })
  expect(answer.status).toBe(200)
  return answer.json()
}

const listRefused = (campaignId: string) =>
  system.query(
    `SELECT delivery.id FROM delivery JOIN run ON run.id = delivery.run_id
     WHERE run.campaign_id = $1 AND delivery.error_code = 'LINE_UNAUTHORIZED'`,
    [campaignId],
  )

const whoAmI = async (cookie: string) => (await fetch(`${system.urls.web}/api/v1/me`, { headers: { cookie } })).status

test('[R42] channel secret and token, session secret and database password change under webhooks: none is refused, nobody is signed out, and what was in LINE’s hand or before its door arrives once', async () => {
  const old = system.start()
  await old.ready()
  await approveGroup()
  sender = await createSender(system)
  const cookie = await signIn()
  expect(await whoAmI(cookie)).toBe(200)
  const load = startWebhookLoad(system, before.channel)
  await system.sim.setFaults([{ endpoint: 'any', mode: 'hold' }])
  const id = await sender.send('ระหว่างเปลี่ยนรหัส')
  await until(async () => (await system.sim.sentWith('ระหว่างเปลี่ยนรหัส')).length === 1, {
    withinMs: 20_000,
    what: 'a message accepted and unanswered',
  })

  await system.sim.setFaults([]) // what is held stays held until it is released
  const { access_token: newToken } = await askForToken('accessToken', {
    grant_type: 'client_credentials',
    client_id: '1000000001',
    client_secret: before.channel,
  })
  await askForToken('revoke', { access_token: oldToken })
  const refusedId = await sender.send('ระหว่างที่รหัสเก่าใช้ไม่ได้')
  await until(async () => (await listRefused(refusedId)).length === 1, {
    withinMs: 20_000,
    what: 'the old token refused',
  })

  await system.query(`ALTER ROLE ${login} PASSWORD '${after.password}'`)
  const stopped = old.stop()
  await system.sim.release()
  expect(await stopped).toBe(0)
  Object.assign(system.env, {
    DATABASE_URL: urlWith(after.password),
    BETTER_AUTH_SECRETS: `2:${after.session},1:${before.session}`,
    LINE_CHANNEL_ACCESS_TOKEN: newToken,
    LINE_CHANNEL_SECRET: after.channel,
    LINE_CHANNEL_SECRET_PREVIOUS: before.channel,
  })
  await system.start().ready()
  const newLoad = startWebhookLoad(system, after.channel) // and LINE still delivers what it has signed with the old
  await until(() => newLoad.acknowledged.size > 50, { withinMs: 30_000, what: 'webhooks under the new secret' })
  const oldTaken = load.acknowledged.size
  await until(() => load.acknowledged.size > oldTaken + 50, { withinMs: 30_000, what: 'webhooks under the old secret' })
  for (const one of [load, newLoad]) {
    await one.stop()
    expect(await one.reconcile()).toEqual(clean)
    // 0: nobody listens between the two processes, and LINE delivers again.
    expect(one.statuses().filter((status) => ![0, 200, 503].includes(status))).toEqual([])
  }
  expect(await whoAmI(cookie)).toBe(200)
  for (const one of [id, refusedId]) expect(await sender.settled(one, 120_000)).toMatchObject({ total: 1, accepted: 1 })
  expect(await sender.settled(await sender.send('หลังเปลี่ยนรหัส'))).toMatchObject({ total: 1, accepted: 1 })
  for (const marker of ['ระหว่างเปลี่ยนรหัส', 'ระหว่างที่รหัสเก่าใช้ไม่ได้', 'หลังเปลี่ยนรหัส'])
    expect(await reconcile(system, marker)).toEqual(clean)
})
