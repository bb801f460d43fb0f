import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { findFreePorts } from '../support/free-ports.ts'
import { createRandom, testSeed } from '../support/random.ts'
import { reconcile } from '../support/reconcile.ts'
import { createSender, type Sender } from '../support/send-campaign.ts'
import { createWebhookDriver } from '../support/signed-webhooks.ts'
import { createSystem, type RunningSystem, type System } from '../support/system.ts'
import { createTestDatabase, type TestDatabase } from '../support/test-database.ts'
import { until } from '../support/until.ts'
import { startWebhookReceiver } from '../support/webhook-receiver.ts'

const isLong = process.env.TEST_LONG === '1'
const groupCount = isLong ? 300 : 24
const killCount = isLong ? 30 : 4
const random = createRandom(testSeed)
const marker = 'คำถัดไป'

let database: TestDatabase
let system: System
let receiver: Awaited<ReturnType<typeof startWebhookReceiver>>
let sender: Sender
const running: RunningSystem[] = []
let ports: string[]
const start = async (no: number) => {
  running[no] = system.start({ PORT: ports[no] as string })
  await running[no].ready()
}

beforeAll(async () => {
  database = await createTestDatabase()
  system = await createSystem({ database, env: { ROLES: 'web,worker' } })
  // What happens in groups comes to the test first, which then plays LINE's delivery: late, twice, to whichever process lives.
  receiver = await startWebhookReceiver()
  system.start({ ROLES: 'simulator', PORT: new URL(receiver.url).port })
  await until(() => fetch(`${system.urls.simulator}/_sim/state`).then(({ ok }) => ok), { withinMs: 60_000 })
  const [other] = (await findFreePorts(1)) as [number]
  ports = [system.env.PORT, String(other)]
  await start(0)
  await start(1)
  sender = await createSender(system)
})
afterAll(async () => {
  await system.dispose()
  await receiver.close()
  await database.drop()
})

test(`[R10] a card that rides on words reaches no group twice: two processes killed ${killCount} times, words redelivered, answers of LINE lost, seed ${testSeed}`, async () => {
  const groups = await openGroups()
  const campaignId = await sender.send(marker, { groups: groups.map(({ id }) => id) }, { rideMinutes: 600 })
  await until(async () => (await sender.runOf(campaignId))?.state === 'sending', { withinMs: 20_000 })
  await system.sim.setFaults([
    { endpoint: 'reply', mode: 'lose-answer', rate: 0.2 },
    { endpoint: 'reply', mode: 'status', status: 500, rate: 0.1 },
  ])
  let isTalking = true
  const talk = speakInTurn(groups.slice(0, -4), () => isTalking) // in the last four nobody says a word
  for (let kill = 0; kill < killCount; kill += 1) {
    await wait(500 + random() * 1500) // the moment of death, not a wait for something
    await running[kill % 2]?.kill()
    await start(kill % 2)
  }
  await until(async () => (await repliedCount()) >= groupCount / 2, {
    withinMs: 60_000,
    what: 'half have been replied to',
  })
  isTalking = false
  await talk
  await system.sim.setFaults([])
  await endWait()
  const progress = await sender.settled(campaignId, 120_000)

  const { lost, doubled, orphaned } = await reconcile(system, marker)
  const unknown = await chatsOf(`r.state = 'unknown'`)
  const surprises = orphaned.filter((chat) => !unknown.has(chat))
  expect(`lost ${lost.length}, doubled ${doubled.length}, orphaned ${surprises.length}`).toBe(
    'lost 0, doubled 0, orphaned 0',
  )
  expect(progress).toMatchObject({ total: groupCount, failed: 0, skipped: 0 })
  expect(progress.accepted + progress.unknown).toBe(groupCount)
  // What LINE answered was written down as such, and nothing that was unclear has become clear by itself.
  const pushed = (await system.sim.sentWith(marker)).filter(({ endpoint }) => endpoint === 'push')
  for (const { to } of pushed) expect(unknown.has(to as string)).toBe(false)
  expect(pushed.length).toBeGreaterThanOrEqual(4)
  expect(unknown.size).toBeGreaterThan(0)
})

async function openGroups(): Promise<{ id: string; chatId: string; member: string }[]> {
  const { items } = (await system.sim.post(
    '/_sim/users',
    Array.from({ length: groupCount }, (_, no) => ({ displayName: `สมาชิก ${no}` })),
  )) as { items: { userId: string }[] }
  const groups: { id: string; chatId: string; member: string }[] = []
  for (const { userId } of items) {
    const made = (await system.sim.post('/_sim/groups', { groupName: 'กลุ่ม', memberIds: [userId] })) as {
      groupId: string
    }
    const [row] = await system.query<{ id: string }>(
      `INSERT INTO line_group (id, line_group_id, state, member_count) VALUES (gen_random_uuid(), $1, 'approved', 1) RETURNING id`,
      [made.groupId],
    )
    groups.push({ id: row?.id as string, chatId: made.groupId, member: userId })
  }
  return groups
}

/** Every word is delivered one to three times, to either process or to both at once. */
async function speakInTurn(groups: { chatId: string; member: string }[], isTalking: () => boolean): Promise<void> {
  const driver = createWebhookDriver(system)
  const urls = ports.map((port) => `http://127.0.0.1:${port}`)
  for (let turn = 0; isTalking(); turn += 1) {
    const group = groups[turn % groups.length] as { chatId: string; member: string }
    const heard = receiver.events().length
    await system.sim.act({ type: 'message', userId: group.member, groupId: group.chatId, text: `คุยกัน ${turn}` })
    const event = await until(async () => receiver.events()[heard], { withinMs: 5000 })
    const copies = Array.from({ length: 1 + Math.floor(random() * 3) }, () => urls[random() < 0.5 ? 0 : 1])
    await Promise.all(copies.map((url) => driver.post([event], url)))
  }
}

const repliedCount = async () =>
  (await system.sim.sentWith(marker)).filter(({ endpoint }) => endpoint === 'reply').length

/** Ten hours later. */
async function endWait(): Promise<void> {
  await system.query(`UPDATE delivery SET next_try_at = now() WHERE state = 'queued' AND endpoint = 'push'`)
  await system.query('UPDATE run SET rides_until = now() WHERE rides_until IS NOT NULL')
}

async function chatsOf(condition: string): Promise<Set<string>> {
  const rows = await system.query<{ chatId: string }>(
    `SELECT r.chat_id AS "chatId" FROM recipient r JOIN run ON run.id = r.run_id JOIN campaign c ON c.id = run.campaign_id
     WHERE ${condition} AND c.name LIKE '%' || $1 || '%'`,
    [marker],
  )
  return new Set(rows.map(({ chatId }) => chatId))
}
