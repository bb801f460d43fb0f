import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { listGroups } from '../support/crowd.ts'
import { clean, reconcile } from '../support/reconcile.ts'
import { createSender, type Sender } from '../support/send-campaign.ts'
import { createSystem, type System } from '../support/system.ts'

let system: System
let sender: Sender

beforeAll(async () => {
  system = await createSystem()
  await system.start().ready()
  sender = await createSender(system)
})
afterAll(() => system.dispose())

async function sendAndSettle(marker: string) {
  const campaignId = await sender.send(marker)
  await sender.settled(campaignId)
  const sent = await system.sim.sentWith(marker)
  expect(await reconcile(system, marker)).toEqual(clean)
  return { campaignId, chatId: sent[0]?.to as string, messages: sent[0]?.messages ?? [] }
}

async function change(sql: string, values: unknown[]): Promise<void> {
  const owner = await system.openOwner()
  expect((await owner.query(sql, values)).rowCount).toBe(1)
  await owner.end()
}

test('names a chat that got the same message again under a new key as doubled', async () => {
  const { chatId, messages } = await sendAndSettle('ส่งซ้ำ')
  expect(await system.sim.push(chatId, messages, randomUUID())).toBe(200)
  expect(await reconcile(system, 'ส่งซ้ำ')).toEqual({ ...clean, doubled: [chatId] })
})

test('names a chat that a row calls accepted and the ledger does not know as lost', async () => {
  const { campaignId } = await sendAndSettle('หายไป')
  const chatId = `C${randomUUID().replaceAll('-', '')}`
  await change(
    `INSERT INTO recipient (id, run_id, kind, chat_id, state) SELECT gen_random_uuid(), id, 'group', $2, 'accepted' FROM run WHERE campaign_id = $1`,
    [campaignId, chatId],
  )
  expect(await reconcile(system, 'หายไป')).toEqual({ ...clean, lost: [chatId] })
})

test('names a chat that got what no row accepted as orphaned', async () => {
  const { messages } = await sendAndSettle('ไม่มีเจ้าของ')
  const stranger = (await system.sim.state()).users[0]?.userId as string
  expect(await system.sim.push(stranger, messages, randomUUID())).toBe(200)
  expect(await reconcile(system, 'ไม่มีเจ้าของ')).toEqual({ ...clean, orphaned: [stranger] })
})

test('names a chat that got what its row calls failed as orphaned', async () => {
  const { campaignId, chatId } = await sendAndSettle('บันทึกผิด')
  await change(
    `UPDATE recipient SET state = 'failed' WHERE chat_id = $2 AND run_id = (SELECT id FROM run WHERE campaign_id = $1)`,
    [campaignId, chatId],
  )
  expect(await reconcile(system, 'บันทึกผิด')).toEqual({ ...clean, orphaned: [chatId] })
})

test('names a chat that the plan forgot, of which neither rows nor ledger know, as lost', async () => {
  const meant = await listGroups(system)
  const forgotten = meant[0] as string
  const owner = await system.openOwner()
  await owner.query(`CREATE FUNCTION forget() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'`)
  await owner.query(
    `CREATE TRIGGER forget BEFORE INSERT ON recipient FOR EACH ROW WHEN (NEW.chat_id = '${forgotten}') EXECUTE FUNCTION forget()`,
  )
  await sendAndSettle('ลืมไป') // its rows and the ledger agree
  await owner.query('DROP FUNCTION forget CASCADE')
  await owner.end()
  expect(await reconcile(system, 'ลืมไป', meant)).toEqual({ ...clean, lost: [forgotten] })
})

test('names no chat as lost that a row says was not reached, nor one that was', async () => {
  const meant = await listGroups(system)
  await system.sim.setFaults([{ endpoint: 'push', mode: 'status', status: 400, times: 1 }])
  const id = await sender.send('บอกว่าไม่ถึง')
  expect(await sender.settled(id)).toMatchObject({ total: 3, accepted: 2, failed: 1 })
  expect(await reconcile(system, 'บอกว่าไม่ถึง', meant)).toEqual(clean)
})
